"""The occupations of ROME become subjects, and follow a newer version that is compared before it is written."""

import gzip
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from resources.models import Notice, Scheme, Subject, Synonym
from resources.rome import OCCUPATIONS, read

CODES = "code_rome,label\nJ1506,Soins infirmiers\nK1302,Assistance auprès d''adultes\nL1509,Machinerie\n"
NAMES = "code_ogr,label,code_rome\n1,Infirmier / Infirmière,J1506\n2,Aide à domicile,K1302\n3,Machiniste,L1509\n"


@pytest.fixture
def load(tmp_path, site):
    """Load two small files; what the command said: load(codes, names, "348", "--dry-run")."""

    def run(codes=CODES, names=NAMES, version="1", *more, suffix=""):
        files = []
        for name, body in (("codes.csv", codes), ("titles.csv", names)):
            files.append(tmp_path / f"{name}{suffix}")
            body = body if isinstance(body, bytes) else body.encode()
            files[-1].write_bytes(gzip.compress(body) if suffix == ".gz" else body)
        out = StringIO()
        call_command("load_rome", "--occupations", str(files[0]), "--titles", str(files[1]), "--version-name", version,
                     *more, stdout=out)  # fmt: skip
        return out.getvalue().splitlines()

    return run


def labels():
    return {row.code: str(row.label) for row in Subject.objects.offered()}


def test_the_first_time(load):
    said = load()
    assert said == ["+ J1506", "+ K1302", "+ L1509", "Titles: 3 new, 0 gone.", "ROME 1: 3 occupations."]
    assert labels() == {"J1506": "Soins infirmiers", "K1302": "Assistance auprès d’adultes", "L1509": "Machinerie"}
    assert list(Synonym.objects.order_by("code").values_list("subject__code", "label", "code")) == [
        ("J1506", "Infirmier / Infirmière", "1"), ("K1302", "Aide à domicile", "2"), ("L1509", "Machiniste", "3"),
    ]  # fmt: skip
    assert Subject.objects.get(code="L1509").terms == "machinier machinist"


def test_the_same_again_changes_nothing(load):
    load()
    rows = list(Subject.objects.order_by("pk").values()), list(Synonym.objects.order_by("pk").values())
    with translation.override("en"):
        assert load() == ["Titles: 0 new, 0 gone.", "ROME 1: 3 occupations."]
    assert rows == (list(Subject.objects.order_by("pk").values()), list(Synonym.objects.order_by("pk").values()))


def test_a_newer_version_is_told_before_it_is_written(load, a_notice, found):
    load()
    a_notice("Fiche", subjects=[Subject.objects.get(code="L1509")])
    a_notice("Autre fiche", subjects=[Subject.objects.get(code="J1506")])
    codes = CODES.replace("Soins infirmiers", "Soins et puériculture").replace("L1509,Machinerie", "M1805,Études")
    names = NAMES.replace("3,Machiniste,L1509", "4,Puéricultrice,J1506")
    told = [
        "+ M1805", "~ J1506 Soins infirmiers -> Soins et puériculture",
        "- L1509 is no longer in the list, and documents are about it", "  + J1506 Puéricultrice",
        "Titles: 1 new, 0 gone.",
    ]  # fmt: skip
    assert load(codes, names, "2", "--dry-run", "-v", "2") == [*told, "Nothing was written."]
    assert labels()["J1506"] == "Soins infirmiers"
    assert load(codes, names, "2", "-v", "2") == [*told, "ROME 2: 3 occupations."]
    assert labels() == {"J1506": "Soins et puériculture", "K1302": "Assistance auprès d’adultes",
                        "M1805": "Études"}  # fmt: skip
    assert found("puericultrices") == ["Autre fiche"]
    assert [str(each) for each in Notice.objects.get(title="Fiche").subjects.all()] == ["Machinerie"]


def test_an_occupation_that_comes_back_is_offered_again(load):
    load()
    load(CODES.replace("L1509,Machinerie\n", ""), NAMES.replace("3,Machiniste,L1509\n", ""), "2")
    assert "L1509" not in labels()
    assert load(version="3")[0] == "+ L1509 is in the list again"
    assert labels()["L1509"] == "Machinerie"


def test_a_title_that_left_the_list_is_no_longer_a_synonym(load):
    load()
    assert load(names=NAMES.replace("Infirmier / Infirmière", "Infirmier"))[0] == "Titles: 1 new, 1 gone."
    assert list(Synonym.objects.filter(subject__code="J1506").values_list("label", flat=True)) == ["Infirmier"]


def test_what_the_site_wrote_beside_it_stays(load):
    load()
    Subject.objects.filter(code="J1506").update(label={"fr": "Soins infirmiers", "en": "Nursing"})
    with translation.override("en"):
        assert load()[0] == "Titles: 0 new, 0 gone."
    assert Subject.objects.get(code="J1506").label.data == {"fr": "Soins infirmiers", "en": "Nursing"}


def test_titles_of_an_occupation_that_is_not_named_are_left_out_and_said(load):
    said = load(names=NAMES + "9,Orpheline,L1510\n")
    assert "! 1 title is of L1510, an occupation that the list does not name: left out." in said
    assert not Synonym.objects.filter(label="Orpheline").exists()


FOUR = (
    '"Code ROME";"Code fiche em";"Libellé ROME"\r\n"J1506";"12";"Soins infirmiers"\r\n',
    '"CODE_OGR";"LIBELLE_APPELLATION_LONG";"LIBELLE_APPELLATION_COURT";"CODE_ROME"\r\n'
    '1;"Infirmier d\'État";"Inf.";J1506\r\n',
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("suffix", ["", ".gz"])
def test_files_of_another_version_in_their_own_dress(encoding, suffix, load):
    assert load(*(text.encode(encoding) for text in FOUR), "4.0", suffix=suffix)[-1] == "ROME 4.0: 1 occupations."
    assert labels() == {"J1506": "Soins infirmiers"}
    assert Synonym.objects.get().label == "Infirmier d’État"


@pytest.mark.parametrize(
    ("codes", "names", "words"),
    [
        (b"\xff\xd8\xff\xe0\x00JFIF", NAMES, "has no column code_rome"),
        ("", NAMES, "has no column code_rome"),
        ("code_rome,label\n", NAMES, "has no line"),
        ("code_rome,label\nMétier,Soins\n", NAMES, "is none of ROME"),
        ("code_rome,label\nJ1506\n", NAMES, "is too short"),
        (NAMES.replace("2,", "2,Bis,J1506\n2,"), NAMES, "stands twice"),
        (CODES, CODES.replace("label", "name"), "has no column libelle_appellation_long"),
        (CODES, f"{NAMES}4,{'x' * 201},J1506\n", "is none of ROME"),
    ],
)
def test_what_is_no_file_of_rome_is_refused_and_changes_nothing(codes, names, words, load):
    load()
    with pytest.raises(CommandError, match=words):
        load(codes, names, "2")
    assert len(labels()) == 3


def test_a_file_that_is_damaged_or_not_there(tmp_path, site):
    cut = tmp_path / "codes.csv.gz"
    cut.write_bytes(gzip.compress(CODES.encode())[:-12])
    for one in (cut, tmp_path / "none.csv"):
        with pytest.raises(CommandError, match="This is no file of ROME"):
            call_command("load_rome", "--occupations", str(one), "--titles", str(one))
    with pytest.raises(CommandError, match="belong together"):
        call_command("load_rome", "--occupations", str(cut))
    with pytest.raises(CommandError, match="20 signs"):
        call_command("load_rome", "--version-name", "x" * 21)


def test_the_shipped_list():
    occupations, orphans = read()
    assert (len(occupations), sum(len(one.titles) for one in occupations.values())) == (531, 10968)
    assert list(orphans) == ["L1510"]
    assert OCCUPATIONS.name == "occupations.csv" and Scheme.ROME == "rome"
