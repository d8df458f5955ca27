"""The pages of documents, below /e/<slug>/."""

from django.urls import path

from narahubung.documents import pages

app_name = "documents"
urlpatterns = [path("documents/<int:document_id>/", pages.document, name="document")]
