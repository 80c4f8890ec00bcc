"""The picture of a cover: drawn anew, small, under a name of the house's own; nothing else gets in or out."""

import re
import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from resources import actions
from resources.actions.covers import folder
from resources.models import Notice
from tests.harness import words_of

COVERS = "/resources/covers/"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture
def book(a_notice):
    return a_notice("Le CV")


@pytest.fixture
def send(curating, book, settings, tmp_path, django_capture_on_commit_callbacks):
    """Send a file as the book's cover, under any name."""
    settings.VAR = tmp_path

    def post(body, name="cover.png", **said):
        file = {"file": SimpleUploadedFile(name, body)} if body is not None else {}
        with django_capture_on_commit_callbacks(execute=True):
            return curating.post(COVERS, {"identifier": book.identifier, **file, **said})

    return post


def picture(kind="PNG", size=(600, 900), mode="RGB", **options):
    out = BytesIO()
    Image.new(mode, size, "red" if mode == "RGB" else None).save(out, kind, **options)
    return out.getvalue()


def kept():
    return sorted(path.name for path in folder().glob("*"))


@pytest.mark.parametrize(("kind", "mode"), [
    ("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("PNG", "LA"), ("PNG", "1"), ("JPEG", "RGB"), ("JPEG", "CMYK"),
    ("JPEG", "L"), ("WEBP", "RGBA"),
])  # fmt: skip
def test_a_picture_becomes_a_small_jpeg_under_a_drawn_name(send, book, kind, mode):
    assert send(picture(kind, mode=mode), "../../etc/passwd.php").status_code == 302
    (name,) = kept()
    assert re.fullmatch(r"[0-9a-f]{32}\.jpg", name)
    assert Notice.objects.get(pk=book.pk).cover == name
    with Image.open(folder() / name) as drawn:
        assert (drawn.format, drawn.size) == ("JPEG", (320, 480))


def test_what_came_with_a_picture_does_not_stay(send):
    exif = Image.Exif()
    exif[0x010E] = "secret words"
    send(picture("JPEG", exif=exif) + b"<script>alert(1)</script><?php echo 1; ?>", "cover.jpg")
    body = (folder() / kept()[0]).read_bytes()
    assert body[:2] == b"\xff\xd8"
    assert not any(words in body for words in (b"secret", b"script", b"php"))


def bomb(width, height):
    """A PNG of a few bytes that says it is this large."""
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    dots = chunk(b"IDAT", zlib.compress(b"\0" * 100))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + dots + chunk(b"IEND", b"")


@pytest.mark.parametrize(("body", "words"), [
    (SVG, "no PNG, JPEG or WebP"), (b"", "Choose a picture first|no PNG"), (b"GIF89a" + b"\0" * 50, "no PNG"),
    (b"%PDF-1.7", "no PNG"), (picture()[:200], "no PNG"), (bomb(60000, 60000), "no PNG|more dots"),
    (bomb(9000, 9000), "more dots"), (b"\xff\xd8" + b"x" * (2 * 1024 * 1024), "larger than 2 MB"),
    (picture("TIFF"), "no PNG"), (None, "Choose a picture first"),
])  # fmt: skip
def test_what_is_no_picture_is_refused_in_words(send, book, body, words):
    answer = send(body)
    assert answer.status_code == 400
    assert re.search(words, words_of(answer))
    assert (kept(), Notice.objects.get(pk=book.pk).cover) == ([], "")


def test_a_file_beyond_any_picture_is_not_read(send):
    assert send(b"x" * 3_000_000).status_code == 413


def test_another_picture_takes_the_place_of_the_first(send, book):
    send(picture())
    (first,) = kept()
    send(picture("JPEG"))
    (second,) = kept()
    assert first != second
    assert send(None, remove="1").status_code == 302
    assert (kept(), Notice.objects.get(pk=book.pk).cover) == ([], "")


def test_everybody_sees_the_cover_of_what_everybody_finds(send, book, client, curating):
    send(picture())
    (name,) = kept()
    address = f"{COVERS}{book.identifier}/{name}"
    shown = client.get(address)
    assert (shown.status_code, shown["Content-Type"], shown["X-Content-Type-Options"]) == (200, "image/jpeg", "nosniff")
    assert shown["Content-Disposition"].startswith("inline")
    assert shown.content[:2] == b"\xff\xd8"
    actions.write_notice(book, by=None, team_only=True)
    assert (client.get(address).status_code, curating.get(address).status_code) == (404, 200)
    for other in ("none.jpg", "..%2f..%2fcite.sqlite3", "%2e%2e", "%00"):
        assert client.get(f"{COVERS}{book.identifier}/{other}").status_code == 404
