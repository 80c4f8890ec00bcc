"""Two people change one document: what the second one typed is laid over what the first one saved."""

from django import forms
from django.http import QueryDict

from ..models import Notice, NumberKind
from ..models.notices import HISTORY
from ..numbers import Number
from .notices import NoticeForm


def laid_over(post: QueryDict, notice: Notice, seen: int) -> NoticeForm:
    """The form as it is to be looked at again: her own changes, and beside them what stands there by now.

    Her changes are told from the version that she had before her eyes; where none is known, all she sent is hers.
    """
    hers = NoticeForm(post, instance=Notice.objects.get(pk=notice.pk), initial=_as_seen(notice, seen)).changed_data
    now = NoticeForm(instance=notice)
    data = post.copy()
    for name in now.fields:
        if name not in hers:
            _put(data, now[name])
    data["seen"] = str(notice.version)
    return NoticeForm(data, instance=notice)


def _as_seen(notice: Notice, seen: int) -> dict[str, object]:
    """What the form showed of that version."""
    line = Notice.history.filter(id=notice.pk, version=seen).order_by("-history_id").first()
    if line is None:
        return {}
    shown = {field.name: getattr(line, field.attname) for field in Notice._meta.concrete_fields
             if field.name in NoticeForm.Meta.fields}  # fmt: skip
    for relation, members in HISTORY.m2m_models.items():
        column = relation.m2m_reverse_name().removesuffix("_id")
        rows = members.objects.filter(history=line).select_related(column).order_by("pk")
        shown[relation.name] = [getattr(row, column) for row in rows]
    number = Number(line.number, NumberKind(line.number_kind), line.number_wrong)
    return shown | {"number": number.printed, "as_printed": line.number_wrong}


def _put(data: QueryDict, field: forms.BoundField) -> None:
    """Say this of a field, as a browser would."""
    value = field.value()
    if isinstance(field.field, forms.BooleanField):
        data.setlist(field.html_name, ["on"] if value else [])
    elif isinstance(value, list):
        data.setlist(field.html_name, [str(each) for each in value])
    else:
        data[field.html_name] = "" if value is None else str(value)
