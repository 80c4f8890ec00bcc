"""What an officer writes: notices, copies, reading lists."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from ..views import copies, covers, entry, lists, merging, notices


class Identifier(StringConverter):
    """What may name a document: forty signs at most, none of which a database refuses."""

    regex = r"[^/\x00]{1,40}"


register_converter(Identifier, "identifier")
urlpatterns = [
    path("resources/notices/", notices.notices, name="notices"),
    path("resources/entry/", entry.new, name="notice-new"),
    path("resources/entry/alike/", entry.alike, name="alike"),
    path("resources/entry/words/", entry.words, name="words"),
    path("resources/notices/<identifier:identifier>/", notices.notice, name="notice"),
    path("resources/notices/<identifier:identifier>/edit/", notices.edit, name="notice-edit"),
    path("resources/notices/<identifier:identifier>/copies/", copies.add, name="copy-add"),
    path("resources/notices/<identifier:identifier>/copies/new/", copies.new, name="copy-new"),
    path("resources/notices/<identifier:identifier>/merge/", merging.merge, name="merge"),
    path("resources/merging/undo/", merging.part, name="part"),
    path("resources/copies/undo/", copies.bring_back, name="copy-bring-back"),
    path("resources/copies/<int:pk>/", copies.copy, name="copy"),
    path("resources/copies/<int:pk>/move/", copies.move, name="copy-move"),
    path("resources/copies/<int:pk>/remove/", copies.remove, name="copy-remove"),
    path("resources/covers/", covers.covers, name="covers"),
    path("resources/covers/<identifier:identifier>/<identifier:name>", covers.cover, name="cover"),
    path("resources/practice/", lists.practice, name="practice"),
    path("resources/lists/", lists.lists, name="lists"),
    path("resources/lists/new/", lists.write, name="list-new"),
    path("resources/lists/add/", lists.add, name="list-add"),
    path("resources/lists/undo/", lists.bring_back, name="list-bring-back"),
    path("resources/lists/<int:pk>/", lists.reading_list, name="list"),
    path("resources/lists/<int:pk>/edit/", lists.write, name="list-edit"),
    path("resources/lists/<int:pk>/move/", lists.move, name="list-move"),
    path("resources/lists/<int:pk>/remove/", lists.remove, name="list-remove"),
]
