"""The pages of documents, below /e/<slug>/."""

from django.urls import path

from narahubung.documents.pages import files, papers

app_name = "documents"
PAPER = "papers/<slug:code>/<int:member_id>/<slug:paper>/"
urlpatterns = [
    path("documents/<int:document_id>/", files.document, name="document"),
    path("papers/", papers.missing, name="missing"),
    path("papers/<slug:code>/", papers.matrix, name="matrix"),
    path("papers/<slug:code>/confirm/", papers.confirm, name="confirm"),
    path(PAPER, papers.paper, name="paper"),
    path(PAPER + "move/", papers.move, name="paper_move"),
]
