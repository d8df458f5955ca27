"""The pages of accreditation and gates, below /e/<slug>/."""

from django.urls import path

from narahubung.access.pages import badges, gates, keys, pass_backs, people, setup

_ONE = "access/<int:accreditation_id>/"
_BADGE = "access/badges/<int:badge_id>/"
_GATE = "access/gates/<int:gate_id>/"
_USE = "access/blanks/<int:use_id>/"

app_name = "access"
urlpatterns = [
    path("access/", people.listing, name="people"),
    path("access/ask/", people.ask, name="ask"),
    path("access/approve/", people.approve_several, name="approve_several"),
    path(_ONE, people.person, name="person"),
    path(f"{_ONE}face/", people.face, name="face"),
    path(f"{_ONE}photo/", people.photo, name="photo"),
    path(f"{_ONE}check/", people.check, name="check"),
    path(f"{_ONE}vet/", people.vet, name="vet"),
    path(f"{_ONE}approve/", people.approve, name="approve"),
    path(f"{_ONE}decline/", people.decline, name="decline"),
    path(f"{_ONE}reopen/", people.reopen, name="reopen"),
    path(f"{_ONE}withdraw/", people.withdraw, name="withdraw"),
    path(f"{_BADGE}collect/", badges.collect, name="collect"),
    path(f"{_BADGE}back/", badges.give_back, name="give_back"),
    path(f"{_BADGE}lose/", badges.lose, name="lose"),
    path(f"{_BADGE}find/", badges.find, name="find"),
    path(f"{_BADGE}replace/", badges.replace, name="replace"),
    path("access/blanks/", badges.blanks, name="blanks"),
    path("access/blanks/make/", badges.make_blanks, name="make_blanks"),
    path("access/blanks/give/", badges.activate, name="activate"),
    path(f"{_USE}confirm/", badges.confirm, name="confirm"),
    path(f"{_USE}end/", badges.end, name="end"),
    path("access/gates/", gates.gates, name="gates"),
    path(_GATE, gates.gate, name="gate"),
    path(f"{_GATE}list/", gates.told, name="list"),
    path(f"{_GATE}face/<str:face>/", gates.face, name="gate_face"),
    path(f"{_GATE}pass/", gates.pass_gate, name="pass_gate"),
    path("access/passages/", gates.passages, name="passages"),
    path("access/day/", gates.day, name="day"),
    path("access/twice/", pass_backs.listing, name="pass_backs"),
    path("access/twice/<int:pass_back_id>/settle/", pass_backs.settle, name="settle_pass_back"),
    path("access/keys/", keys.signing_keys, name="keys"),
    path("access/setup/", setup.setup, name="setup"),
    path("access/setup/zone/", setup.keep_zone, name="keep_zone"),
    path("access/setup/gate/", setup.keep_gate, name="keep_gate"),
    path("access/setup/category/", setup.keep_category, name="keep_category"),
]
