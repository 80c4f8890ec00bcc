"""A rule of the house, said in words to the person at the screen."""

from http import HTTPStatus


class HouseRule(Exception):  # noqa: N818 - it is a rule that was met, not an error of the program
    """Raised by a verb that will not act: `words` are for the screen, `status` for the answer (409 by default)."""

    def __init__(self, words: str, status: int = HTTPStatus.CONFLICT) -> None:
        super().__init__(words)
        self.words = words
        self.status = int(status)
