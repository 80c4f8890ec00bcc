"""The languages of documents and of visitors, by their names in the reader's language."""

from django.conf.locale import LANG_INFO
from django.utils.text import capfirst
from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _

MORE = {  # besides those in which Django speaks
    "am": _("Amharic"), "co": _("Corsican"), "ff": _("Fulah"), "ht": _("Haitian Creole"), "ku": _("Kurdish"),
    "ln": _("Lingala"), "oc": _("Occitan"), "ps": _("Pashto"), "rm": _("Romansh"), "so": _("Somali"),
    "ti": _("Tigrinya"), "wo": _("Wolof"), "zh": _("Chinese"),
}  # fmt: skip
LANGUAGES = sorted({code for code, said in LANG_INFO.items() if len(code) == 2 and "name" in said} | MORE.keys())


def language_name(code: str) -> str:
    """A language by its name in the reader's language; by its code where nobody named it."""
    if code in MORE:
        return str(MORE[code])
    return capfirst(gettext(LANG_INFO[code]["name"])) if code in LANGUAGES else code


def language_names(code: str) -> list[str]:
    """All the names by which one may type it, and its code."""
    if code in MORE:
        return [str(MORE[code]), code]
    said = get_language_info(code)
    return [language_name(code), said["name"], said["name_local"], code]
