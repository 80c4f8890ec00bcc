"""The picture of a cover: what is sent is drawn anew, small, and kept under a name that nobody chose."""

import secrets
from contextlib import ExitStack
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from citedesmetiers.accounts.models import User
from citedesmetiers.kit.rules import HouseRule

from ..models import Notice
from .notices import write_notice

MOST_BYTES = 2 * 1024 * 1024
MOST_DOTS = 40_000_000  # a picture that would unpack to more is refused before it is unpacked
WIDEST, HIGHEST = 960, 480
NOT_READ = (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning, OSError, SyntaxError,
            ValueError, EOFError)  # fmt: skip


def folder() -> Path:
    """Where the pictures lie, beside the database."""
    return settings.VAR / "covers"


def keep_cover(notice: Notice, file: BinaryIO, *, by: User) -> Notice:
    """Give a document this picture in place of the one it had. HouseRule if it is none."""
    drawn = drawn_anew(file)
    name = f"{secrets.token_hex(16)}.jpg"
    folder().mkdir(parents=True, exist_ok=True)
    with ExitStack() as gone_unless_written:
        gone_unless_written.callback((folder() / name).unlink, missing_ok=True)
        (folder() / name).write_bytes(drawn)
        kept = _write(notice, name, by)
        gone_unless_written.pop_all()
    return kept


def remove_cover(notice: Notice, *, by: User) -> Notice:
    """A document without a picture. Pressed twice: once."""
    return _write(notice, "", by)


def _write(notice: Notice, name: str, by: User) -> Notice:
    with transaction.atomic():
        row = Notice.objects.select_for_update().get(pk=notice.pk)
        if row.cover == name:
            return row
        if was := row.cover:
            transaction.on_commit(partial((folder() / was).unlink, missing_ok=True))
        return write_notice(row, by=by, cover=name)


def drawn_anew(file: BinaryIO) -> bytes:
    """A picture as a small JPEG without anything that came with it. HouseRule if it is none, or too much."""
    body = file.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise HouseRule(_("This picture is larger than 2 MB: make it smaller first."), status=400)
    try:
        with Image.open(BytesIO(body), formats=["PNG", "JPEG", "WEBP"]) as picture:
            if picture.width * picture.height > MOST_DOTS:
                raise HouseRule(_("This picture has more dots than a cover needs: make it smaller first."), status=400)
            picture.draft("RGB", (WIDEST, HIGHEST))
            return _small(picture)
    except NOT_READ as broken:
        raise HouseRule(_("This is no PNG, JPEG or WebP picture."), status=400) from broken


def _small(picture: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(picture)
    if upright.mode not in ("RGB", "L"):
        upright = upright.convert("RGBA")
        paper = Image.new("RGB", upright.size, "white")
        paper.paste(upright, mask=upright.getchannel("A"))
        upright = paper
    upright.thumbnail((WIDEST, HIGHEST))
    out = BytesIO()
    upright.convert("RGB").save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()
