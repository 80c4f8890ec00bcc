"""A MARC21 record into what is said of a notice. docs/records.md has the table."""

from ..known import Known
from .records import Field, Record
from .values import is_number, is_web, language_of, price_of, support_of, together, year_of

AUTHORS = ("100", "110", "111", "700", "710", "711", "720")
SUBJECTS = ("650", "653", "600", "610", "651", "655", "690")
CODED = ("005", "008", "040")  # of the exchange, not the document


def said_of(record: Record, known: Known) -> dict[str, object]:
    """What the record says, in plain values; what is taken leaves the record, so that the rest can be kept."""
    coded = next((each.peek("") for each in record.of("008")), "")
    said: dict[str, object] = {"title": "", "subtitle": ""}
    for first in list(record.of("245"))[:1]:
        said["title"] = ". ".join(_bare(text) for text in [*first.take("a"), *first.take("np")])
        said["subtitle"] = " : ".join(_bare(text) for text in first.take("b"))
    _numbers(record, said)
    _imprint(record, said, coded)
    names = (_name(each) for each in record.fields if each.tag in AUTHORS)
    said["authors"] = together(names, " ; ") or _bare(record.take_one("245", "c"))
    languages = [language_of(text) for text in record.take("041", "a", language_of)] or [language_of(coded[35:38])]
    said["languages"] = list(dict.fromkeys(code for code in languages if code))
    said["summary"] = "\n".join(record.take("520", "a"))
    said["url"] = record.take_one("856", "u", is_web)
    said["subjects"] = list(dict.fromkeys(
        known.subject(_bare(text)) or "" for text in record.take(" ".join(SUBJECTS), "a",
                                                           lambda text: bool(known.subject(_bare(text))))
    ))  # fmt: skip
    found = record.take("084 082 080", "a", lambda text: bool(known.heading(text)))
    said["headings"] = [known.heading(text) or "" for text in found]
    said["copies"] = _copies(record)
    said["support"] = support_of(record.leader, online=record.has("856"))
    record.drop(*CODED)
    return said


def _numbers(record: Record, said: dict[str, object]) -> None:
    for each in record.of("020"):
        each.parts = [(code, text) for whole in each.parts for code, text in _qualified(*whole)]
    bar_codes = [each for each in record.of("024") if each.first == "3"]
    said["number"] = (
        record.take_one("020 022", "a", is_number)
        or next((text for each in bar_codes for text in each.take("a", is_number)), "")
        or record.take_one("020", "z", is_number) or record.take_one("022", "yz", is_number)
    )
    price = record.take_one("020 037", "c", lambda text: bool(price_of(text)[1]))
    said["price"], said["currency"] = price_of(price)


def _qualified(code: str, text: str) -> list[tuple[str, str]]:
    """"2010000000 (br.)" is a number and what it is the number of."""
    number, bracket, rest = text.partition("(")
    return [(code, number.strip(" :")), ("q", rest.strip(" )"))] if code == "a" and bracket else [(code, text)]


def _imprint(record: Record, said: dict[str, object], coded: str) -> None:
    fields = [each for each in record.of("264", "260") if each.tag == "260" or each.second in "1 "]
    said["publisher"] = " ; ".join(dict.fromkeys(_bare(text) for each in fields[:1] for text in each.take("b")))
    dates = [text for each in fields[:1] for text in each.take("c", lambda text: year_of(text) is not None)]
    said["year"] = year_of(dates[0]) if dates else year_of(coded[7:11])
    said["edition"] = ", ".join(_bare(text) for text in record.take("250", "a"))


def _name(each: Field) -> str:
    body = each.tag.endswith(("10", "11"))
    return (". " if body else ", ").join(_bare(text) for text in each.take("ab" if body else "a"))


def _copies(record: Record) -> list[dict[str, str]]:
    """852 (as the standard has it) and 952 (Koha)."""
    copies = [{"mark": " ".join(each.take("hij")), "number": "".join(each.take("p")[:1])} for each in record.of("852")]
    copies += [{"mark": " ".join(each.take("o")), "number": "".join(each.take("p")[:1])} for each in record.of("952")]
    return [copy for copy in copies if copy["mark"] or copy["number"]]


def _bare(text: str) -> str:
    """Without the punctuation that leads to the next part of a card."""
    bare = text.strip().rstrip("/:;,=").rstrip()
    return bare.removesuffix(".") if not bare.endswith((" .", "..")) and len(bare.rsplit(" ", 1)[-1]) > 3 else bare
