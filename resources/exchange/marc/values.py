"""What UNIMARC and MARC21 write the same way: languages, prices, years, names, kinds of document."""

import re
from collections.abc import Iterable
from decimal import Decimal

from django.core.exceptions import ValidationError

from ...addresses import read_address
from ...models import Support
from ...numbers import read_number

OURS = "citedesmetiers"  # the source ($2) of what only this house's own files say
OF_THREE = {
    "fre": "fr", "fra": "fr", "eng": "en", "ger": "de", "deu": "de", "spa": "es", "ita": "it", "por": "pt", "ara": "ar",
    "dut": "nl", "nld": "nl", "rum": "ro", "ron": "ro", "rus": "ru", "tur": "tr", "chi": "zh", "zho": "zh", "pol": "pl",
    "ukr": "uk", "per": "fa", "fas": "fa", "pus": "ps", "tam": "ta", "vie": "vi", "alb": "sq", "sqi": "sq", "arm": "hy",
    "hye": "hy", "geo": "ka", "kat": "ka", "gre": "el", "ell": "el", "heb": "he", "hin": "hi", "jpn": "ja", "kor": "ko",
    "bul": "bg", "cze": "cs", "ces": "cs", "slo": "sk", "slk": "sk", "hrv": "hr", "srp": "sr", "bos": "bs", "hun": "hu",
    "swe": "sv", "nor": "no", "dan": "da", "fin": "fi", "bre": "br", "baq": "eu", "eus": "eu", "cat": "ca", "cos": "co",
    "oci": "oc", "wol": "wo", "som": "so", "swa": "sw", "tir": "ti", "amh": "am", "ben": "bn", "urd": "ur", "lat": "la",
    "lin": "ln", "mlg": "mg", "khm": "km", "lao": "lo", "tha": "th", "lit": "lt", "lav": "lv", "est": "et", "slv": "sl",
    "mac": "mk", "mkd": "mk", "kur": "ku", "roh": "rm", "gsw": "de", "ltz": "lb", "gle": "ga", "wel": "cy", "cym": "cy",
}  # fmt: skip
OF_TWO = {two: three for three, two in reversed(OF_THREE.items())}
SUPPORTS = {  # leader/06; /07 is looked at before
    "a": Support.BOOK, "g": Support.VIDEO, "i": Support.PODCAST, "j": Support.PODCAST, "r": Support.GAME,
    "l": Support.FILE,
}  # fmt: skip
CURRENCIES = {"€": "EUR", "EUR": "EUR", "EURO": "EUR", "EUROS": "EUR", "CHF": "CHF", "GBP": "GBP", "£": "GBP",
              "USD": "USD", "CAD": "CAD"}  # fmt: skip
PRICE = re.compile(r"^(?:(\D{0,5}?)\s?)(\d{1,6}(?:[.,]\d{1,2})?)\s?([^\W\d]{1,5}|€|£)?\.?\s*$")
YEAR = re.compile(r"(?<!\d)(1[4-9]|20|21)\d\d(?!\d)")


def language_of(text: str) -> str:
    """The ISO 639-1 code of a code of three letters, or of two; empty if it is none that is known."""
    code = text.strip().lower()
    return OF_THREE.get(code, code if code in OF_TWO else "")


def price_of(text: str) -> tuple[str, str]:
    """(amount, currency) as "12.50" and "EUR"; ("", "") where it is not plainly one amount of a known currency."""
    found = PRICE.match(text.strip())
    if not found:
        return "", ""
    before, amount, after = found.groups(default="")
    currency = CURRENCIES.get((after or before).strip().upper(), "")
    return (f"{Decimal(amount.replace(',', '.')):.2f}", currency) if currency else ("", "")


def year_of(text: str) -> int | None:
    """The first year that stands in a text."""
    found = YEAR.search(text)
    return int(found.group()) if found and int(found.group()) <= 2199 else None


def is_web(text: str) -> bool:
    """Whether it is an address that a notice may bear."""
    try:
        read_address(text)
    except ValidationError:
        return False
    return True


def is_number(text: str) -> bool:
    """Whether it has the length and the signs of an ISBN, an ISSN or an EAN, be its check digit right or wrong."""
    number = read_number(text)
    return number is not None and bool(number.digits)


def together(texts: Iterable[str], between: str) -> str:
    """Without what stands twice."""
    return between.join(dict.fromkeys(text for text in texts if text))


def support_of(leader: str, *, online: bool) -> Support:
    """What the leader says the document is."""
    kind, level = leader[6:7], leader[7:8]
    if kind in "al" and level == "s":
        return Support.PERIODICAL
    if kind in "alm" and (level == "i" or (online and kind == "m")):
        return Support.WEBSITE
    return SUPPORTS.get(kind, Support.FILE if kind == "m" and level == "m" else Support.OTHER)
