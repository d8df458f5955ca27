"""The pages of the ripple, below /e/<slug>/."""

from django.urls import path

from narahubung.ripple.pages import days, waves

app_name = "ripple"
urlpatterns = [
    path("ripple/", waves.waves, name="waves"),
    path("ripple/preview/<int:movement>/", waves.preview, name="preview"),
    path("ripple/<int:wave_id>/", waves.wave, name="wave"),
    path("ripple/<int:wave_id>/ask/", waves.ask, name="ask"),
    path("ripple/<int:wave_id>/answer/", waves.answer, name="answer"),
    path("ripple/<int:wave_id>/adopt/", waves.adopt, name="adopt"),
    path("ripple/<int:wave_id>/undo/", waves.undo, name="undo"),
    path("chain/<str:code>/", days.chain, name="chain"),
    path("leave/<str:code>/", days.backward, name="backward"),
]
