from django.urls import path

from narahubung.reports.pages import agendas, papers

app_name = "reports"
urlpatterns = [
    path("changes/", agendas.changes, name="changes"),
    path("changes/<slug:code>/", agendas.changes, name="changes"),
    path("agenda/<slug:code>/", agendas.agenda, name="agenda"),
    path("agenda/<slug:code>/<int:member>/", agendas.agenda, name="agenda"),
    path("agenda/<slug:code>/calendar/", agendas.open_calendar, name="open_calendar"),
    path("agenda/<slug:code>/<int:member>/calendar/", agendas.open_calendar, name="open_calendar"),
    path(
        "agenda/<slug:code>/calendar/<int:feed>/close/",
        agendas.close_calendar,
        name="close_calendar",
    ),
    path("paper/badges.pdf", papers.badges, name="badges"),
    path("paper/bulletin.pdf", papers.bulletin, name="bulletin"),
    path("paper/coverage.pdf", papers.coverage, name="coverage"),
    path("paper/motorcade-<int:motorcade_id>.pdf", papers.motorcade, name="motorcade"),
    path("paper/detail-book.pdf", papers.detail_book, name="detail_book"),
    path("paper/escort-<int:request_id>.pdf", papers.escort_order, name="escort_order"),
    path("paper/incident-<int:number>-ics-<slug:form>.pdf", papers.ics_form, name="ics_form"),
    path("paper/message-<int:message_id>.pdf", papers.general_message, name="general_message"),
    path("paper/seating-<int:seating_id>-<slug:kind>.pdf", papers.seating, name="seating"),
    path("paper/gift-<int:declaration_id>.pdf", papers.gift_report, name="gift_report"),
    path("paper/letter-<int:notice_id>.pdf", papers.notice_letter, name="notice_letter"),
    path("paper/<slug:code>/coverage.pdf", papers.party_coverage, name="party_coverage"),
    path("paper/<slug:code>/pocket-card.pdf", papers.pocket_card, name="pocket_card"),
    path("paper/<slug:code>/duty-book.pdf", papers.duty_book, name="duty_book"),
]
