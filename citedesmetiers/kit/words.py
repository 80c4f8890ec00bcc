"""The site's own words in several languages."""

from i18nfield.strings import LazyI18nString


def in_language(text: LazyI18nString | str, language: str) -> str:
    """The words in one language, or in whatever language the site wrote them."""
    return text.localize(language) if isinstance(text, LazyI18nString) else str(text)
