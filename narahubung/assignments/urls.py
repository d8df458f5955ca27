from django.urls import path

from narahubung.assignments.pages import assigning, handing_over, policies, proposals

app_name = "assignments"
urlpatterns = [
    path("assignments/", assigning.desk, name="desk"),
    path("assignments/proposal/", assigning.proposal, name="proposal"),
    path("assignments/ask/", assigning.ask, name="ask"),
    path("assignments/<int:proposal_id>/adopt/", assigning.adopt, name="adopt"),
    path("assignments/<int:proposal_id>/dismiss/", assigning.dismiss, name="dismiss"),
    path("assignments/<int:proposal_id>/passed-over/", assigning.passed_over, name="passed_over"),
    path("assignments/<int:attachment_id>/detach/", assigning.detach, name="detach"),
    path("assignments/at/<slug:code>/hold/", assigning.hold, name="hold"),
    path("assignments/at/<slug:code>/release/", assigning.release, name="release"),
    path("assignments/at/<slug:code>/attach/", assigning.attach, name="attach"),
    path("assignments/at/<slug:code>/<slug:position>/", assigning.place, name="place"),
    path("hand-overs/", handing_over.hand_overs, name="hand_overs"),
    path("hand-overs/mine/", handing_over.mine, name="own_hand_overs"),
    path("hand-overs/now/<int:duty_id>/", handing_over.now, name="hand_over_now"),
    path("hand-overs/leave/<int:duty_id>/", handing_over.leave, name="leave_to_desk"),
    path("hand-overs/<int:hand_over_id>/for/", handing_over.stand_for, name="stand_for"),
    path("officers/", assigning.officers, name="officers"),
    path("officers/log-ins/", assigning.give_log_ins, name="give_log_ins"),
    path("officers/<int:officer_id>/log-in/", assigning.give_log_in, name="give_log_in"),
    path("roster/plan/", proposals.roster_proposal, name="roster_proposal"),
    path("roster/plan/ask/", proposals.ask_roster, name="ask_roster"),
    path("roster/plan/<int:proposal_id>/adopt/", proposals.adopt_roster, name="adopt_roster"),
    path("roster/plan/<int:proposal_id>/dismiss/", proposals.dismiss_roster, name="dismiss_roster"),
    path("roster/duties/<int:duty_id>/hold/", proposals.hold_duty, name="hold_duty"),
    path("roster/rules/", policies.roster_rules, name="roster_rules"),
    path("roster/rules/terms/", policies.set_terms, name="set_terms"),
    path("roster/rules/cover/", policies.set_cover, name="set_cover"),
    path("roster/rules/cover/<int:party_id>/drop/", policies.drop_cover, name="drop_cover"),
    path("roster/rules/officers/", policies.set_engagement, name="set_engagement"),
]
