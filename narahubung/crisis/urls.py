"""The pages of a crisis, below /e/<slug>/."""

from django.urls import path

from narahubung.crisis.pages import counting, facts, incidents, photos

app_name = "crisis"
urlpatterns = [
    path("incidents/", incidents.listing, name="incidents"),
    path("incidents/report/", incidents.report, name="report"),
    path("incidents/<int:number>/", incidents.incident, name="incident"),
    path("incidents/<int:number>/photo/", photos.of_incident, name="incident_photo"),
    path("incidents/<int:number>/grade/", incidents.grade, name="grade"),
    path("incidents/<int:number>/take/", incidents.take, name="take"),
    path("incidents/<int:number>/close/", incidents.close, name="close"),
    path("incidents/<int:number>/reopen/", incidents.reopen, name="reopen"),
    path("incidents/<int:number>/crisis/", incidents.ask, name="ask"),
    path("incidents/<int:number>/end/", incidents.end, name="end"),
    path("incidents/<int:number>/drop/<int:switch_id>/", incidents.drop, name="drop"),
    path("incidents/<int:number>/confirm/<int:switch_id>/", incidents.confirm, name="confirm"),
    path("incidents/<int:number>/back/<int:switch_id>/", incidents.take_back, name="take_back"),
    path("incidents/<int:number>/facts/", facts.board, name="facts"),
    path("incidents/<int:number>/facts/tell/", facts.tell, name="tell_fact"),
    path("incidents/<int:number>/reports/", facts.reports, name="reports"),
    path("incidents/<int:number>/reports/draft/", facts.draft, name="draft_report"),
    path("incidents/<int:number>/reports/same/", facts.no_change, name="no_change"),
    path("crisis/fact/<int:fact_id>/photo/", photos.of_fact, name="fact_photo"),
    path("crisis/fact/<int:fact_id>/source/", facts.source, name="add_source"),
    path("crisis/fact/<int:fact_id>/against/", facts.against, name="contradict"),
    path("crisis/fact/<int:fact_id>/renew/", facts.renew, name="renew_fact"),
    path("crisis/fact/<int:fact_id>/withdraw/", facts.withdraw, name="withdraw_fact"),
    path("crisis/report/<int:report_id>/write/", facts.write, name="write_report"),
    path("crisis/report/<int:report_id>/approve/", facts.approve, name="approve_report"),
    path("incidents/<int:number>/roll/", counting.roll, name="roll"),
    path("crisis/roll/", counting.mine, name="roll_mine"),
    path("crisis/roll/<int:roll_id>/<int:party_id>/", counting.count_party, name="count_party"),
    path("crisis/head/<int:head_id>/", counting.count, name="count"),
    path("crisis/card/<int:card_id>/", incidents.card, name="card"),
    path("crisis/card/<int:card_id>/take/", incidents.take_card, name="take_card"),
    path("crisis/card/<int:card_id>/back/", incidents.give_card_back, name="give_card_back"),
]
