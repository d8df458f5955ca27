"""The pages of reviews, lessons and drills, below /e/<slug>/."""

from django.urls import path

from narahubung.learning.pages import competence, drills, exercises, lessons, reviews

app_name = "learning"
urlpatterns = [
    path("drill/", drills.drill, name="drill"),
    path("drill/<int:drill_id>/begin/", drills.begin, name="begin_drill"),
    path("drill/<int:drill_id>/end/", drills.end, name="end_drill"),
    path("drill/inject/<int:inject_id>/", drills.mark, name="mark_inject"),
    path("drill/result.json", drills.result, name="drill_result"),
    path("lessons/", lessons.listing, name="lessons"),
    path("lessons/new/", lessons.learn, name="learn"),
    path("lessons/known/", lessons.known, name="known"),
    path("lessons/<int:number>/", lessons.lesson, name="lesson"),
    path("lessons/<int:number>/improve/", lessons.improve, name="improve"),
    path("improvements/<int:improvement_id>/announce/", lessons.announce, name="announce"),
    path("improvements/<int:improvement_id>/known/", lessons.acknowledge, name="acknowledge"),
    path("improvements/<int:improvement_id>/close/", lessons.close, name="close_improvement"),
    path("reviews/", reviews.listing, name="reviews"),
    path("reviews/<int:number>/begin/", reviews.begin, name="begin_review"),
    path("reviews/<int:number>/", reviews.review, name="review"),
    path("reviews/<int:number>/rate/", reviews.rate, name="rate"),
    path("reviews/<int:number>/point/", reviews.point, name="point"),
    path("reviews/<int:number>/sign/", reviews.sign, name="sign_review"),
    path("exercises/", exercises.listing, name="exercises"),
    path("exercises/plan/", exercises.plan, name="plan_exercise"),
    path("exercises/result/", exercises.bring_back, name="bring_back"),
    path("exercises/<int:exercise_id>/held/", exercises.held, name="held"),
    path("exercises/<int:exercise_id>/off/", exercises.off, name="call_off"),
    path("competence/", competence.listing, name="competence"),
    path("competence/<int:officer_id>/course/", competence.course, name="note_course"),
]
