"""Addresses of the pages made of several rooms."""

from django.urls import path

from narahubung.desks.pages import board, journal, search, sheet

app_name = "desks"
urlpatterns = [
    path("board/", board.board, name="board"),
    path("board/numbers/", board.numbers, name="numbers"),
    path("board/row/<int:party_id>/", board.row, name="row"),
    path("party/<slug:code>/", sheet.sheet, name="sheet"),
    path("search/", search.search, name="search"),
    path("journal/", journal.journal, name="journal"),
]
