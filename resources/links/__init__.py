"""Trying the web addresses of the notices: what may be contacted, how an address is visited, and the nightly rounds."""

from .night import begin
from .policy import Policy
from .rounds import round_of_links

__all__ = ["Policy", "begin", "round_of_links"]
