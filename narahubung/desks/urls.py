"""Addresses of the pages made of several rooms."""

from django.urls import path

from narahubung.desks.pages import (
    board,
    day,
    day_taps,
    exceptions,
    guest,
    hand_over,
    journal,
    lines,
    mirror,
    search,
    sheet,
)

app_name = "desks"
DAY = "day/<slug:code>/"
HAND_OVER = "hand-over/<int:hand_over_id>/"
urlpatterns = [
    path("day/", day.mine, name="day"),
    path(DAY, day.day, name="day"),
    path(DAY + "tell/", day_taps.tell, name="day_tell"),
    path(DAY + "untell/<int:mark_id>/", day_taps.untell, name="day_untell"),
    path(DAY + "told/<int:mark_id>/photo/", day_taps.picture, name="day_picture"),
    path(DAY + "look/", day_taps.look, name="day_look"),
    path(DAY + "unlook/<int:step_id>/", day_taps.unlook, name="day_unlook"),
    path(DAY + "leave/", day_taps.leave, name="day_leave"),
    path(DAY + "unleave/<int:leaving_id>/", day_taps.unleave, name="day_unleave"),
    path(DAY + "observe/", day.observe, name="day_observe"),
    path(DAY + "unobserve/<int:observation_id>/", day.unobserve, name="day_unobserve"),
    path(DAY + "log/", day.jot, name="day_jot"),
    path(DAY + "seen/", day.seen, name="day_seen"),
    path(DAY + "ask/", day.ask, name="ask"),
    path(DAY + "ask/send/", day.send, name="ask_send"),
    path(DAY + "more/", day.more, name="more"),
    path(DAY + "open/", exceptions.open_items, name="open"),
    path("who/", day.who, name="who"),
    path(HAND_OVER, hand_over.card, name="hand_over"),
    path(HAND_OVER + "give/", hand_over.give, name="hand_over_give"),
    path(HAND_OVER + "take/", hand_over.take, name="hand_over_take"),
    path(HAND_OVER + "code/", hand_over.code, name="hand_over_code"),
    path(HAND_OVER + "back/", hand_over.back, name="hand_over_back"),
    path("board/", board.board, name="board"),
    path("board/numbers/", board.numbers, name="numbers"),
    path("board/row/<int:party_id>/", board.row, name="row"),
    path("party/<slug:code>/", sheet.sheet, name="sheet"),
    path("party/<slug:code>/links/", guest.links, name="guest_links"),
    path("party/<slug:code>/links/make/", guest.make, name="guest_make"),
    path("party/<slug:code>/links/<int:pass_id>/revoke/", guest.revoke, name="guest_revoke"),
    path("lines/", lines.lines, name="lines"),
    path("lines/give/", lines.give, name="line_give"),
    path("lines/<int:line_id>/switched/", lines.switched, name="line_switched"),
    path("lines/<int:line_id>/take/", lines.take, name="line_take"),
    path("exceptions/", exceptions.exceptions, name="exceptions"),
    path("search/", search.search, name="search"),
    path("journal/", journal.journal, name="journal"),
    path("roster/mine/mirror/", mirror.mirror, name="mirror"),
]
