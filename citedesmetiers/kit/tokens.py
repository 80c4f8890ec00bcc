"""Random names that cannot be guessed, and fingerprints that cannot be turned back."""

import base64
import hashlib
import hmac
import secrets
import uuid

from django.conf import settings


def new_token() -> uuid.UUID:
    """128 random bits, kept as a UUID so that no table needs a free text column for it."""
    return uuid.UUID(bytes=secrets.token_bytes(16))


def short(token: uuid.UUID) -> str:
    """The 22 characters in which a token stands in an address."""
    return base64.urlsafe_b64encode(token.bytes).rstrip(b"=").decode()


def fingerprint(purpose: str, content: str) -> uuid.UUID:
    """A keyed one-way 128-bit print of `content`, of use for one purpose only (HMAC-SHA-256, truncated)."""
    key = f"{purpose}:{settings.SECRET_KEY}".encode()
    return uuid.UUID(bytes=hmac.digest(key, content.encode(), hashlib.sha256)[:16])


class ShortToken:
    """Path converter: `<token:token>` in an address is a uuid.UUID in the view; anything else is a 404."""

    regex = "[A-Za-z0-9_-]{22}"

    def to_python(self, value: str) -> uuid.UUID:
        token = uuid.UUID(bytes=base64.urlsafe_b64decode(value + "=="))
        if short(token) != value:
            raise ValueError("Another spelling of the same bits")
        return token

    def to_url(self, value: uuid.UUID) -> str:
        return short(value)
