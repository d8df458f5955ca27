"""Two delegations of one event and one of another, complete: every table has a row of each.

Fields that not everybody may see hold canaries: words that occur nowhere else. Rows are filled by
introspection, so that a new column needs nothing here unless it is sensitive.
"""

from copy import copy
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.db import models

from conftest import LONG_AGO, NOON
from narahubung.accounts.models import Event, GuestPass, Person, Reach, TieKind
from narahubung.accounts.roles import PURPOSES
from narahubung.accounts.rules import hash_of
from narahubung.duties.commands.unfolding import about_step
from narahubung.duties.entries import Observed, StepNoted
from narahubung.journal.acting import act
from narahubung.journal.commands import take_in
from narahubung.journal.storing import Change
from narahubung.kit.actor import the_house
from narahubung.kit.fields import SealedField
from narahubung.kit.files import keep
from narahubung.protocol.rules.rule_sets import data_of
from tests.oracle import ELSEWHERE, OTHER, OWN, WRITTEN, Persona

# Filled in this order, so that each row finds the rows it hangs on.
TABLES = (
    "parties.Place",
    "parties.Party",
    "parties.Department",
    "parties.Officer",
    "parties.Member",
    "parties.MemberPapers",
    "parties.Contact",
    "relays.Thread",
    "relays.Relay",
    "relays.Recipient",
    "relays.Template",
    "relays.Address",
    "relays.Gateway",
    "relays.ChannelTest",
    "relays.Quiet",
    "relays.Delivery",
    "training.ServiceRecord",
    "training.LanguageSkill",
    "training.Evidence",
    "training.Course",
    "programme.Item",
    "programme.Release",
    "programme.Cue",
    "programme.PrivateItem",
    "stays.Hotel",
    "stays.RoomBlock",
    "stays.Lodging",
    "care.CareRecord",
    "documents.Document",
    "documents.Paper",
    "knowledge.Briefing",
    "knowledge.Rule",
    "knowledge.Question",
    "knowledge.Answer",
    "movements.Movement",
    "movements.Driver",
    "movements.Vehicle",
    "movements.VehiclePermit",
    "movements.EscortUnit",
    "movements.Trip",
    "movements.TravelTime",
    "movements.StatusMark",
    "movements.Whereabouts",
    "airports.Facility",
    "airports.Aircraft",
    "airports.Clearance",
    "airports.Booking",
    "airports.LoungeGuest",
    "airports.BagCount",
    "airports.MissingBag",
    "transport.Proposal",
    "transport.Transfer",
    "transport.Position",
    "transport.FloorPlan",
    "transport.PlanMarker",
    "transport.ShuttleLine",
    "transport.ShuttleStop",
    "transport.ShuttleRun",
    "transport.ShuttlePassenger",
    "transport.EscortRequest",
    "transport.EscortPoint",
    "transport.Motorcade",
    "transport.MotorcadeCar",
    "transport.MotorcadeSeat",
    "airports.DepartureLine",
    "airports.FarewellPlace",
    "assignments.Attachment",
    "assignments.Duty",
    "assignments.HandOver",
    "assignments.DutyWish",
    "assignments.Absence",
    "assignments.Swap",
    "assignments.Alarm",
    "assignments.HelpCall",
    "assignments.Preassignment",
    "assignments.Proposal",
    "assignments.Pin",
    "assignments.GuestLine",
    "assignments.Engagement",
    "assignments.DutyTerms",
    "assignments.CoverTerms",
    "needs.Need",
    "needs.NeedPart",
    "needs.NeedProof",
    "needs.NeedCost",
    "needs.RoutingRule",
    "needs.StandBehind",
    "needs.Expectation",
    "needs.Preference",
    "needs.Negotiation",
    "needs.Pulse",
    "needs.BookEntry",
    "needs.VisitCategory",
    "needs.Entitlement",
    "needs.Wish",
    "needs.Favour",
    "duties.Step",
    "duties.Check",
    "duties.Observation",
    "gifts.Gift",
    "gifts.Declaration",
    "gifts.DeclarationText",
    "gifts.Custody",
    "gifts.Holiday",
    "gifts.GiftTerms",
    "gifts.GiftReporter",
    "places.RoomPlan",
    "places.DrawnSeat",
    "places.DrawnMark",
    "places.Seating",
    "places.Guest",
    "places.SeatRule",
    "meetings.Meeting",
    "ripple.Wave",
    "ripple.Shift",
    "ripple.Notice",
    "ripple.Consent",
    "alerts.WarningFeed",
    "alerts.Alert",
    "crisis.Incident",
    "crisis.Grading",
    "crisis.Switch",
    "crisis.Card",
    "crisis.Roll",
    "crisis.Head",
    "crisis.Fact",
    "crisis.FactSource",
    "crisis.Report",
    "crisis.Stakeholder",
    "crisis.Way",
    "crisis.Telling",
    "crisis.Question",
    "crisis.Brief",
    "crisis.CheckIn",
    "crisis.GeneralMessage",
    "crisis.Sending",
    "crisis.Copy",
    "crisis.ActionPlan",
    "crisis.Action",
    "crisis.Confirmation",
    "crisis.HandOff",
    "crisis.Evacuation",
    "crisis.UrgentNeed",
    "crisis.Objective",
    "crisis.Feedback",
    "crisis.DutyPart",
    "crisis.Releasing",
    "crisis.Notice",
    "crisis.Permission",
    "crisis.Assurance",
    "crisis.AssuranceText",
    "crisis.Follower",
    "crisis.GuestFollower",
    "protocol.Occasion",
    "protocol.OccasionText",
    "protocol.OccasionCheck",
    "protocol.Detail",
    "protocol.SeatAsk",
    "learning.Drill",
    "learning.Inject",
    "learning.Lesson",
    "learning.Improvement",
    "learning.Reading",
    "learning.Exercise",
    "learning.Result",
    "learning.Review",
    "learning.Rating",
    "learning.Point",
    "crisis.Fate",
    "crisis.Kin",
    "crisis.KinCall",
    "protocol.OwnRules",
    "protocol.Standing",
    "protocol.RankOrder",
    "protocol.Taking",
    "protocol.HandMove",
    "protocol.TieSettled",
    "media.PlanLine",
    "media.Statement",
    "media.Sentence",
    "media.StatementVersion",
    "media.SignOff",
    "media.Mandate",
    "media.Handout",
    "media.Rumour",
    "media.Sighting",
    "media.PressConference",
    "media.Journalist",
    "media.PressQuestion",
    "access.Zone",
    "access.Gate",
    "access.Category",
    "access.Accreditation",
    "access.Grant",
    "access.Badge",
    "access.DayUse",
    "access.Passage",
    "access.KeyEnd",
    "access.PassBack",
    "intake.Import",
    "programme.CalendarFeed",
    "field.Phone",
    "field.Lane",
    "field.Carried",
    "field.TwoVersions",
)

# Sensitive fields, and the right without which nobody may read them. A sealed field that is
# missing here fails a test.
SENSITIVE: dict[str, dict[str, str]] = {
    "parties.Member": {"full_name": "see_people", "position": "see_people", "note": "see_people"},
    "parties.MemberPapers": {
        "phone": "see_contacts",
        "email": "see_contacts",
        "passport_no": "see_contacts",
    },
    "care.CareRecord": {
        "diet": "see_care",
        "allergy": "see_care",
        "accessibility": "see_care",
        "medical_note": "see_medical",
    },
    "gifts.Gift": {"item": "see_gifts", "decision": "see_gifts", "value_idr": "see_gift_values"},
    "gifts.Declaration": {"person_name": "see_gifts", "holder_name": "see_gifts"},
    "gifts.DeclarationText": {
        "item": "see_gifts",
        "giver": "see_gifts",
        "value": "see_gift_values",
        "basis_note": "see_gift_values",
        "chronology": "see_gift_values",
    },
    "gifts.Custody": {"from_name": "see_gifts", "to_name": "see_gifts"},
    "gifts.GiftReporter": {"id_number": "keep_gifts", "address": "keep_gifts"},
    "duties.Observation": {"text": "see_observations"},
    "duties.Check": {"note": "see_duties"},
    "documents.Document": {"name": "see_duties"},
    "documents.Paper": {"number": "see_contacts", "by_name": "see_people"},
    "movements.Movement": {
        "carrier": "see_movements",
        "aircraft_parking": "see_movements",
        "greeter": "see_movements",
    },
    "movements.Trip": {"purpose": "see_movements"},
    "movements.Driver": {"phone": "see_movements", "licence_no": "see_contacts"},
    "movements.Vehicle": {"plate": "see_movements", "driver_phone": "see_movements"},
    "movements.EscortUnit": {"leader_phone": "see_movements", "radio_channel": "see_movements"},
    "transport.Proposal": {"by_name": "report_movement", "trouble": "report_movement"},
    "transport.Transfer": {"who": "see_movements", "by_name": "see_movements"},
    "transport.Position": {"by_name": "see_routes"},
    "transport.ShuttlePassenger": {"name": "see_movements"},
    "transport.EscortRequest": {"note": "see_routes", "call_sign": "see_routes"},
    "transport.EscortPoint": {"name": "see_routes"},
    "transport.Motorcade": {
        "route_main": "see_routes",
        "route_alternate": "see_routes",
        "radio": "see_routes",
    },
    "transport.MotorcadeSeat": {"name": "see_routes"},
    "airports.DepartureLine": {"note": "see_duties"},
    "airports.FarewellPlace": {"name": "see_duties"},
    "airports.Aircraft": {"crew_contact": "see_movements", "weapons": "see_routes"},
    "airports.Clearance": {"number": "see_movements"},
    "airports.Booking": {"what": "see_movements", "owner_phone": "see_movements"},
    "airports.LoungeGuest": {"name": "see_movements"},
    "airports.MissingBag": {"description": "see_movements"},
    "stays.Lodging": {"room_no": "see_stay"},
    "needs.Need": {"text": "see_needs", "answer": "see_needs"},
    "needs.NeedPart": {"what": "see_needs", "contact": "see_needs"},
    "needs.NeedProof": {"signed_by": "see_needs"},
    "needs.NeedCost": {"what": "see_needs"},
    "needs.RoutingRule": {"words": "plan_officers"},
    "needs.Expectation": {
        "text": "see_register",
        "gain": "see_register",
        "answer": "see_register",
    },
    "needs.Preference": {"text": "see_register"},
    "needs.Negotiation": {
        "title": "see_register",
        "theirs": "see_register",
        "ours": "see_register",
        "offers": "see_register",
        "agreed": "see_register",
    },
    "needs.Pulse": {"word": "see_register", "how": "see_register"},
    "needs.BookEntry": {"text": "see_needs", "who": "see_needs"},
    "needs.Wish": {"text": "see_needs", "note": "see_needs"},
    "needs.Favour": {"text": "see_gifts"},
    "ripple.Wave": {"cause": "see_movements"},
    "ripple.Shift": {"label": "see_movements"},
    "meetings.Meeting": {"room": "see_meetings", "interpretation": "see_meetings"},
    "knowledge.Question": {"text": "send_relay"},
    "knowledge.Answer": {"text": "send_relay"},
    "knowledge.Briefing": {"avoid": "see_briefing", "do": "see_briefing"},
    "training.ServiceRecord": {"conflict_note": "see_skills"},
    "parties.Officer": {"phone": "see_officers", "email": "see_officers"},
    "parties.Party": {"head_name": "see_party", "note": "see_party"},
    "duties.Step": {"anchor_label": "see_duties", "place": "see_duties"},
    "assignments.Attachment": {"decided_by": "see_officers"},
    "assignments.HandOver": {"card": "nobody", "keys": "nobody"},  # its two officers alone
    "assignments.Preassignment": {"decided_by": "plan_officers"},
    "assignments.Proposal": {"by_name": "plan_officers", "trouble": "plan_officers"},
    "assignments.Absence": {"told_by": "plan_officers"},
    "assignments.Swap": {"why": "plan_officers"},
    "assignments.Pin": {"by_name": "plan_officers"},
    "stays.RoomBlock": {"hotel_status": "see_stay"},
    "movements.StatusMark": {"by_name": "see_movements"},
    "movements.Whereabouts": {"by_name": "see_party"},
    "intake.Import": {"file_name": "take_in_lists", "by_name": "take_in_lists"},
    "relays.Relay": {"text": "see_relays", "said_by": "see_relays", "audience": "see_relays"},
    "relays.Recipient": {"read_back": "see_relays", "note": "see_relays"},
    "relays.Thread": {"subject": "see_relays"},
    "relays.Address": {"value": "see_relays"},  # who calls people reads their numbers
    "relays.Gateway": {"secret": "nobody"},
    # Of the other event: for everybody in this one they are no secret.
    "parties.Contact": {"phone": "see_event"},
    "parties.Department": {"duty_phone": "see_event"},
    "programme.Release": {"note": "see_event"},
    "programme.Cue": {"text": "see_event"},
    "programme.PrivateItem": {"title": "see_register", "note": "see_register"},
    "assignments.HelpCall": {"text": "plan_officers"},
    "training.Evidence": {"says": "see_skills"},
    "training.Course": {"name": "see_skills"},
    "learning.Drill": {"story": "see_crisis"},
    "learning.Inject": {"text": "see_crisis", "note": "see_crisis"},
    "learning.Lesson": {"what": "see_crisis", "why": "see_crisis"},
    "learning.Improvement": {"action": "see_crisis"},
    "learning.Result": {"title": "see_crisis"},
    "learning.Exercise": {"title": "see_crisis"},
    "learning.Rating": {"why": "see_crisis"},
    "learning.Point": {"text": "see_crisis", "why": "see_crisis"},
    "alerts.Alert": {"area_text": "see_crisis", "decided_why": "see_crisis"},
    "alerts.WarningFeed": {"url": "manage_event", "trouble": "manage_event"},
    "crisis.Incident": {"what": "see_crisis", "place_text": "see_crisis"},
    "crisis.Grading": {"why": "see_crisis"},
    "crisis.Switch": {"why": "see_crisis"},
    "crisis.Fact": {"text": "see_crisis", "told_by": "see_crisis"},
    "crisis.FactSource": {"name": "see_crisis"},
    "crisis.Report": {"text": "see_crisis"},
    "crisis.Stakeholder": {"name": "see_crisis", "representative": "see_crisis"},
    "crisis.Way": {"value": "see_crisis"},
    "crisis.Telling": {"text": "see_crisis"},
    "crisis.Question": {"text": "see_crisis"},
    "crisis.Brief": {"objectives": "see_crisis"},
    "crisis.CheckIn": {"who": "see_crisis", "contact": "see_crisis"},
    "crisis.GeneralMessage": {"subject": "see_crisis", "text": "see_crisis"},
    "crisis.Sending": {"words": "see_crisis"},
    "crisis.Copy": {"why": "see_crisis"},
    "crisis.Action": {"text": "see_party", "permit_note": "see_party"},
    "crisis.Confirmation": {"said_back": "see_party"},
    "crisis.Evacuation": {"route": "see_routes", "rally": "see_party"},
    "crisis.Objective": {"text": "see_crisis"},
    "crisis.Feedback": {"note": "see_crisis"},
    "crisis.DutyPart": {"acknowledged_by": "see_crisis"},
    "crisis.Releasing": {"what": "see_crisis"},
    "crisis.UrgentNeed": {"place": "see_crisis"},
    "crisis.Notice": {"to": "see_crisis", "told_to": "see_crisis", "letter": "see_crisis"},
    "crisis.Fate": {"consent_heard": "see_kin", "condition": "see_medical"},
    "crisis.Kin": {"name": "see_kin", "phone": "see_kin", "relation": "see_kin"},
    "crisis.KinCall": {"by_name": "see_kin"},
    "crisis.GuestFollower": {"name": "raise_need"},
    "crisis.AssuranceText": {"asks": "see_crisis", "says": "see_crisis"},
    "crisis.Permission": {"what": "see_crisis", "note": "see_crisis"},
    "crisis.Head": {"where": "see_party", "now_at": "see_party"},
    "protocol.Detail": {"contacts": "plan_places"},
    "protocol.SeatAsk": {"note": "see_places", "told_by": "see_places"},
    "protocol.Standing": {"office": "see_places", "stands_in_for": "see_places"},
    "protocol.Taking": {"absent_why": "see_places"},
    "protocol.HandMove": {"why": "see_places"},
    "protocol.TieSettled": {"why": "see_places"},
    "media.PlanLine": {"text_en": "see_media", "audience": "see_media"},
    "media.Sentence": {"text_id": "see_media", "text_en": "see_media"},
    "media.SignOff": {"note": "see_media"},
    "media.Mandate": {"scope": "see_media"},
    "media.Handout": {"receiver": "see_media"},
    "media.Sighting": {"place_text": "see_media"},
    "media.Rumour": {"text": "see_media"},
    "media.PressConference": {"topic": "see_media", "speakers": "see_media"},
    "media.Journalist": {"name": "see_media", "contact": "see_media"},
    "media.PressQuestion": {
        "text": "see_media",
        "contact": "see_media",
        "wish_person": "see_media",
    },
    "access.Accreditation": {
        "full_name": "ask_access",
        "function": "ask_access",
        "vetted_by_name": "vet",
    },
    "access.Badge": {"collected_by": "ask_access", "letter": "ask_access"},
    "access.DayUse": {"full_name": "accredit"},
    "access.Passage": {"supervisor": "see_access", "why": "see_access"},
    "access.KeyEnd": {"why": "accredit"},
    "access.PassBack": {"note": "accredit"},
    "places.Guest": {"name": "see_places", "office": "see_places"},
    "places.SeatRule": {"why": "plan_places"},
    "field.Carried": {"body": "plan_officers", "says": "plan_officers"},
    "field.TwoVersions": {"ours": "plan_officers", "theirs": "plan_officers"},
}
# What the journal tells of in its own words, or not at all.
_UNTOLD = (
    *("assignments.", "documents.", "duties.", "intake.", "programme.", "relays."),
    *("gifts.D", "gifts.C", "gifts.GiftReporter"),
    *("movements.StatusMark", "movements.Whereabouts", "airports.Clearance"),
    *("airports.Booking", "airports.LoungeGuest", "airports.MissingBag"),
    *("transport.Position", "transport.ShuttlePassenger", "transport.Transfer"),
    *("transport.EscortRequest", "transport.EscortPoint", "transport.MotorcadeSeat"),
    *("airports.DepartureLine", "airports.FarewellPlace"),
    *("knowledge.Question", "knowledge.Answer"),
    *("needs.Expectation", "needs.Preference", "needs.Negotiation", "needs.Pulse"),
    *("needs.BookEntry", "needs.Wish", "needs.Favour"),
    *("ripple.", "field.", "crisis.", "learning.", "training.Evidence", "training.Course"),
    *("alerts.", "media.", "protocol.", "access.", "places."),
)
_CODES = {OWN: "OWN", OTHER: "OTH", ELSEWHERE: "XEN"}


@dataclass(frozen=True)
class Canary:
    """One word that must not leave to whom it is not meant."""

    word: str
    right: str
    tie: str
    where: str
    sealed: bool = False


@dataclass
class World:
    """What there is: rows by tie and table, and the canaries in them."""

    event: Event
    other_event: Event
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    canaries: list[Canary] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)
    reaches: dict[str, int] = field(default_factory=dict)  # asked of the database once
    _words: dict[str, dict[str, object]] = field(default_factory=dict, init=False, repr=False)

    def words(self, tie: str) -> dict[str, object]:
        """Return what may stand in an address, for a thing of one tie."""
        if tie not in self._words:  # asked for at each address, by each persona
            self._words[tie] = self._words_of(tie)
        return dict(self._words[tie])

    def _words_of(self, tie: str) -> dict[str, object]:
        rows = self.rows[tie]
        if tie not in self.reaches:
            self.reaches[tie] = self.people[f"someone-{tie}"].reach.get().pk
        return {
            "slug": (self.other_event if tie == ELSEWHERE else self.event).slug,
            "code": rows["parties.Party"].code,
            "officer_code": rows["parties.Officer"].code,
            "item_code": rows["programme.Item"].code,
            "party_id": rows["parties.Party"].pk,
            "member_id": rows["parties.Member"].pk,
            "officer_id": rows["parties.Officer"].pk,
            "department_id": rows["parties.Department"].pk,
            "place_id": rows["parties.Place"].pk,
            "item_id": rows["programme.Item"].pk,
            "cue_id": rows["programme.Cue"].pk,
            "from_item_id": rows["programme.Item"].pk,
            "private_id": rows["programme.PrivateItem"].item_id,
            "number": rows["programme.Release"].number,
            "member": rows["parties.Member"].code,
            "item": rows["programme.Item"].code,
            "feed": rows["programme.CalendarFeed"].pk,
            "mark_id": rows["movements.StatusMark"].pk,
            "movement": rows["movements.Movement"].pk,
            "movement_id": rows["movements.Movement"].pk,
            "trip_id": rows["movements.Trip"].pk,
            "wave_id": rows["ripple.Wave"].pk,
            "transport_plan_id": rows["transport.Proposal"].pk,
            "transfer_id": rows["transport.Transfer"].pk,
            "vehicle_id": rows["movements.Vehicle"].pk,
            "driver_id": rows["movements.Driver"].pk,
            "permit_id": rows["movements.VehiclePermit"].pk,
            "what": "vehicle",
            "facility_id": rows["airports.Facility"].pk,
            "booking_id": rows["airports.Booking"].pk,
            "guest_id": rows["airports.LoungeGuest"].pk,
            "aircraft_id": rows["airports.Aircraft"].pk,
            "bag_id": rows["airports.MissingBag"].pk,
            "escort_id": rows["movements.EscortUnit"].pk,
            "request_id": rows["transport.EscortRequest"].pk,
            "motorcade_id": rows["transport.Motorcade"].pk,
            "car_id": rows["transport.MotorcadeCar"].pk,
            "seat_id": rows["transport.MotorcadeSeat"].pk,
            "leaving_id": rows["airports.DepartureLine"].pk,
            "farewell_id": rows["airports.FarewellPlace"].pk,
            "relay_id": rows["relays.Relay"].pk,
            "template_id": rows["relays.Template"].pk,
            "thread_id": rows["relays.Thread"].pk,
            "delivery_id": rows["relays.Delivery"].pk,
            "phone_id": rows["field.Phone"].pk,
            "carried_id": rows["field.Carried"].pk,
            "versions_id": rows["field.TwoVersions"].pk,
            "address_id": rows["relays.Address"].pk,
            "channel": rows["relays.Gateway"].channel,
            "shape": "smtp",
            "need_id": rows["needs.Need"].pk,
            "expectation_id": rows["needs.Expectation"].pk,
            "preference_id": rows["needs.Preference"].pk,
            "negotiation_id": rows["needs.Negotiation"].pk,
            "pulse_id": rows["needs.Pulse"].pk,
            "line_id": rows["needs.BookEntry"].pk,
            "guest_line_id": rows["assignments.GuestLine"].pk,
            "alert_id": rows["alerts.Alert"].pk,
            "receipt_id": 0,  # nobody acknowledged it
            "warning_feed_id": rows["alerts.WarningFeed"].pk,
            "incident_id": rows["crisis.Incident"].pk,
            "incident_number": rows["crisis.Incident"].number,
            "switch_id": rows["crisis.Switch"].pk,
            "card_id": rows["crisis.Card"].pk,
            "roll_id": rows["crisis.Roll"].pk,
            "head_id": rows["crisis.Head"].pk,
            "fact_id": rows["crisis.Fact"].pk,
            "report_id": rows["crisis.Report"].pk,
            "stakeholder_id": rows["crisis.Stakeholder"].pk,
            "way_id": rows["crisis.Way"].pk,
            "follower_id": rows["crisis.GuestFollower"].pk,
            "crisis_question_id": rows["crisis.Question"].pk,
            "check_in_id": rows["crisis.CheckIn"].pk,
            "message_id": rows["crisis.GeneralMessage"].pk,
            "form": "201",
            "sending_id": rows["crisis.Sending"].pk,
            "action_plan_id": rows["crisis.ActionPlan"].pk,
            "action_id": rows["crisis.Action"].pk,
            "evacuation_id": rows["crisis.Evacuation"].pk,
            "objective_id": rows["crisis.Objective"].pk,
            "duty_part_id": rows["crisis.DutyPart"].pk,
            "releasing_id": rows["crisis.Releasing"].pk,
            "notice_id": rows["crisis.Notice"].pk,
            "permission_id": rows["crisis.Permission"].pk,
            "fate_id": rows["crisis.Fate"].pk,
            "kin_id": rows["crisis.Kin"].pk,
            "assurance_id": rows["crisis.Assurance"].pk,
            "drill_id": rows["learning.Drill"].pk,
            "inject_id": rows["learning.Inject"].pk,
            "lesson_id": rows["learning.Lesson"].pk,
            "lesson_number": rows["learning.Lesson"].number,
            "improvement_id": rows["learning.Improvement"].pk,
            "exercise_id": rows["learning.Exercise"].pk,
            "review_id": rows["learning.Review"].pk,
            "order_id": rows["protocol.RankOrder"].pk,
            "standing_id": rows["protocol.Standing"].pk,
            "ranked_id": rows["protocol.Taking"].pk,
            "rules_id": rows["protocol.OwnRules"].pk,
            "hand_move_id": rows["protocol.HandMove"].pk,
            "rules_code": "level",
            "settled_id": rows["protocol.TieSettled"].pk,
            "planned_id": rows["media.PlanLine"].pk,
            "statement_id": rows["media.Statement"].pk,
            "sentence_id": rows["media.Sentence"].pk,
            "handout_id": rows["media.Handout"].pk,
            "mandate_id": rows["media.Mandate"].pk,
            "rumour_id": rows["media.Rumour"].pk,
            "conference_id": rows["media.PressConference"].pk,
            "journalist_id": rows["media.Journalist"].pk,
            "press_id": rows["media.PressQuestion"].pk,
            "occasion_kind": "state-dinner",
            "occasion_text_id": rows["protocol.OccasionText"].pk,
            "occasion_check_id": rows["protocol.OccasionCheck"].pk,
            "detail_id": rows["protocol.Detail"].pk,
            "accreditation_id": rows["access.Accreditation"].pk,
            "badge_id": rows["access.Badge"].pk,
            "gate_id": rows["access.Gate"].pk,
            "zone_id": rows["access.Zone"].pk,
            "category_id": rows["access.Category"].pk,
            "use_id": rows["access.DayUse"].pk,
            "pass_back_id": rows["access.PassBack"].pk,
            "face": "0" * 16,
            "seating_paper": "place-cards",
            "drawing_id": rows["places.RoomPlan"].pk,
            "drawn_mark_id": rows["places.DrawnMark"].pk,
            "drawn_seat_id": rows["places.DrawnSeat"].pk,
            "seating_id": rows["places.Seating"].pk,
            "seated_id": rows["places.Guest"].pk,
            "seat_rule_id": rows["places.SeatRule"].pk,
            "part_id": rows["needs.NeedPart"].pk,
            "cost_id": rows["needs.NeedCost"].pk,
            "rule_id": rows["needs.RoutingRule"].pk,
            "wish_id": rows["needs.Wish"].pk,
            "gift_id": rows["gifts.Gift"].pk,
            "declaration_id": rows["gifts.Declaration"].pk,
            "text_number": 1,
            "custody_id": rows["gifts.Custody"].pk,
            "holiday_id": rows["gifts.Holiday"].pk,
            "meeting_id": rows["meetings.Meeting"].pk,
            "question_id": rows["knowledge.Question"].pk,
            "answer_id": rows["knowledge.Answer"].pk,
            "document_id": rows["documents.Document"].pk,
            "paper": rows["documents.Paper"].kind,
            "step_id": rows["duties.Step"].pk,
            "meeting_step_id": rows["duties.Step of a meeting"].pk,
            "observation_id": rows["duties.Observation"].pk,
            "proposal_id": rows["assignments.Proposal"].pk,
            "attachment_id": rows["assignments.Attachment"].pk,
            "hand_over_id": rows["assignments.HandOver"].pk,
            "duty_id": rows["assignments.Duty"].pk,
            "alarm_id": rows["assignments.Alarm"].pk,
            "help_id": rows["assignments.HelpCall"].pk,
            "absence_id": rows["assignments.Absence"].pk,
            "swap_id": rows["assignments.Swap"].pk,
            "duty_wish_id": rows["assignments.DutyWish"].pk,
            "import_id": rows["intake.Import"].pk,
            "person_id": self.people[f"someone-{tie}"].pk,
            "reach_id": self.reaches[tie],
            "pass_id": rows["delegation_page"].pk,
            "task_pass_id": rows["supplier_task"].pk,
            "trip_pass_id": rows["driver_trip"].pk,
            "plan_id": rows["transport.FloorPlan"].pk,
            "marker_id": rows["transport.PlanMarker"].pk,
            "shuttle_line_id": rows["transport.ShuttleLine"].pk,
            "run_id": rows["transport.ShuttleRun"].pk,
            "boards_id": rows["transport.ShuttleStop"].pk,
            "passenger_id": rows["transport.ShuttlePassenger"].pk,
            "position": "lead",
            "kind": "delegations",
            "move": "open",
            "token": "nobody-has-this",
            "telling_id": rows["crisis.Telling"].pk,
            "signature": "nobody-has-this",
        }


def build(event: Event, other_event: Event) -> World:
    """Fill every table three times, and make somebody for every role."""
    world = World(event, other_event)
    numbers = count(1)
    for tie in (OWN, OTHER, ELSEWHERE):
        world.rows[tie] = {}
        _someone(world, tie)
        for label in TABLES:
            world.rows[tie][label] = _row(world, label, tie, numbers)
        _step_of_a_meeting(world, tie, numbers)
        _private_item(world, tie)
        rows = world.rows[tie]
        rows["programme.Item"].attending.set([rows["parties.Party"]])
        _file_of_a_document(world, tie)
        _photos_of_a_crisis(world, tie)
        _links(world, tie)
    return world


def tell_all(world: World) -> None:
    """Let the journal tell of every sensitive field, and of what was done at each step."""
    for tie, event in ((OWN, world.event), (OTHER, world.event), (ELSEWHERE, world.other_event)):
        house, rows = the_house("test", event_id=event.pk), world.rows[tie]
        changes = [
            Change(
                model=label,
                code=rows["parties.Member"].code,
                pk=rows[label].pk,
                values={name: getattr(rows[label], name) for name in fields},
                old={name: getattr(rows[label], name) for name in fields},
            )
            for label, fields in SENSITIVE.items()
            if not label.startswith(_UNTOLD)
        ]
        take_in(changes=changes, source="a list", by=house, at=NOON)
        noted, seen = rows["duties.Check"].note, rows["duties.Observation"]
        with act(by=house, at=NOON) as record:
            for name in ("duties.Step", "duties.Step of a meeting"):
                record(StepNoted(**about_step(rows[name]), note=noted))
            record(
                Observed(
                    party_id=seen.party_id,
                    observation_id=seen.pk,
                    text=seen.text,
                    until=seen.expires_at,
                )
            )


def person_for(world: World, persona: Persona) -> Person:
    """Return the somebody of a role, tied to what is `own`."""
    if persona.name not in world.people:
        person = Person.objects.create(username=persona.name, full_name="Somebody", language="en")
        world.people[persona.name] = person
        if persona.role:
            tied = WRITTEN["tied"].get(persona.role, "event")
            tables = {"party": "parties.Party", "department": "parties.Department"}
            thing = world.rows[OWN][tables[tied]].pk if tied in tables else None
            Reach.objects.create(
                person=person,
                event=world.event,
                role=persona.role,
                kind=tied,
                object_id=thing,
                since=LONG_AGO,
                until=NOON if persona.ended else None,
            )
    return world.people[persona.name]


def _someone(world: World, tie: str) -> None:
    person = Person.objects.create(username=f"someone-{tie}", full_name=f"Someone {tie}")
    world.people[f"someone-{tie}"] = person
    Reach.objects.create(
        person=person,
        event=world.other_event if tie == ELSEWHERE else world.event,
        role="interpreter",
        kind=TieKind.EVENT,
        since=LONG_AGO,
    )


def link(tie: str, purpose: str = "delegation_page") -> str:
    """Return the token of the link that opens the thing of a tie."""
    return f"{purpose}-of-{tie}"


def _links(world: World, tie: str) -> None:
    """Give a link to each thing that can be opened by one."""
    for purpose, told in PURPOSES.items():
        world.rows[tie][purpose] = GuestPass.objects.create(
            event=world.other_event if tie == ELSEWHERE else world.event,
            purpose=purpose,
            object_id=world.rows[tie][told.table].pk,
            name=f"Guest {tie}",
            language="en",
            token_hash=hash_of(link(tie, purpose)),
            made_at=LONG_AGO,
            expires_at=NOON + timedelta(days=1),
        )


def _step_of_a_meeting(world: World, tie: str, numbers: Any) -> None:
    """Lay out a second step, which tells of the meeting that it hangs on."""
    step = world.rows[tie]["duties.Step"]
    words = [
        _sung(world, f"duties.Step.{name}", tie, "see_meetings", next(numbers))
        for name in ("anchor_label", "place", "facts")
    ]
    step.pk, step.anchor_kind = None, "meeting"
    step.anchor_label, step.place, step.facts = words[0], words[1], {"counterpart": words[2]}
    step.save(force_insert=True)
    world.rows[tie]["duties.Step of a meeting"] = step
    world.rows[tie]["duties.Step"] = type(step).objects.get(
        party=step.party_id, anchor_kind="movement"
    )


def _private_item(world: World, tie: str) -> None:
    """Give the private item an item of its own, as it stands in the programme: Busy."""
    private, item = world.rows[tie]["programme.PrivateItem"], world.rows[tie]["programme.Item"]
    item.pk, item.code, item.private_of = None, f"PRV-{_CODES[tie]}", private.party
    item.starts_at, item.ends_at = NOON - timedelta(hours=1), NOON + timedelta(hours=1)
    item.save(force_insert=True)
    item.attending.set([private.party])
    private.item = item
    private.save(update_fields=["item"])
    world.rows[tie]["programme.Item"] = type(item).objects.get(
        event=item.event_id, code=_CODES[tie]
    )


def _file_of_a_document(world: World, tie: str) -> None:
    """Put a file where the document says it lies; its bytes are a canary, too."""
    row = world.rows[tie]["documents.Document"]
    word = _sung(world, "documents.Document.(file)", tie, "see_duties", row.pk + 9000)
    row.digest = keep(word.encode())
    row.save(update_fields=["digest"])


def _photos_of_a_crisis(world: World, tie: str) -> None:
    """Put files where an incident and its fact say their photos lie; canaries, too."""
    for label in ("crisis.Incident", "crisis.Fact"):
        row = world.rows[tie][label]
        word = _sung(world, f"{label}.(photo)", tie, "see_crisis", row.pk + 9100)
        row.photo = keep(word.encode())
        row.save(update_fields=["photo"])


def _row(world: World, label: str, tie: str, numbers: Any) -> Any:
    if label in ONE_OF_AN_EVENT and tie == OTHER:
        return world.rows[OWN][label]
    model: Any = apps.get_model(label)
    values = {
        column.name: _value(world, label, column, tie, numbers)
        for column in model._meta.concrete_fields
        if not _leave_alone(column)
    }
    row = model(**values)
    row.save(force_insert=True)
    return row


# Both parties of an event have the same row.
ONE_OF_AN_EVENT = {"gifts.GiftTerms"}


def _leave_alone(column: Any) -> bool:
    if column.name in _UNTOUCHED:
        return True
    if isinstance(column, models.ForeignKey):
        return column.null and column.remote_field.model in {Person, Reach}
    return bool(column.auto_created)


# Left at their default: they say that something ended, and the rows here stand.
_UNTOUCHED = {
    "ended_at",
    "ended_why",
    "removed",
    "undone",
    "undone_at",
    "closed_at",
    "set_off_at",
    "reached_at",
    "removed_at",
    "struck_at",
    "became_need_id",
    "private_of",
    "certainty",
    "settled_at",
    "revoked_at",
    "wiped_at",
    "over_at",
    "withdrawn_at",
    "silent_since",
    "refers",
    "recalled_at",
    "source_gone_at",
    "answered_at",
    "embargo_until",
    "published_at",
    "line_sent_at",
    "corrects",
    "touches",
}


def _value(world: World, label: str, column: Any, tie: str, numbers: Any) -> Any:
    if right := SENSITIVE.get(label, {}).get(column.name):
        return _canary(world, label, column, tie, right, next(numbers))
    if isinstance(column, models.ForeignKey):
        return _hangs_on(world, column, tie)
    if column.name == "code":
        return "A1" if label == "duties.Step" else _CODES[tie]
    if label == "assignments.DutyTerms" and column.name == "group":
        return {OWN: "", OTHER: "volunteer", ELSEWHERE: ""}[tie]  # one each in an event
    if label == "relays.Gateway" and column.name == "channel":
        return {OWN: "mail", OTHER: "sms", ELSEWHERE: "mail"}[tie]  # one each in an event
    if label == "gifts.Holiday" and column.name == "on":
        return NOON.date() + timedelta(days=list(_CODES).index(tie))  # one each in an event
    if column.choices:
        return column.get_default() or column.choices[0][0]
    return _plain(label, column, tie)


def _hangs_on(world: World, column: Any, tie: str) -> Any:
    target = column.remote_field.model
    if target is Person:
        return world.people[f"someone-{tie}"]
    if target is Event:
        return world.other_event if tie == ELSEWHERE else world.event
    return world.rows[tie].get(target._meta.label)


WARNING = (
    '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>1</identifier>'
    "<sender>x@y</sender><sent>2026-11-21T12:00:00+08:00</sent><status>Actual</status>"
    "<msgType>Alert</msgType><scope>Restricted</scope><restriction>x</restriction>"
    "<info><language>en</language><category>Met</category><event>Rain</event>"
    "<urgency>Future</urgency><severity>Minor</severity><certainty>Likely</certainty>"
    "<area><areaDesc>x</areaDesc><circle>1,1 5</circle></area></info></alert>"
)
# Columns whose words other code understands.
_MEANT: dict[str, Any] = {
    "zone": "Asia/Makassar",
    "language": "en",
    "level": "C1",
    "position": "lead",
    "procedure": "airport-arrival",
    "version": "1",
    "anchor_kind": "movement",
    "role": "officer",
    "moments": [],
    "ends": NOON + timedelta(hours=3),  # of a duty that begins before
    "ends_at": NOON + timedelta(hours=3),  # of a booking: the same
    "category": "emergency",
    "answers": ["yes", "no"],  # of a part of a plan: the right one first
    "policy": "summit",
    "day_from": time(7),
    "day_to": time(23),
    "raw": WARNING,
}

# The same of one table.
_MEANT_OF: dict[tuple[str, str], Any] = {
    ("gifts.DeclarationText", "version"): 1,
    ("gifts.GiftTerms", "reminder_days"): [10],
    ("gifts.Declaration", "upg_on"): None,
    ("gifts.Declaration", "kpk_on"): None,
    ("gifts.Declaration", "decided_on"): None,
    ("gifts.DeclarationText", "received_at"): NOON - timedelta(days=40),
    ("protocol.OwnRules", "data"): data_of("level"),
    ("protocol.OwnRules", "base"): "level",
    ("protocol.Standing", "level"): "head_of_state",
    ("protocol.RankOrder", "removed_at"): None,
    ("media.StatementVersion", "number"): 9,  # the first is still to come
    ("crisis.Report", "known"): {"grade": "minor", "people": {}, "facts": [], "withdrawn": []},
    ("crisis.Card", "role"): "officers",  # one of the playbook
    ("crisis.Stakeholder", "role"): "",  # of a person outside: no role of ours
    ("crisis.CheckIn", "role"): "",
    ("places.DrawnSeat", "kind"): "seat",
    ("places.DrawnSeat", "at_right"): None,
    ("places.RoomPlan", "width_cm"): 2000,
    ("places.RoomPlan", "height_cm"): 2000,
}


# What rooms of learning read back.
_LEARNED: dict[str, Any] = {
    "figures": {"target": {"measure": "reached"}, "timings": [], "answers": [], "made_at": ""},
    "timings": [],
    "ref": "airport-arrival",
    "people": [],
    "origin": {},
    "audience": [],
    "due_on": NOON.date() + timedelta(days=9),
}


def _plain(label: str, column: Any, tie: str) -> Any:
    """Return a harmless value of the column's type; what is empty by nature stays so."""
    kind = column.get_internal_type()
    if (label, column.name) in _MEANT_OF:
        return copy(_MEANT_OF[label, column.name])
    meant = _MEANT | _LEARNED if label.startswith("learning.") else _MEANT
    if column.name in meant:
        return meant[column.name]
    if label == "crisis.Report" and column.name == "known":
        return {"grade": "minor", "people": {}, "facts": [], "withdrawn": []}
    if label == "ripple.Shift" and column.name == "kind":
        return "trip"  # what it is called and its icon hang on it
    if label == "needs.Preference" and column.name == "subject":
        return uuid4().hex  # names a key; one that was destroyed is never made again
    if column.name in {"number", "serial"}:
        return list(_CODES).index(tie) + 1
    if column.has_default():
        return column.get_default()
    made: dict[str, Any] = {
        "DateTimeField": NOON + timedelta(hours=2),
        "DateField": date(2026, 11, 21),
        "TimeField": time(12, 0),
        "FloatField": 1.0,
        "IntegerField": 1,
        "BigIntegerField": 1,
        "PositiveBigIntegerField": 1,
        "PositiveIntegerField": 1,
        "PositiveSmallIntegerField": 1,
        "BooleanField": False,
        "DecimalField": 1,
        "UUIDField": uuid4(),
        "JSONField": None,
    }
    if kind in made:
        if column.null and kind == "DateTimeField" and "actual" in column.name:
            return None
        return made[kind]
    return "" if column.blank else f"{_CODES[tie]}-{column.name}"[: column.max_length or 200]


def _canary(world: World, label: str, column: Any, tie: str, right: str, number: int) -> str:
    where, sealed = f"{label}.{column.name}", isinstance(column, SealedField)
    return _sung(world, where, tie, right, number, sealed=sealed)


def _sung(
    world: World, where: str, tie: str, right: str, number: int, *, sealed: bool = False
) -> str:
    """Return a word that occurs nowhere else, noted with who may read it."""
    if right == "see_gift_values":
        word = f"9137{number:07d}"  # whole rupiah, as the field wants it
    else:  # no word is the beginning of another one
        word = f"CNRY-{right.removeprefix('see_')[:3]}-{tie[:3]}-{number:04d}"
    world.canaries.append(Canary(word, right, tie, where, sealed))
    return word


def sealed_fields() -> list[tuple[str, str]]:
    """Return (table, field) of every sealed field there is."""
    return [
        (model._meta.label, column.name)
        for model in apps.get_models()
        for column in model._meta.concrete_fields
        if isinstance(column, SealedField)
    ]
