"""The nouns of the documentation: notices and their copies, what they are about, where they stand."""

from .care import Link, Load, LoadLine, Missed, Selected, Selection
from .codes import (
    STANDING,
    Access,
    Audience,
    CopyState,
    Level,
    NumberKind,
    Scheme,
    Signed,
    Standing,
    State,
    Support,
    Territory,
    Use,
)
from .index import LONGEST, Family, Posting, Profile, Term, Word
from .notices import Copy, Gone, Notice, new_identifier
from .outside import Body, Kind, Topic
from .shelving import Shelving, the_shelving
from .subjects import Heading, Subject, Synonym

__all__ = [
    "LONGEST", "STANDING", "Access", "Audience", "Body", "Copy", "CopyState", "Family", "Gone", "Heading", "Kind",
    "Level", "Link", "Load", "LoadLine", "Missed", "Notice", "NumberKind", "Posting", "Profile", "Scheme", "Selected",
    "Selection", "Shelving", "Signed", "Standing", "State", "Subject", "Support", "Synonym", "Term", "Territory",
    "Topic", "Use", "Word", "new_identifier", "the_shelving",
]
