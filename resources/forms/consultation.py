"""What is scanned or typed when a document is put back."""

import uuid
from http import HTTPStatus

from django import forms
from django.utils.translation import gettext as _

from citedesmetiers.kit.rules import HouseRule

from ..models import Notice

LAST = 5  # tokens that the page holds


class PutBackForm(forms.Form):
    """A scan, or the document that was chosen of several with this mark. The key was drawn with the page."""

    key = forms.UUIDField()
    scan = forms.CharField(max_length=60, required=False)
    notice = forms.ModelChoiceField(Notice.objects.all(), required=False)

    def said(self) -> tuple[uuid.UUID, str, Notice | None]:
        """The key, and the text or the document; or HouseRule 400."""
        if not self.is_valid() or not self.cleaned_data["key"].int:
            raise HouseRule(_("This button is not complete: reload the page."), status=HTTPStatus.BAD_REQUEST)
        said = self.cleaned_data
        return said["key"], said["scan"], said["notice"]

    @property
    def held(self) -> list[str]:
        """The tokens that the page held, the newest first."""
        return [token for token in self.data.getlist("held") if len(token) <= 600][:LAST]
