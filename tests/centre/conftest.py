"""What the manager's pages are tried with."""

import pytest


@pytest.fixture
def managing(manager, client_of):
    """The browser of somebody who manages."""
    return client_of(manager)


@pytest.fixture
def in_words():
    """What one types into a set of inputs, one a language: in_words("name", "Emploi", "Job")."""

    def fill(field, fr, en=""):
        return {f"{field}_0": fr, f"{field}_1": en}

    return fill
