"""One library record, whatever file it came in: fields of which a reader takes what it can map, and leaves the rest."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

LONGEST_LEFT = 2000  # signs kept of one field that nothing holds


def anything(_text: str) -> bool:
    return True


@dataclass
class Field:
    """One field. A control field has one part without a code."""

    tag: str
    first: str = " "
    second: str = " "
    parts: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """A tag or a code that is no letter or digit comes from a damaged file, and would not be kept well."""
        self.tag = self.tag if self.tag.isascii() and self.tag.isalnum() else "???"
        self.parts = [(code if code.isprintable() else "?", text) for code, text in self.parts]

    def take(self, codes: str, usable: Callable[[str], bool] = anything) -> list[str]:
        """Take these parts out, in the order of the field; what is not usable stays."""
        taken = [text for code, text in self.parts if code and code in codes and usable(text)]
        self.parts = [(code, text) for code, text in self.parts if not (code and code in codes and usable(text))]
        return [text for text in taken if text]

    def peek(self, code: str) -> str:
        """The first part of this code, left where it is."""
        return next((text for of, text in self.parts if of == code), "")

    @property
    def left(self) -> str:
        """What nobody took, as one writes it: $aText$bText."""
        return "".join(f"${code}{text}" if code else text for code, text in self.parts if text)[:LONGEST_LEFT]


@dataclass
class Record:
    """A record in Unicode. `note` says in words what was odd about its signs."""

    leader: str
    fields: list[Field]
    note: str = ""

    def of(self, *tags: str) -> Iterator[Field]:
        """The fields of these tags, tag by tag in this order."""
        for tag in tags:
            yield from [each for each in self.fields if each.tag == tag]

    def has(self, tag: str) -> bool:
        return any(each.tag == tag for each in self.fields)

    def take(self, tags: str, codes: str, usable: Callable[[str], bool] = anything) -> list[str]:
        """Take these parts of all the fields of these tags ("210 214")."""
        return [text for each in self.of(*tags.split()) for text in each.take(codes, usable)]

    def take_one(self, tags: str, codes: str, usable: Callable[[str], bool] = anything) -> str:
        """Take the first such part; others stay."""
        for each in self.of(*tags.split()):
            for place, (code, text) in enumerate(each.parts):
                if code and code in codes and text and usable(text):
                    del each.parts[place]
                    return text
        return ""

    def drop(self, *tags: str) -> None:
        """Leave out fields that say nothing of the document: coded data of the exchange itself."""
        self.fields = [each for each in self.fields if each.tag not in tags]

    def left(self) -> dict[str, list[str]]:
        """What nobody took, by tag."""
        found: dict[str, list[str]] = {}
        for each in self.fields:
            if text := each.left:
                found.setdefault(each.tag, []).append(text)
        return found


@dataclass(frozen=True)
class Broken:
    """A record that cannot be read, with the reason in words."""

    words: str
