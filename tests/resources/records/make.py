"""How the files of this folder were made: invented records, in the signs and with the faults of real ones.

.venv/bin/python -m tests.resources.records.make writes them again. ISO 2709 is put together by hand, so that a file
can hold what pymarc would not write: two character sets, a leader that lies, a record that is cut.
"""

from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

HERE = Path(__file__).parent
UNIMARC, MARC21 = "00000{kind}  2200000   450 ", "00000{kind} {signs}2200000 a 4500"
ACUTE = {"é": b"\xc2e", "è": b"\xc1e", "ê": b"\xc3e", "à": b"\xc1a", "ç": b"\xd0c", "î": b"\xc3i", "œ": b"\xfa",
         "É": b"\xc2E", "ô": b"\xc3o", "ï": b"\xc8i", "ë": b"\xc8e"}  # fmt: skip
MARC_8 = {"é": b"\xe2e", "è": b"\xe1e", "ê": b"\xe3e", "à": b"\xe1a", "ç": b"\xf0c", "É": b"\xe2E", "œ": b"\xb6"}


def in_signs(table):
    return lambda text: b"".join(table.get(sign) or sign.encode("latin-1") for sign in text)


def utf_8(text):
    return text.encode()


def latin_1(text):
    return text.encode("latin-1")


def iso_2709(leader, fields, signs=utf_8):
    """One record: fields as ("200", "1 ", "a", "Titre", "e", "Sous-titre") or ("001", "FR1")."""
    body = directory = b""
    for tag, *rest in fields:
        if len(rest) == 1:
            data = rest[0].encode() + b"\x1e"
        else:
            parts = zip(rest[1::2], rest[2::2], strict=True)
            data = rest[0].encode() + b"".join(b"\x1f" + code.encode() + signs(text) for code, text in parts) + b"\x1e"
        directory += f"{tag}{len(data):04d}{len(body):05d}".encode()
        body += data
    base = 24 + len(directory) + 1
    head = f"{base + len(body) + 1:05d}{leader[5:12]}{base:05d}{leader[17:]}".encode()
    return head + directory + b"\x1e" + body + b"\x1d"


def marcxml(leader, fields, namespace="http://www.loc.gov/MARC21/slim"):
    rows = [f"<leader>{leader}</leader>"]
    for tag, *rest in fields:
        if len(rest) == 1:
            rows.append(f'<controlfield tag="{tag}">{escape(rest[0])}</controlfield>')
            continue
        parts = "".join(f"<subfield code={quoteattr(code)}>{escape(text)}</subfield>"
                        for code, text in zip(rest[1::2], rest[2::2], strict=True))  # fmt: skip
        rows.append(f'<datafield tag="{tag}" ind1="{rest[0][0]}" ind2="{rest[0][1]}">{parts}</datafield>')
    return f'<record xmlns="{namespace}">{"".join(rows)}</record>'


def coded(signs):
    return ("100", "  ", "a", f"20240312d2023    m  y0frey{signs:8}ba")


def book(signs="50", title="\x88Le \x89métier d’infirmière", **_more):
    return [
        ("001", "FRX00001"), ("010", "  ", "a", "978-2-01-000001-0", "b", "br.", "d", "12,50 EUR"),
        ("073", " 0", "a", "9782010000010"), coded(signs), ("101", "0 ", "a", "fre", "a", "eng"),
        ("102", "  ", "a", "FR"),
        ("200", "1 ", "a", title, "e", "se former, être recrutée", "f", "Lucie Tanguy"),
        ("205", "  ", "a", "3e édition"), ("214", " 0", "a", "Orme", "c", "Éditions du Tilleul", "d", "DL 2023"),
        ("215", "  ", "a", "96 p."), ("225", "1 ", "a", "Parcours"), ("300", "  ", "a", "Index"),
        ("330", "  ", "a", "Études, concours, débuts : ce qu’il faut savoir, ça et là."),
        ("606", "  ", "a", "Soins infirmiers", "x", "Emploi"), ("606", "  ", "a", "Hôpitaux"),
        ("686", "  ", "a", "S2", "2", "Plan de la Cité"), ("700", " 1", "a", "Tanguy", "b", "Lucie", "4", "070"),
        ("701", " 1", "a", "Roïc", "b", "Maël"), ("801", " 0", "a", "FR", "b", "Bibliothèque d’Orme"),
        ("995", "  ", "b", "Orme", "f", "0001234", "k", "S2 TAN"),
        ("995", "  ", "b", "Orme", "f", "0001235", "k", "S2 TAN"),
    ]  # fmt: skip


def plain(text):
    """The same without the signs that Latin-1 does not have."""
    return text.replace("’", "'")


def in_old_signs(fields):
    return [(tag, *(plain(text) for text in rest)) for tag, *rest in fields]


PERIODICAL = [
    ("001", "FRX00002"), ("011", "  ", "a", "1234-5679"), coded("50"), ("101", "0 ", "a", "fre"),
    ("200", "1 ", "a", "<<L’>>Orientation au quotidien"), ("214", " 0", "c", "Cité éditions", "d", "2019-"),
    ("710", "02", "a", "Réseau des Cités", "b", "Documentation"),
    ("930", "  ", "a", "PER 4"), ("915", "  ", "b", "P0009"),
]  # fmt: skip
E_BOOK = [
    ("001", "FRX00003"), ("010", "  ", "a", "9782010000015"), coded("50"), ("101", "0 ", "a", "fre"),
    ("200", "1 ", "a", "Créer son activité", "h", "2", "i", "Le financement"),
    ("219", " 0", "c", "En ligne", "d", "2022"),
    ("856", "4 ", "u", "https://livres.example/creer"), ("856", "4 ", "u", "javascript:alert(1)"),
]  # fmt: skip
WITHOUT_TITLE = [("001", "FRX00004"), coded("50"), ("330", "  ", "a", "Rien")]
AMERICAN = [
    ("001", "ocm0001"), ("008", "240312s2021    fr            000 0 fre d"),
    ("020", "  ", "a", "2010000013 (br.)", "c", "9.90 EUR"),
    ("040", "  ", "a", "XXX"), ("041", "0 ", "a", "fre"), ("084", "  ", "a", "S2"),
    ("100", "1 ", "a", "Tanguy, Lucie,", "e", "auteur."),
    ("245", "13", "a", "Le métier d'infirmière :", "b", "se former, être recrutée /", "c", "Lucie Tanguy."),
    ("250", "  ", "a", "3e édition."), ("264", " 1", "a", "Orme :", "b", "Éditions du Tilleul,", "c", "2021."),
    ("300", "  ", "a", "96 pages"), ("520", "  ", "a", "Études et débuts."),
    ("650", " 7", "a", "Soins infirmiers.", "2", "rameau"),
    ("852", "  ", "h", "S2", "i", "TAN", "p", "0001234"), ("952", "  ", "o", "S2 TAN", "p", "0001235"),
]  # fmt: skip


def write(name, body):
    (HERE / name).write_bytes(body)


def main():
    text, serial, online = (UNIMARC.format(kind=kind) for kind in ("nam", "nas", "nlm"))
    three = [iso_2709(text, book()), iso_2709(serial, PERIODICAL), iso_2709(online, E_BOOK)]
    old, lying = in_old_signs(book("0103")), in_old_signs(book("50"))
    write("unimarc.mrc", b"".join(three))
    write("unimarc-iso5426.iso", iso_2709(text, old, in_signs(ACUTE | {"\x88": b"\x88", "\x89": b"\x89"})))
    write("unimarc-latin1.iso", iso_2709(text, old, latin_1))
    write("unimarc-says-utf8-is-latin1.iso", iso_2709(text, lying, latin_1))
    write("unimarc-leader-lies.iso", iso_2709(text[:9] + "a" + text[10:], old, in_signs(ACUTE)))
    write("unimarc-cut.mrc", b"".join(three)[:-150])
    write("unimarc-without-title.mrc", iso_2709(text, WITHOUT_TITLE) + three[1])
    write("marc21.mrc", iso_2709(MARC21.format(kind="cam", signs="a"), AMERICAN))
    write("marc21-marc8.mrc", iso_2709(MARC21.format(kind="cam", signs=" "), AMERICAN, in_signs(MARC_8)))
    write("marc21-leader-lies.mrc", iso_2709(MARC21.format(kind="cam", signs=" "), AMERICAN))
    records = [marcxml(text, book(title="<<Le >>métier d’infirmière")),
               marcxml(serial, PERIODICAL, "info:lc/xmlns/marcxchange-v1"), marcxml(online, E_BOOK)]  # fmt: skip
    whole = f'<?xml version="1.0" encoding="UTF-8"?>\n<collection>{"".join(records)}</collection>\n'
    write("unimarc.xml", whole.encode())
    write("unimarc-cut.xml", whole.encode()[:-300])
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    within = "<collection><record><leader>{}</leader></record></collection>"
    write("bomb.xml", f'<!DOCTYPE c [<!ENTITY a0 "ha">{bomb}]>{within.format("&a9;")}'.encode())
    write("entities.xml", f'<!DOCTYPE c [<!ENTITY x SYSTEM "file:///etc/passwd">]>{within.format("&x;")}'.encode())


if __name__ == "__main__":
    main()
