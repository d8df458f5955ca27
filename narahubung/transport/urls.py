from django.urls import path

from narahubung.transport.pages import (
    desk,
    escorts,
    maps,
    motorcades,
    outings,
    permits,
    pooling,
    positions,
    proposing,
    shuttles,
    slots,
)

app_name = "transport"
urlpatterns = [
    path("transport/", desk.desk, name="desk"),
    path("transport/cars/", proposing.fleet, name="fleet"),
    path("transport/cars/ask/", proposing.ask, name="fleet_ask"),
    path("transport/proposals/<int:proposal_id>/adopt/", proposing.adopt, name="proposal_adopt"),
    path(
        "transport/proposals/<int:proposal_id>/take-back/",
        proposing.take_back,
        name="proposal_take_back",
    ),
    path(
        "transport/proposals/<int:proposal_id>/dismiss/", proposing.dismiss, name="proposal_dismiss"
    ),
    path("transport/pooled/", pooling.pooled, name="pooled"),
    path("transport/pooled/add/", pooling.add, name="transfer_add"),
    path("transport/pooled/take/", pooling.take, name="transfer_take"),
    path("transport/pooled/ask/", pooling.ask, name="pooled_ask"),
    path("transport/transfers/<int:transfer_id>/pin/", pooling.pin, name="transfer_pin"),
    path(
        "transport/transfers/<int:transfer_id>/withdraw/",
        pooling.withdraw,
        name="transfer_withdraw",
    ),
    path(
        "transport/transfers/<int:transfer_id>/restore/", pooling.restore, name="transfer_restore"
    ),
    path("trips/<int:trip_id>/ride/", pooling.ride, name="ride"),
    path("transport/slots/", slots.list_, name="doors"),
    path("transport/slots/<int:item_id>/", slots.slots, name="slots"),
    path("transport/slots/<int:item_id>/ask/", slots.ask, name="slots_ask"),
    path("transport/trips/add/", desk.add, name="trip_add"),
    path("transport/trips/<int:trip_id>/take-back/", desk.take_back, name="trip_take_back"),
    path("transport/trips/<int:trip_id>/cancel/", desk.cancel, name="trip_cancel"),
    path("transport/trips/<int:trip_id>/hold/", desk.hold, name="trip_hold"),
    path("transport/trips/<int:trip_id>/<slug:what>/try/", desk.try_row, name="trip_try"),
    path("transport/trips/<int:trip_id>/<slug:what>/move/", desk.give, name="trip_give"),
    path("transport/vehicles/<int:vehicle_id>/", desk.vehicle, name="vehicle"),
    path("transport/vehicles/<int:vehicle_id>/out/", desk.take_out, name="vehicle_out"),
    path("transport/vehicles/<int:vehicle_id>/back/", desk.put_back, name="vehicle_back"),
    path("transport/vehicles/<int:vehicle_id>/permits/add/", permits.add, name="permit_add"),
    path("transport/permits/<int:permit_id>/change/", permits.change, name="permit_change"),
    path("transport/permits/<int:permit_id>/remove/", permits.remove, name="permit_remove"),
    path("transport/private/<int:private_id>/drive/", outings.drive, name="outing_drive"),
    path("transport/escorts/", escorts.list_, name="escorts"),
    path("transport/escorts/<int:request_id>/", escorts.one, name="escort"),
    path("transport/escorts/<int:request_id>/approve/", escorts.approve, name="escort_approve"),
    path("transport/escorts/<int:request_id>/refuse/", escorts.refuse, name="escort_refuse"),
    path(
        "transport/escorts/<int:request_id>/take-back/", escorts.take_back, name="escort_take_back"
    ),
    path("transport/escorts/<int:request_id>/move/", escorts.move, name="escort_move"),
    path("transport/escorts/<int:request_id>/withdraw/", escorts.withdraw, name="escort_withdraw"),
    path("trips/<int:trip_id>/escort/", escorts.ask, name="escort_ask"),
    path("transport/motorcades/", motorcades.list_, name="motorcades"),
    path("transport/motorcades/<int:motorcade_id>/", motorcades.one, name="motorcade"),
    path(
        "transport/motorcades/<int:motorcade_id>/order/", motorcades.order, name="motorcade_order"
    ),
    path(
        "transport/motorcades/<int:motorcade_id>/route/", motorcades.route, name="motorcade_route"
    ),
    path(
        "transport/motorcades/<int:motorcade_id>/spare/", motorcades.spare, name="motorcade_spare"
    ),
    path("transport/motorcades/<int:motorcade_id>/add/", motorcades.add, name="motorcade_add"),
    path(
        "transport/motorcades/<int:motorcade_id>/disband/",
        motorcades.disband,
        name="motorcade_disband",
    ),
    path("transport/motorcade-cars/<int:car_id>/", motorcades.car, name="motorcade_car"),
    path("transport/motorcade-cars/<int:car_id>/out/", motorcades.out, name="motorcade_out"),
    path("transport/motorcade-cars/<int:car_id>/seat/", motorcades.seat, name="motorcade_seat"),
    path("transport/motorcade-cars/<int:car_id>/call/", motorcades.call, name="motorcade_call"),
    path(
        "transport/motorcade-cars/<int:car_id>/uncall/", motorcades.uncall, name="motorcade_uncall"
    ),
    path(
        "transport/motorcade-seats/<int:seat_id>/free/", motorcades.unseat, name="motorcade_unseat"
    ),
    path("trips/<int:trip_id>/motorcade/", motorcades.make, name="motorcade_make"),
    path("transport/map/", maps.map_, name="map"),
    path("transport/map/land/", maps.land, name="map_land"),
    path("transport/map/tiles/", maps.tiles, name="map_tiles"),
    path("transport/plans/", maps.plans, name="plans"),
    path("transport/plans/add/", maps.add_plan, name="plan_add"),
    path("transport/plans/<int:plan_id>/", maps.plan, name="plan"),
    path("transport/plans/<int:plan_id>/picture/", maps.picture, name="plan_picture"),
    path("transport/plans/<int:plan_id>/remove/", maps.remove_plan, name="plan_remove"),
    path("transport/plans/<int:plan_id>/mark/", maps.mark, name="plan_mark"),
    path(
        "transport/plans/<int:plan_id>/marks/<int:marker_id>/remove/",
        maps.unmark,
        name="plan_unmark",
    ),
    path("transport/arriving/<int:place_id>/", positions.arriving, name="arriving"),
    path("trips/<int:trip_id>/road/", positions.road, name="road"),
    path("trips/<int:trip_id>/position/", positions.share, name="share"),
    path("trips/<int:trip_id>/position/stop/", positions.stop, name="stop"),
    path("trips/<int:trip_id>/driver/", positions.links, name="driver_links"),
    path("trips/<int:trip_id>/driver/make/", positions.make_link, name="driver_link_make"),
    path(
        "trips/<int:trip_id>/driver/<int:pass_id>/revoke/",
        positions.revoke_link,
        name="driver_link_revoke",
    ),
    path("shuttles/", shuttles.list_, name="shuttles"),
    path("shuttles/lines/add/", shuttles.add_line, name="shuttle_line"),
    path("shuttles/runs/add/", shuttles.add_runs, name="shuttle_runs"),
    path("shuttles/<int:run_id>/", shuttles.run, name="shuttle"),
    path("shuttles/<int:run_id>/sign-up/", shuttles.sign_up, name="shuttle_sign_up"),
    path("shuttles/<int:run_id>/leave/", shuttles.leave, name="shuttle_leave"),
    path("shuttles/<int:run_id>/stay/", shuttles.stay, name="shuttle_stay"),
    path("shuttles/<int:run_id>/cancel/", shuttles.cancel, name="shuttle_cancel"),
    path(
        "shuttles/<int:run_id>/passengers/<int:passenger_id>/on-board/",
        shuttles.board,
        name="shuttle_board",
    ),
    path(
        "shuttles/<int:run_id>/passengers/<int:passenger_id>/remove/",
        shuttles.remove,
        name="shuttle_remove",
    ),
]
