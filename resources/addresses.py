"""Web addresses, as people and files write them. They are shown to the public: they lead where they seem to lead."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LONGEST = 500
of_the_web = URLValidator(
    schemes=["http", "https"], message=gettext_lazy("An address that begins with https:// or http://.")
)


def read_address(text: str) -> str:
    """The address as it is kept, its scheme in small letters; or ValidationError, in words."""
    of_the_web(text)
    scheme, rest = text.split("://", 1)
    if "@" in rest.split("/", 1)[0]:
        raise ValidationError(_("An address without a name or a password before the @."))
    if len(text) > LONGEST:
        raise ValidationError(_("An address of %(n)d signs at most.") % {"n": LONGEST})
    return f"{scheme.lower()}://{rest}"


def typed_address(text: str) -> str:
    """The same, of what somebody typed into a form: nothing is nothing, and https:// may be left out."""
    said = text.strip()
    return read_address(said if "://" in said else f"https://{said}") if said else ""
