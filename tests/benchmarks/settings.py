"""The house's own settings, with the floor page that benches compare with, and their mutants where one is asked for."""

import os

from citedesmetiers.settings import *  # noqa: F403 - a bench measures the house
from citedesmetiers.settings import MIDDLEWARE

ROOT_URLCONF = "tests.benchmarks.urls"
if mutant := os.environ.get("BENCH_MUTANT"):
    MIDDLEWARE = [*MIDDLEWARE[:-1], f"tests.benchmarks.mutants.{mutant}", MIDDLEWARE[-1]]
