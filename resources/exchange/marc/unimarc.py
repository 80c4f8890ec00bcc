"""A UNIMARC record, as French libraries exchange it, into what is said of a notice. docs/records.md has the table."""

from ...models import Support
from ..known import Known
from .records import Field, Record
from .values import OURS, is_number, is_web, language_of, price_of, support_of, together, year_of

AUTHORS = ("700", "710", "701", "711", "702", "712", "720")
IMPRINTS = ("210", "214", "219")
SUBJECTS = ("606", "610", "600", "601", "607", "608")
CODED = ("005", "100", "801")  # of the exchange itself, not of the document


def said_of(record: Record, known: Known) -> dict[str, object]:
    """What the record says, in plain values; what is taken leaves the record, so that the rest can be kept."""
    said: dict[str, object] = {}
    _own(record, said)
    _title(record, said)
    _numbers(record, said)
    _imprint(record, said)
    names = together((_name(each) for each in record.fields if each.tag in AUTHORS), " ; ")  # in the record's order
    said["authors"] = names or record.take_one("200", "f")
    if "identifier" in said:
        record.take("200", "f")  # said again by the fields above
    said["languages"] = list(dict.fromkeys(language_of(text) for text in record.take("101", "a", language_of)))
    said["summary"] = "\n".join(record.take("330", "a"))
    said["url"] = record.take_one("856", "u", is_web) or record.take_one("859", "u", is_web)
    _about(record, known, said)
    said["copies"] = copies_of(record)
    said.setdefault("support", support_of(record.leader, online=record.has("856")))
    record.drop(*CODED)
    return said


def _own(record: Record, said: dict[str, object]) -> None:
    """What only a file of this house says: its identifier, and the kind of document by its code."""
    number = next((each.peek("") for each in record.of("001")), "").strip()
    if number and any(each.peek("").rstrip("/").endswith(f"/documents/{number}") for each in record.of("003")):
        said["identifier"] = number
        record.drop("001", "003")
    for each in list(record.of("608")):
        if each.peek("2") == OURS and (code := each.peek("a")) in Support.values:
            said["support"] = code
            each.parts = []


def _title(record: Record, said: dict[str, object]) -> None:
    first = next(record.of("200"), Field("200"))
    titles, volumes = first.take("a"), first.take("hi")
    said["title"] = ". ".join([*([" ; ".join(titles)] if titles else []), *volumes])
    said["subtitle"] = " : ".join(first.take("e"))
    said["edition"] = ", ".join(record.take("205", "a"))


def _numbers(record: Record, said: dict[str, object]) -> None:
    """The first number that there is; a wrong one only where there is no other. The price beside it."""
    said["number"] = (
        record.take_one("010 011 073", "a", is_number) or record.take_one("010", "z", is_number)
        or record.take_one("011", "yz", is_number)
    )
    price = record.take_one("010 345 011", "d", lambda text: bool(price_of(text)[1]))
    said["price"], said["currency"] = price_of(price)


def _imprint(record: Record, said: dict[str, object]) -> None:
    """Publisher and year. In 214 and 219 the second indicator says whose imprint it is: 0 is the publisher's."""
    fields = [each for each in record.of(*IMPRINTS) if each.tag == "210" or each.second in "0 "]
    names = [name for each in fields[:1] for name in each.take("c")]
    said["publisher"] = " ; ".join(dict.fromkeys(names))
    said["year"] = None
    for each in fields:
        if said["year"] is None and (dates := each.take("d", lambda text: year_of(text) is not None)):
            said["year"] = year_of(dates[0])
    if said["year"] is None:
        said["year"] = next((year_of(each.peek("a")[9:13]) for each in record.of("100")), None)


def _about(record: Record, known: Known, said: dict[str, object]) -> None:
    """Subjects and headings that the catalogue knows; and the purposes, which only this house's own files say."""
    subjects: list[str] = []
    for each in record.of(*SUBJECTS):
        codes = [known.subject(text) or "" for text in each.take("3a", lambda text: bool(known.subject(text)))]
        subjects += codes
        if codes and each.peek("2") in ("rome", OURS):
            each.parts = []
    said["subjects"] = list(dict.fromkeys(subjects))
    headings: list[str] = []
    for each in record.of("686", "676"):
        codes = [known.heading(text) or "" for text in each.take("a", lambda text: bool(known.heading(text)))]
        headings += codes
        if codes and each.peek("2") == OURS:
            each.parts = []
    said["headings"] = list(dict.fromkeys(headings))
    purposes: list[str] = []
    for each in record.of("615"):
        if each.peek("2") == OURS and each.peek("n") in known.purposes:
            purposes.append(each.peek("n"))
            each.parts = []
    said["purposes"] = purposes


def _name(each: Field) -> str:
    """Surname, first name; of a body, its name and its part. What else the field says of the person stays."""
    return (". " if each.tag in ("710", "711", "712") else ", ").join([*each.take("a"), *each.take("b")])


def copies_of(record: Record) -> list[dict[str, str]]:
    """Copies as French systems write them: 995 (recommendation 995, Koha), 996 (PMB), 930 with 915 (Sudoc)."""
    copies = [{"mark": " ".join(each.take("k")), "number": "".join(each.take("f")[:1])}
              for each in record.of("995", "996")]  # fmt: skip
    numbers = record.take("915", "b")
    marks = record.take("930", "a")
    copies += [{"mark": mark, "number": numbers[place] if place < len(numbers) else ""}
               for place, mark in enumerate(marks)]  # fmt: skip
    return [copy for copy in copies if copy["mark"] or copy["number"]]
