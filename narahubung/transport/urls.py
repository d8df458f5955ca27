from django.urls import path

from narahubung.transport.pages import escorts, maps, positions, shuttles

app_name = "transport"
urlpatterns = [
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
        "shuttles/<int:run_id>/passengers/<int:passenger_id>/board/",
        shuttles.board,
        name="shuttle_board",
    ),
    path(
        "shuttles/<int:run_id>/passengers/<int:passenger_id>/remove/",
        shuttles.remove,
        name="shuttle_remove",
    ),
]
