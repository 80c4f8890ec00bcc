"""What other libraries' programs read."""

from django.urls import path

from ..views import harvest

urlpatterns = [
    # programs of the network, of readers, of search engines
    path("oai/", harvest.harvest, name="oai"),
    path("documents/selection.ris", harvest.references, name="ris"),
    path("documents/<str:identifier>/dc.xml", harvest.dublin_core, name="dublin-core"),
    path("documents/<str:identifier>/dc.json", harvest.json_ld, name="json-ld"),
    # those who keep the shelves
    path("resources/records/", harvest.records, name="records"),
    path("resources/records/file/", harvest.records_file, name="records-file"),
]
