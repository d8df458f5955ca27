"""The pages of the media desk, below /e/<slug>/."""

from django.urls import path

from narahubung.media.pages import asking, conferences, planning, releases, rumours, statements

_ONE = "media/statements/<int:statement_id>/"
_ASK = "media/questions/<int:press_id>/"
_CONFERENCE = "media/conferences/<int:conference_id>/"
_LINE = "media/plan/<int:planned_id>/"
_RUMOUR = "media/rumours/<int:rumour_id>/"

app_name = "media"
urlpatterns = [
    path("media/", statements.desk, name="desk"),
    path("media/draft/", statements.draft, name="draft"),
    path("media/release/", releases.draft, name="draft_release"),
    path("media/plan/", planning.plan, name="plan"),
    path("media/plan/new/", planning.add, name="plan_line"),
    path(_LINE, planning.planned, name="planned"),
    path(f"{_LINE}write/", planning.rewrite, name="rewrite_planned"),
    path(f"{_LINE}approve/", planning.approve, name="approve_planned"),
    path(f"{_LINE}said/", planning.said, name="note_said"),
    path(f"{_LINE}drop/", planning.drop, name="drop_planned"),
    path(_ONE, statements.statement, name="statement"),
    path(f"{_ONE}add/", statements.add, name="add_sentence"),
    path(f"{_ONE}embargo/", statements.embargo, name="embargo"),
    path(f"{_ONE}on/", statements.hand_on, name="hand_on"),
    path(f"{_ONE}sign/", statements.sign, name="sign"),
    path(f"{_ONE}back/", statements.send_back, name="send_back"),
    path(f"{_ONE}publish/", statements.publish, name="publish"),
    path(f"{_ONE}withdraw/", statements.withdraw, name="withdraw"),
    path("media/sentences/<int:sentence_id>/", statements.change, name="change_sentence"),
    path("media/sentences/<int:sentence_id>/drop/", statements.drop, name="drop_sentence"),
    path("media/sentences/<int:sentence_id>/source/", releases.take_back, name="take_source_back"),
    path("media/handouts/<int:handout_id>/", statements.recall, name="recall"),
    path("media/mandates/", statements.give_mandate, name="give_mandate"),
    path("media/mandates/<int:mandate_id>/end/", statements.end_mandate, name="end_mandate"),
    path("media/rumours/", rumours.log, name="rumours"),
    path("media/rumours/new/", rumours.new, name="new_rumour"),
    path("media/rumours/hear/", rumours.hear, name="hear"),
    path(_RUMOUR, rumours.rumour, name="rumour"),
    path(f"{_RUMOUR}sight/", rumours.sight, name="sight"),
    path(f"{_RUMOUR}sort/", rumours.sort, name="sort"),
    path(f"{_RUMOUR}check/", rumours.check, name="check"),
    path(f"{_RUMOUR}judge/", rumours.judge, name="judge"),
    path(f"{_RUMOUR}line/", rumours.propose_line, name="propose_line"),
    path(f"{_RUMOUR}send/", rumours.send_line, name="send_line"),
    path(f"{_RUMOUR}answer/", rumours.answer, name="answer_rumour"),
    path(f"{_RUMOUR}close/", rumours.close, name="close_rumour"),
    path("media/questions/", asking.listing, name="questions"),
    path(_ASK, asking.question, name="question"),
    path(f"{_ASK}take/", asking.take, name="take_question"),
    path(f"{_ASK}answer/", asking.reply, name="answer_press"),
    path(f"{_ASK}told/", asking.tell, name="tell_asker"),
    path(f"{_ASK}badge/", asking.badge, name="issue_badge"),
    path("media/conferences/", conferences.listing, name="conferences"),
    path("media/conferences/new/", conferences.add, name="plan_conference"),
    path(_CONFERENCE, conferences.conference, name="conference"),
    path(f"{_CONFERENCE}change/", conferences.change, name="change_conference"),
    path(f"{_CONFERENCE}confirm/", conferences.confirm, name="confirm_conference"),
    path(f"{_CONFERENCE}held/", conferences.hold, name="hold_conference"),
    path(f"{_CONFERENCE}cancel/", conferences.cancel, name="cancel_conference"),
    path(f"{_CONFERENCE}register/", conferences.register, name="register_journalist"),
    path(f"{_CONFERENCE}ask/", conferences.ask, name="ask_there"),
    path(
        "media/journalists/<int:journalist_id>/strike/",
        conferences.strike,
        name="strike_journalist",
    ),
    path("press/", asking.ask, name="ask"),
]
