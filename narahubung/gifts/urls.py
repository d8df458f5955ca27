"""The pages of the register of gifts, below /e/<slug>/."""

from django.urls import path

from narahubung.gifts.pages import calendar, declaring, keeping, register

_ONE = "gifts/<int:declaration_id>/"

app_name = "gifts"
urlpatterns = [
    path("gifts/", register.register, name="register"),
    path("gifts/register.xlsx", register.table, name="table"),
    path("gifts/declare/", declaring.declare, name="declare"),
    path("gifts/foreseen/", declaring.foresee, name="foreseen"),
    path("gifts/mine/", register.mine, name="mine"),
    path("gifts/me/", declaring.myself, name="myself"),
    path("gifts/rules/", calendar.rules, name="rules"),
    path("gifts/rules/terms/", calendar.terms, name="terms"),
    path("gifts/holidays/", calendar.holidays, name="holidays"),
    path("gifts/holidays/add/", calendar.add_holiday, name="add_holiday"),
    path("gifts/holidays/paste/", calendar.paste_holidays, name="paste_holidays"),
    path("gifts/holidays/year/", calendar.adopt_holidays, name="adopt_holidays"),
    path("gifts/holidays/<int:holiday_id>/remove/", calendar.remove_holiday, name="remove_holiday"),
    path("gifts/custody/<int:custody_id>/take/", keeping.take, name="take_custody"),
    path("gifts/custody/<int:custody_id>/back/", keeping.end, name="end_custody"),
    path(_ONE, register.one, name="one"),
    path(f"{_ONE}photo/<int:text_number>/", register.photo, name="photo"),
    path(f"{_ONE}correct/", declaring.correct, name="correct"),
    path(f"{_ONE}draft/", declaring.draft, name="draft"),
    path(f"{_ONE}hand-over/", keeping.hand_over, name="give_custody"),
    path(f"{_ONE}place/", keeping.place, name="place"),
    path(f"{_ONE}upg/", keeping.upg, name="note_upg"),
    path(f"{_ONE}kpk/", keeping.kpk, name="note_kpk"),
    path(f"{_ONE}decision/", keeping.decide, name="note_decision"),
]
