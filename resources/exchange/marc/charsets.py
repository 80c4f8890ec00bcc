"""In which signs a record is written. UNIMARC says so in 100$a, MARC21 in its leader; both are checked by the bytes.

The ten-year-old file of a small library often says one thing and holds another. UTF-8 cannot be taken for anything
else; between ISO 5426 (the accent before the letter) and Latin-1 (the letter with its accent) the bytes decide.
"""

import re
import unicodedata
from collections.abc import Callable

from django.utils.translation import gettext as _

UTF_8, ISO_5426, LATIN_1, MARC_8 = "UTF-8", "ISO 5426", "Latin-1", "MARC-8"
OF_UNIMARC = {"50": UTF_8, "01": ISO_5426, "03": ISO_5426, "11": ISO_5426, "  ": ISO_5426, "": ISO_5426}

COMBINING = dict(zip(range(0xC0, 0xD0), (
    "\u0309", "\u0300", "\u0301", "\u0302", "\u0303", "\u0304", "\u0306", "\u0307",
    "\u0308", "\u0308", "\u030a", "\u0315", "\u0312", "\u030b", "\u031b", "\u030c",
), strict=True)) | dict(zip(range(0xD0, 0xDB), (
    "\u0327", "\u031c", "\u0328", "\u0325", "\u032e", "\u0323", "\u0324", "\u0332", "\u0333", "\u0329", "\u032d",
), strict=True))  # fmt: skip
ALONE = {
    0xA1: "¡", 0xA2: "„", 0xA3: "£", 0xA4: "$", 0xA5: "¥", 0xA6: "†", 0xA7: "§", 0xA8: "′", 0xA9: "‘", 0xAA: "“",
    0xAB: "«", 0xAC: "♭", 0xAD: "©", 0xAE: "℗", 0xAF: "®", 0xB0: "ʻ", 0xB1: "ʼ", 0xB2: "‚", 0xB6: "‡", 0xB7: "·",
    0xB8: "″", 0xB9: "’", 0xBA: "”", 0xBB: "»", 0xBC: "♯", 0xBD: "ʹ", 0xBE: "ʺ", 0xBF: "¿", 0xE1: "Æ", 0xE2: "Đ",
    0xE6: "Ĳ", 0xE8: "Ł", 0xE9: "Ø", 0xEA: "Œ", 0xEC: "Þ", 0xF1: "æ", 0xF2: "đ", 0xF3: "ð", 0xF5: "ı", 0xF6: "ĳ",
    0xF8: "ł", 0xF9: "ø", 0xFA: "œ", 0xFB: "ß", 0xFC: "þ",
}  # fmt: skip
ACCENT_FIRST = re.compile(rb"[\xc1-\xc4\xc8-\xca\xd0][A-Za-z]|\xfa")
ACCENT_FIRST_8 = re.compile(rb"[\xe1-\xe4\xe8][AEIOUYNaeiouyn]|\xf0[Cc]|\xb6")
LETTER_WITH_ACCENT = re.compile(rb"[\xe0\xe2\xe4\xe7-\xeb\xee\xef\xf4\xf6\xf9\xfb\xfc]")
LONE_MARKS = re.compile("[\udc88\udc89\udc98\udc9c]")  # of sorting, one byte each in the middle of UTF-8
ANGLED = re.compile("<<([^<>]{1,40})>>")  # marks of sorting as they are typed: <<Le >>CV
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b\ufeff]")
BLANKS = re.compile(r"[^\S\n]+")

Decode = Callable[[bytes], str]


class OddSigns(ValueError):  # noqa: N818 - it is what the record has
    """The signs of this record cannot be read; `args[0]` says so in words."""


def of_unimarc(body: bytes, coded: str) -> tuple[Decode, str]:
    """How the bytes of a UNIMARC record are read, from its 100$a; and words where they belie it."""
    said = OF_UNIMARC.get(coded[26:28])
    if not any(byte > 0x7F for byte in body):
        return _utf_8, ""
    if is_utf_8(body):
        return _utf_8, _belied(said, UTF_8)
    if said is None:
        raise OddSigns(_("It is written in an alphabet that is not read here (code %(code)s in 100$a).")
                       % {"code": coded[26:28]})  # fmt: skip
    found = LATIN_1 if _count(LETTER_WITH_ACCENT, body) > _count(ACCENT_FIRST, body) else ISO_5426
    return (_latin_1 if found == LATIN_1 else iso_5426), _belied(said, found)


def of_marc21(body: bytes, leader: str, marc_8: Decode) -> tuple[Decode, str]:
    """How the bytes of a MARC21 record are read, from its leader; and words where they belie it."""
    said = UTF_8 if leader[9:10] == "a" else MARC_8
    if not any(byte > 0x7F for byte in body):
        return (marc_8 if b"\x1b" in body else _utf_8), ""
    if is_utf_8(body):
        return _utf_8, _belied(said, UTF_8)
    found = LATIN_1 if _count(LETTER_WITH_ACCENT, body) > 2 * _count(ACCENT_FIRST_8, body) else MARC_8
    return (_latin_1 if found == LATIN_1 else marc_8), _belied(said, found)


def _belied(said: str | None, found: str) -> str:
    if said == found:
        return ""
    return _("It is said to be in %(said)s and was read as %(found)s.") % {"said": said or "?", "found": found}


def _count(pattern: re.Pattern[bytes], body: bytes) -> int:
    return len(pattern.findall(body))


def is_utf_8(body: bytes) -> bool:
    """Whether these bytes are UTF-8, but for lone marks of sorting."""
    return not re.search("[\udc80-\udcff]", LONE_MARKS.sub("", body.decode("utf-8", "surrogateescape")))


def _utf_8(text: bytes) -> str:
    return LONE_MARKS.sub("", text.decode("utf-8", "surrogateescape"))


def _latin_1(text: bytes) -> str:
    return text.replace(b"\x88", b"").replace(b"\x89", b"").decode("cp1252", "replace")


def iso_5426(text: bytes) -> str:
    """ISO 5426: an accent stands before its letter."""
    if text.isascii():
        return text.decode("ascii")
    signs: list[str] = []
    waiting = ""
    for byte in text:
        if byte in COMBINING:
            waiting += COMBINING[byte]
            continue
        signs.append(chr(byte) if byte < 0xA0 else ALONE.get(byte, "\ufffd"))
        if waiting and byte not in (0x88, 0x89, 0x98, 0x9C):
            signs.append(waiting)
            waiting = ""
    return unicodedata.normalize("NFC", "".join(signs))


def clean(text: str) -> str:
    """The words of a field: composed, without marks of sorting and control characters, blanks folded."""
    if text.isascii() and text.isprintable() and "<<" not in text and "  " not in text:
        return text.strip()
    plain = CONTROL.sub("", ANGLED.sub(r"\1", unicodedata.normalize("NFC", text)))
    return BLANKS.sub(" ", plain.replace("\r", "")).strip()
