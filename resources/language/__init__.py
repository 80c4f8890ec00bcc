"""What words mean to a search: folded, cut, brought to their stem, and put right where misspelt. Nothing is stored."""

from .analysis import read, terms_of
from .fold import fold
from .french import STOP, stem
from .spelling import nearest, one_edit_from
from .tokens import LONGEST, Token, tokens_of

__all__ = ["LONGEST", "STOP", "Token", "fold", "nearest", "one_edit_from", "read", "stem", "terms_of", "tokens_of"]
