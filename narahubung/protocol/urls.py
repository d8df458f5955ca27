"""The pages of protocol, below /e/<slug>/."""

from django.urls import path

from narahubung.protocol.pages import guests, orders, rule_sets, standings

_ORDER = "precedence/<int:order_id>/"
_GUEST = "precedence/people/<int:ranked_id>/"

app_name = "protocol"
urlpatterns = [
    path("precedence/", orders.listing, name="orders"),
    path("precedence/new/", orders.make, name="make_order"),
    path(_ORDER, orders.sheet, name="order"),
    path(f"{_ORDER}for/", orders.rename, name="rename_order"),
    path(f"{_ORDER}rules/", orders.rules, name="order_rules"),
    path(f"{_ORDER}flags/", orders.flags, name="flags"),
    path(f"{_ORDER}settle/", orders.settle, name="settle"),
    path(f"{_ORDER}remove/", orders.remove, name="remove_order"),
    path(f"{_ORDER}back/", orders.put_back, name="put_order_back"),
    path(f"{_ORDER}people/", guests.people, name="people"),
    path(_GUEST, guests.guest, name="guest"),
    path(f"{_GUEST}place/", guests.place, name="place"),
    path(f"{_GUEST}absent/", guests.absent, name="absent"),
    path(f"{_GUEST}present/", guests.present, name="present"),
    path(f"{_GUEST}stand-in/", guests.stand_in, name="stand_in"),
    path(f"{_GUEST}out/", guests.leave_out, name="leave_out"),
    path("precedence/moves/<int:hand_move_id>/back/", guests.take_place_back, name="place_back"),
    path("precedence/ties/<int:settled_id>/back/", orders.unsettle, name="unsettle"),
    path("precedence/rules/", rule_sets.library, name="library"),
    path("precedence/rules/<str:rules_code>/", rule_sets.rules, name="rules"),
    path("precedence/rules/<str:rules_code>/own/", rule_sets.derive, name="derive_rules"),
    path("precedence/own-rules/<int:rules_id>/", rule_sets.rewrite, name="rewrite_rules"),
    path("precedence/standings/", standings.listing, name="standings"),
    path("precedence/standings/new/", standings.add, name="new_standing"),
    path("precedence/standings/<int:standing_id>/", standings.change, name="standing"),
]
