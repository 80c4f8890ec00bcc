"""One spelling for what people type in many: no case, no accent, one apostrophe, one hyphen, nothing invisible."""

import re
import unicodedata

APOSTROPHES = "'’‘ʼʹ′`´＇"
HYPHENS = "-‐‑‒–—−﹣－"
# in a class of characters: soft hyphen, zero width, direction of writing, what only lengthens an Arabic word
INVISIBLE = "\u00ad\u034f\u061c\u0640\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"

_SAME = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}
    | dict.fromkeys(APOSTROPHES, "'")
    | dict.fromkeys(HYPHENS, "-")
)
_DROPPED = re.compile(f"[{INVISIBLE}]")


def fold(text: str) -> str:
    """The text in lower case without accents. Folded twice, nothing changes any more."""
    if text.isascii():
        return text.lower().replace("`", "'")
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_SAME))
    apart = _DROPPED.sub("", apart).replace("и\u0306", "й")  # a letter of its own, and always typed
    bare = "".join(each for each in apart if not unicodedata.combining(each))
    return unicodedata.normalize("NFC", bare).casefold().translate(_SAME)
