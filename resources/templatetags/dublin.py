"""The elements of Dublin Core of a document, for the head of its page."""

from django import template
from django.utils.translation import get_language

from ..exchange import dublin
from ..models import Notice

register = template.Library()


@register.simple_tag
def dublin_of(notice: Notice) -> list[tuple[str, str]]:
    """[("title", "Le CV"), …], in the language of the page."""
    return dublin.of(notice, language=get_language() or "fr")
