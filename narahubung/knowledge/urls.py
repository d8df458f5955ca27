from django.urls import path

from narahubung.knowledge import pages

app_name = "knowledge"
urlpatterns = [
    path("colleagues/", pages.colleagues, name="colleagues"),
    path("colleagues/alike/", pages.alike, name="alike"),
    path("colleagues/ask/", pages.ask, name="ask_colleagues"),
    path("colleagues/<int:question_id>/answer/", pages.answer, name="answer_colleague"),
    path("colleagues/<int:question_id>/back/", pages.take_question, name="take_question_back"),
    path("colleagues/answers/<int:answer_id>/back/", pages.take_answer, name="take_answer_back"),
]
