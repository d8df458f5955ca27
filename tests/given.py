"""What commands are given besides the things they name, and how those must stand.

A command is asked who calls only if nothing else refuses it: so each gets what it asks for, and the
rows of the world are put as it needs them.
"""

from collections.abc import Callable
from copy import copy
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps

from conftest import NOON
from narahubung.documents.reading import Received
from narahubung.field.commands import Clash, Thing
from narahubung.gifts.rules.declaring import Told
from narahubung.gifts.rules.pasting import NewDay
from narahubung.kit.actor import the_house
from narahubung.kit.intervals import Span
from narahubung.needs.rules.limits import Asked
from narahubung.programme.commands import Line
from tests.world import WARNING

HOUR = timedelta(hours=1)
SOON = NOON + 4 * HOUR
# What a command is given besides the things it names.
GIVEN: dict[str, Any] = {
    "about": "step:{step_id}",
    "accuracy_m": 9.0,
    "address_works": True,
    "agreed": "a bus",
    "agrees": True,
    "amount": Decimal(5),
    "answers": ["tea"],
    "asked": Asked(thing="car", quantity=1, span=Span(SOON, SOON + HOUR)),
    "at_point": "van",
    "audience": ["role:coordinator"],
    "before": NOON,
    "book_kind": "luggage",
    "card": "{}",
    "cause": "test",
    "chief_id": None,
    "consent_by": "the aide",
    "consent_on": NOON.date(),
    "count": 3,
    "currency": "IDR",
    "day_from": time(7),
    "day_to": time(23),
    "deputy_id": None,
    "description": "a grey case",
    "digest": "",
    "ends": SOON + HOUR,
    "ends_at": SOON + HOUR,
    "face": 4,
    "facts": {"call_sign": "tea"},
    "file": Received(kind="photo", media_type="image/png", suffix="png", size=1, digest="0" * 64),
    "firm": True,
    "group": "volunteer",
    "height": 1,
    "held": True,
    "homes": {},
    "how": "phone",
    "language": "en",
    "latitude": -8.8,
    "longitude": 115.2,
    "matches": "head_of_state",
    "minutes": 45,
    "must_read_back": False,
    "name": "the aide",
    "name_en": "tea",
    "name_id": "teh",
    "night": "off",
    "no": "test",
    "note": "tea",
    "offers": "a bus",
    "order": 1,
    "ours": "peace",
    "payer": "party",
    "phone": "+44 7700 900999",
    "plan": "{}",
    "precedence": "biasa",
    "priority": "normal",
    "problem": "{}",
    "quantity": 1,
    "question": "how many",
    "rank": 1,
    "read_at": NOON,
    "repeated": True,
    "role": "officer",
    "said_by": "the aide",
    "said_how": "phone",
    "seats": 9,
    "seconds": 1.0,
    "seen_at": NOON,
    "settings": {},
    "side": "theirs",
    "signed_by": "the aide",
    "since": NOON - HOUR,
    "starts": SOON,
    "stops": [],
    "starts_at": SOON,
    "status": "landed",
    "subject": "tea",
    "summary": {"filled": 0, "positions": 0, "proven": True},
    "supplier": "a shop",
    "text": "tea",
    "texts": {"en": "tea"},
    "theirs": "tea",
    "title": {"en": "tea"},
    "trouble": "none",
    "until": SOON + HOUR,
    "values": {"name_en": "tea"},
    "was_since": NOON,
    "was_until": NOON + HOUR,
    "what": "a car",
    "whose": "guest",
    "why": "test",
    "width": 1,
    "words": "tea",
    "x": 1.0,
    "y": 1.0,
    "zone": "Asia/Makassar",
}


def _gift() -> Told:
    return Told(
        direction="received",
        item="tea",
        kind="money",
        giver="the aide",
        received_at=NOON - timedelta(days=40),
    )


# The same where a name means something else to one command.
FOR: dict[str, dict[str, Any]] = {
    "keep_zone": {"zone_code": "Z9"},
    "keep_gate": {"gate_code": "G9", "checks": ["entry"]},
    "keep_category": {"category_code": "C9", "zone_ids": []},
    "ask_accreditation": {"since": NOON.date(), "until": NOON.date()},
    "vet_person": {"cleared": True},
    "print_badges": {"badge_ids": [1]},
    "collect_badge": {"collector": "the aide", "letter": "ND/17"},
    "replace_badge": {"is_identified": True},
    "activate_blank": {"on": date(2026, 11, 25), "full_name": "tea", "identity": "ID card"},
    "pass_gate": {"scanned": "1", "check": "entry", "admitted": True},
    "add_runs": {"starts": [SOON]},
    "choose_occasion": {"occasion": "state-dinner"},
    "set_occasion": {"shape": "round", "order": "", "seats": "tea"},
    "write_occasion_text": {"kind": "note", "text_id": "teh", "text_en": "tea"},
    "write_occasion_check": {"text_id": "teh", "text_en": "tea"},
    "write_detail": {"plan_b": "tea"},
    "ask_seats": {"told_by": "the aide"},
    "count_head": {"state": "safe", "how": "sighted"},
    "issue_alert": {"headline": "tea", "headline_id": "teh"},
    "update_alert": {"headline": "tea", "headline_id": "teh"},
    "receive_alerts": {"letters": [WARNING.replace("<identifier>1<", "<identifier>2<")]},
    "list_feed": {"url": "https://warnings.example/feed"},
    "grade_incident": {"grade": "minor"},
    "add_action": {"due_at": SOON},
    "set_objective": {"target": 3, "owner": "the aide", "due_at": SOON},
    "measure_objective": {"reached": 1},
    "answer_objective": {"choice": "time"},
    "give_duty": {"duty": "count", "who": "the desk", "share": "R"},
    "acknowledge_duty": {"said_by": "the aide"},
    "release_resource": {"said_by": "the aide"},
    "make_action_plan": {"template": "shelter"},
    "change_action": {"values": {"text": "tea"}},
    "confirm_action": {"answer": "yes", "said_back": "we drink our tea"},
    "note_permit": {"permit_state": "given"},
    "wait_for": {"before": 77},
    "plan_evacuation": {"level": "hotel"},
    "order_evacuation": {"decider": "the aide"},
    "tell_evacuation_left": {"heads": 1},
    "tell_evacuation_arrived": {"heads": 1},
    "ask_urgent": {"urgent": "transport"},
    "announce_change": {"says": "tea", "roles": ["officer", "coordinator"]},
    "learn_lesson": {"what": "tea", "measure": "reached", "within_min": 10, "people": []},
    "note_course": {"passed_on": NOON.date(), "expires_on": None},
    "note_evidence": {"unit": "needs", "says": "tea", "met": True, "source": "tea"},
    "note_point": {"kind": "well"},
    "plan_exercise": {"title": "tea", "kind": "drill", "on": NOON.date()},
    "rate_objective": {"objective": "roll", "rating": "P"},
    "mark_inject": {"done": True},
    "plan_improvement": {
        "action": "x",
        "element": "planning",
        "owner_id": 1,
        "starts_on": date(2026, 11, 21),
        "due_on": date(2026, 11, 22),
        "changes": "template",
        "ref": "road",
    },
    "report_incident": {"kind": "fire", "what": "smoke"},
    "add_notice": {"to": "the harbour", "law": "tea", "within_min": 9},
    "correct_knowledge": {"known_at": NOON},
    "add_kin": {"name": "the aide", "phone": "+44 7700 900999"},
    "call_kin": {"reached": True},
    "note_consent": {"kin": "given", "embassy": "given", "press": "given", "heard": "the aide"},
    "note_nobody": {"whom": "kin"},
    "tell_embassy": {"told_to": "the aide"},
    "write_assurance": {"sort": "news", "asks": "tea", "says": "tea"},
    "word_assurance": {"asks": "tea", "says": "tea"},
    "clear_assurance": {"minutes": 30},
    "follow_assurances": {"on": True},
    "follow_for_guest": {"channel": "mail", "value": "guest@example.org", "asked": True},
    "note_told": {"told_to": "the desk", "way": "phone"},
    "need_permission": {"what": "tea", "authority": "the harbour"},
    "move_permission": {"state": "asked"},
    "hand_out_report": {"readers": ["role:coordinator"], "common": []},
    "add_source": {"source": "the guard"},
    "contradict": {"other": 77},
    "add_stakeholder": {"kind": "media"},
    "change_stakeholder": {"kind": "media"},
    "add_way": {"kind": "phone", "value": "113"},
    "try_way": {"works": True},
    "answer_question": {"answer": "tea"},
    "check_in": {"who": "tea"},
    "write_message": {"to_name": "tea"},
    "rewrite_message": {"to_name": "tea"},
    "note_reply": {"reply": "tea"},
    "declare_gift": {"told": _gift(), "employment": "private"},
    "correct_gift": {"told": _gift()},
    "give_custody": {"to": "the aide", "paper": "7"},
    "place_gift": {"state": "display"},
    "note_upg": {"on": NOON.date(), "number": "7"},
    "note_kpk": {"on": NOON.date(), "number": "7"},
    "note_decision": {"on": NOON.date(), "number": "7", "decision": "owner"},
    "describe_reporter": {"employment": "private"},
    "add_holiday": {"on": NOON.date() + timedelta(days=9), "title": "tea"},
    "adopt_holidays": {"year": 2026},
    "paste_holidays": {"days": [NewDay(on=NOON.date() + timedelta(days=9), title="tea")]},
    "set_gift_terms": {
        "limit_idr": 1,
        "hand_in_days": 3,
        "joint_leave_is_off": True,
        "reminder_days": [10],
    },
    "plan_seating": {"instead_of_id": None},
    "propose_seats": {"sits": {}, "reasons": {}, "judged": {}},
    "mark_absent": {"sits": {}, "reasons": {}},
    "mark_present": {"sits": {}, "reasons": {}},
    "move_seated": {"seat_number": "", "knowingly": True},
    "add_guest": {"role": "principal", "of_id": None, "rank": 1},
    "add_seat_rule": {"rule_kind": "next_to", "first_id": 0, "second_id": 0},
    "time_entry": {"entry_at": SOON, "seconds": 20, "door_id": None},
    "cue_entry": {"seconds": 60},
    "draw_room": {"shape": "head", "numbers": {}},
    "redraw_room": {"shape": "head", "numbers": {}},
    "put_mark": {"kind": "door", "x_cm": 5, "y_cm": 5},
    "plan_conference": {"topic": "tea", "place_text": "the hall", "speakers": "the aide"},
    "change_conference": {"topic": "tea", "place_text": "the hall", "speakers": "the aide"},
    "move_conference": {"state": "confirmed"},
    "issue_badge": {"badge": "M-1"},
    "make_order": {"title_id": "teh", "chain": ["level"]},
    "rename_order": {"title_id": "teh", "purpose": "photo"},
    "choose_rules": {"chain": ["level", "date-of-office"]},
    "stand_in": {"level": "minister", "position": "", "since": SOON.date()},
    "move_guest": {"after": True},
    "keep_standing": {"position": "", "since": SOON.date(), "host": "next"},
    "write_rules": {"base": "level", "title_id": "teh", "title_en": "tea"},
    "rewrite_rules": {"title_id": "teh", "title_en": "tea"},
    "plan_line": {
        "audience": "all",
        "text_id": "teh",
        "text_en": "tea",
        "channel": "mail",
        "due_at": SOON,
        "drafter_id": None,
    },
    "rewrite_planned": {
        "audience": "all",
        "text_id": "teh",
        "text_en": "tea",
        "channel": "mail",
        "due_at": SOON,
        "drafter_id": None,
    },
    "draft_statement": {"kind": "holding"},
    "add_sentence": {
        "part": "concern",
        "text_id": "teh",
        "text_en": "tea",
        "facts": [],
    },
    "change_sentence": {"text_id": "teh", "text_en": "tea"},
    "publish": {"receivers": ["the press"]},
    "give_mandate": {"scope": "tea", "channel": "mail"},
    "sort_rumour": {"risk": "low"},
    "judge_rumour": {"verdict": "unverifiable", "facts": []},
    "propose_line": {"indonesian": "teh", "english": "tea"},
    "answer_press": {"answer": "unknown"},
    "answer_alarm": {"answer": "call"},
    "answer_booking": {"state": "confirmed"},
    "answer_call": {"answer": "no_answer"},
    "answer_expectation": {"state": "met"},
    "answer_guest": {"state": "accepted"},
    "begin_outing": {"where": "tea"},
    "book": {"kind": "stand"},
    "follow_bag": {"state": "found"},
    "keep_facility": {"kind": "stand"},
    "say_carriage": {"mode": "train"},
    "split_movement": {"carrier": "GA 1", "people": 1, "planned_at": SOON},
    "note_clearance": {"kind": "security", "state": "asked", "number": "tea"},
    "approve_escort": {"number": "tea"},
    "ask_which": {
        "carried_id": UUID(int=7),
        "thing": Thing(party_id=0, kind="tea", path="/", about="tea", fixed=()),
        "clashes": [Clash(field="state", label="tea", ours="a", theirs="b")],
    },
    "choose": {"chosen": "ours"},
    "put_aside": {"carried_id": UUID(int=7), "written_at": NOON, "what": "tea"},
    "note_loss": {"number": 3},
    "ask_to_switch": {"to": "+44 7700 900998"},
    "give_part": {"quantity": 1},
    "note_favour": {"kind": "money"},
    "note_switched": {"to": "+44 7700 900998"},
    "open_negotiation": {"about": "need:{need_id}"},
    "plan_private": {"facts": {"title": "tea", "starts_at": SOON, "ends_at": SOON + HOUR}},
    "raise_with_files": {"asked": {"text": "tea"}},
    "remember_preference": {"until": NOON.date().replace(year=2027)},
    "add_car": {"role": "media"},
    "adopt_repair": {"number": 0},
    "answer_repair": {"number": 0},
    "ask_for_repair": {"number": 0},
    "keep_aircraft": {"facts": {"call_sign": "tea"}},
    "make_motorcade": {"order": "summit"},
    "order_cars": {"cars": [1]},
    "seat": {"seat": "row", "role": "guest"},
    "set_car": {"role": "media"},
    "replace_officer": {"starts": None, "ends": None},
    "report_absence": {"kind": "unwell"},
    "stand_for": {"side": "given"},
    "swap_cues": {"down": True},
    "take_offer": {"kind": "paid"},
    "tell_by_link": {"status": "ready"},
    "write_cues": {"lines": [Line(at=SOON, text="tea")]},
    "write_negotiation": {"state": "open"},
    "advance_paper": {"paper": "visa"},
    "ask_plan": {"day": NOON.date()},
    "record_plan": {"changes": 0, "unserved": 0},
    "write_paper": {"paper": "visa", "to": {"state": "asked"}},
    "add_trip": {"to": {"purpose": "tea", "departs_at": SOON, "arrives_at": SOON + HOUR}},
}
REPAIR = {"steps": [], "says": "tea", "adopted_at": None, "agree": []}
# How rows must stand for a command to be refused by nothing but who calls.
_IS_REAL = {"status": "Actual", "msg_type": "Alert", "expires_at": None, "refers": None}
_OURS = {**_IS_REAL, "state": "issued", "origin": "office", "sender": "x@y", "identifier": "1"}
_OURS |= {"sent_text": "2026-11-21T12:00:00+08:00"}
STANDS: dict[str, tuple[str, dict[str, Any]]] = {
    "recheck": ("duties.Step", {"state": "checked", "done": 1}),
    "open_when_needed": ("duties.Step", {"state": "asleep"}),
    "remind_of_gaps": ("protocol.Detail", {"plan_b": "", "vip": "yes"}),
    "look_at_check": ("protocol.OccasionCheck", {"checked_at": None, "rechecked_at": None}),
    "adopt": ("assignments.Proposal", {"state": "ready"}),
    "answer_call": ("relays.Delivery", {"channel": "phone", "answer": ""}),
    "approve_swap": ("assignments.Swap", {"state": "agreed"}),
    "attach": ("assignments.Attachment", {"ended_at": NOON}),
    "begin_work": ("needs.Need", {"state": "accepted"}),
    "end_line": ("needs.BookEntry", {"kind": "luggage"}),
    "escalate": ("needs.Need", {"clock_at": NOON}),
    "give_driver_link": ("movements.Trip", {"reached_at": None}),
    "give_part": ("needs.Need", {"quantity": 9}),
    "move_duty": ("parties.Officer", {"max_hours_per_day": 12}),
    "name_person": ("needs.Need", {"state": "accepted"}),
    "note_unanswered": ("needs.BookEntry", {"kind": "wake_up"}),
    "pass_on": ("needs.Need", {"department": None}),
    "plan_duty": ("parties.Officer", {"max_hours_per_day": 12}),
    "promise": ("needs.Need", {"state": "accepted"}),
    "reopen": ("needs.Need", {"state": "done"}),
    "reply": ("needs.Need", {"state": "waiting"}),
    "report_absence": ("assignments.Absence", {"ended_at": NOON}),
    "route": ("needs.Need", {"department": None}),
    "board": ("transport.ShuttleRun", {"left_at": None}),
    "cancel_run": ("transport.ShuttleRun", {"left_at": None}),
    "change_permit": ("parties.Place", {"area": "the ring"}),
    "give_permit": ("parties.Place", {"area": "the ring"}),
    "let_leave": ("transport.ShuttleRun", {"left_at": None}),
    "let_stay": ("transport.ShuttleRun", {"left_at": NOON}),
    "remove_passenger": ("transport.ShuttleRun", {"left_at": None}),
    "sign_up": ("transport.ShuttleRun", {"left_at": None, "seats": 9}),
    "share_position": ("movements.Trip", {"reached_at": None}),
    "share_position_by_link": ("movements.Trip", {"reached_at": None}),
    "sign_costs": ("needs.NeedCost", {"signed_at": None, "signed_by": ""}),
    "take_back_answer": (
        "needs.Wish",
        {"state": "granted", "first": None, "decided_at": NOON, "decided_by": "Somebody"},
    ),
    "take_back_line": ("needs.BookEntry", {"kind": "luggage", "by_name": "Somebody", "at": NOON}),
    "take_offer": ("needs.Wish", {"state": "refused", "first": None, "told_at": NOON}),
    "tell_late_calls": ("needs.BookEntry", {"told_at": None}),
    "tell_overdue": ("needs.Pulse", {"told_at": None}),
    "answer_booking": ("airports.Booking", {"state": "asked", "facility": None}),
    "announce_hand_over": ("assignments.HandOver", {"state": "cancelled"}),
    "answer_alarm": ("assignments.Alarm", {"answer": "", "closed_at": None}),
    "ask_overtime": ("assignments.Duty", {"overtime_asked_at": None, "overtime_agreed_at": None}),
    "chase": ("relays.Recipient", {"answer_due_at": NOON}),
    "confirm": ("relays.Recipient", {"state": "read_back"}),
    "grant_wish": ("needs.Wish", {"state": "asked", "first": None, "asked_role": "organiser"}),
    "pass_up_wish": ("needs.Wish", {"state": "asked", "first": None, "answer_by": NOON}),
    "raise_alarm": ("assignments.Alarm", {"raised_at": None}),
    "refuse_wish": ("needs.Wish", {"state": "asked", "first": None, "asked_role": "organiser"}),
    "resume_after_slip": ("assignments.Duty", {"state": "done", "left_at": NOON}),
    "strike_cost": ("needs.NeedCost", {"signed_at": None, "signed_by": ""}),
    "take_as_served": ("assignments.Duty", {"starts": NOON - HOUR}),
    "take_help": ("assignments.HelpCall", {"taken_at": None}),
    "write_down": ("relays.Relay", {"text": ""}),
    "answer_guest": ("airports.Booking", {"kind": "lounge"}),
    "list_guest": ("airports.Booking", {"kind": "lounge"}),
    "strike_guest": ("airports.Booking", {"kind": "lounge"}),
    "tell_leaving": ("airports.DepartureLine", {"done_at": None}),
    "plan_departure": ("movements.Movement", {"direction": "departure"}),
    "stand_in_line": ("movements.Movement", {"direction": "departure"}),
    "split_movement": ("movements.Movement", {"pax": 9, "bags": 9}),
    "cancel_trip": ("movements.Trip", {"left_at": None}),
    "withdraw_transfer": ("movements.Trip", {"left_at": None}),
    "take_back_cue": ("programme.Cue", {"actual_at": NOON, "given_by": "Somebody"}),
    "call_car": ("transport.MotorcadeCar", {"role": "media", "all_in_at": None}),
    "seat": ("transport.MotorcadeCar", {"role": "media"}),
    "set_car": ("transport.MotorcadeCar", {"role": "media"}),
    "add_car": ("transport.MotorcadeCar", {"vehicle": None, "driver": None}),
    "adopt_repair": ("ripple.Wave", {"outcome": {"repairs": [REPAIR]}}),
    "ask_escort": ("transport.EscortRequest", {"state": "refused"}),
    "divert": ("movements.Movement", {"terminal": None, "actual_at": None}),
    "name_lead": ("movements.Movement", {"lead": None}),
    "pin_transfer": ("transport.Transfer", {"pinned": None}),
    "restore_transfer": ("transport.Transfer", {"withdrawn": True}),
    "undo_count": ("airports.BagCount", {"at_point": "van"}),
    "put_back_private": ("programme.Item", {"certainty": "cancelled"}),
    "put_away": ("field.Carried", {"status": "held", "settled_at": None}),
    "take_over": ("field.Carried", {"status": "held", "settled_at": None}),
    "hand_out_report": ("crisis.Report", {"state": "approved"}),
    "announce_report": ("crisis.Sending", {"relay_id": None}),
    "confirm_report": ("crisis.Copy", {"acknowledged_at": None}),
    "close_seat": ("places.Guest", {"seat": None}),
    "add_guest": ("places.Guest", {"member": None}),
    "undo_seats": ("places.Seating", {"before": {"guests": {}}}),
    "hand_on": ("media.Sentence", {"text_id": "teh", "text_en": "tea", "part": "concern"}),
    "plan_conference": ("media.Statement", {"state": "cleared", "fallen": {}}),
    "change_conference": ("media.Statement", {"state": "cleared", "fallen": {}}),
    "tell_asker": ("media.PressQuestion", {"answer": "granted", "told_at": None}),
    "issue_badge": (
        "media.PressQuestion",
        {"kind": "accreditation", "answer": "granted", "badge_at": None},
    ),
    "take_source_back": ("media.Sentence", {"source": "the harbour"}),
    "note_decision": ("gifts.Declaration", {"kpk_on": NOON.date()}),
    "note_said": ("media.PlanLine", {"state": "approved"}),
    "sign": ("media.Statement", {"state": "facts"}),
    "send_back": ("media.Statement", {"state": "facts"}),
    "publish": ("media.Statement", {"state": "cleared"}),
    "recall": ("media.Statement", {"state": "withdrawn"}),
    "check_statement": ("media.Statement", {"fallen": {"1": [[1, "expired"]]}}),
    "check_rumour": ("media.Rumour", {"state": "triaged"}),
    "judge_rumour": ("media.Rumour", {"state": "checking"}),
    "answer_rumour": ("media.Rumour", {"state": "false"}),
    "send_line": ("media.Rumour", {"line_id": "teh", "line_en": "tea", "line_sent_at": None}),
    "ask_accreditation": ("access.Accreditation", {"state": "declined"}),
    "approve_accreditation": (
        "access.Accreditation",
        {"state": "checked", "vetting": "cleared", "photo": "0" * 64},
    ),
    "reopen_accreditation": ("access.Accreditation", {"state": "declined"}),
    "withdraw_accreditation": ("access.Accreditation", {"state": "approved"}),
    "collect_badge": ("access.Badge", {"state": "printed"}),
    "give_badge_back": ("access.Badge", {"state": "collected"}),
    "lose_badge": ("access.Badge", {"state": "collected"}),
    "find_badge": ("access.Badge", {"state": "lost"}),
    "replace_badge": ("access.Badge", {"state": "collected"}),
    "activate_blank": ("access.Badge", {"state": "printed", "accreditation": None}),
    "draft_report": ("crisis.Report", {"state": "approved"}),
    "report_no_change": ("crisis.Report", {"state": "approved"}),
    "call_kin": ("crisis.Fate", {"kin": "given"}),
    "tell_embassy": ("crisis.Fate", {"embassy": "given"}),
    "release_resource": ("crisis.Releasing", {"released_at": None}),
    "finish_action": ("crisis.Action", {"state": "started"}),
    "hand_off": ("crisis.HandOff", {"taken_at": NOON}),
    "tell_evacuation_left": ("crisis.Evacuation", {"state": "ordered"}),
    "tell_evacuation_arrived": ("crisis.Evacuation", {"state": "ordered"}),
    "note_told": ("crisis.Notice", {"known_at": NOON}),
    "stop_for_guest": ("crisis.GuestFollower", {"stopped_at": None}),
    "reopen_notice": ("crisis.Notice", {"state": "told"}),
    "announce_change": ("learning.Improvement", {"closed_at": None}),
    "call_off_exercise": ("learning.Exercise", {"held_at": None, "called_off_why": ""}),
    "hold_exercise": ("learning.Exercise", {"held_at": None, "called_off_why": ""}),
    "note_point": ("learning.Review", {"signed_at": None}),
    "rate_objective": ("learning.Review", {"signed_at": None}),
    "ask_again": ("crisis.Roll", {"over_at": None}),
    "verify_alert": ("alerts.Alert", {**_IS_REAL, "state": "new"}),
    "update_alert": ("alerts.Alert", _OURS),
    "cancel_alert": ("alerts.Alert", _OURS),
    "ask_for_crisis": ("crisis.Switch", {"state": "dropped"}),
    "close_incident": ("crisis.Incident", {"state": "watched"}),
    "confirm_crisis": ("crisis.Switch", {"state": "asked"}),
    "count_head": ("crisis.Roll", {"over_at": None}),
    "count_party": ("crisis.Roll", {"over_at": None}),
    "drop_switch": ("crisis.Switch", {"state": "asked"}),
    "take_card": ("crisis.Card", {"held_by": None, "over_at": None, "role": "officers"}),
    "pass_card_on": ("crisis.Card", {"held_by": None, "over_at": None, "role": "lead"}),
    "reopen_incident": ("crisis.Incident", {"state": "closed"}),
    "answer_question": ("crisis.Question", {"answered_at": None}),
    "note_arrived": ("crisis.CheckIn", {"arrived_at": None, "left_at": None}),
    "check_out": ("crisis.CheckIn", {"left_at": None}),
    "rewrite_message": ("crisis.GeneralMessage", {"approved_at": None}),
    "approve_message": ("crisis.GeneralMessage", {"approved_at": None}),
    "note_reply": ("crisis.GeneralMessage", {"approved_at": NOON, "replied_at": None}),
    "take_crisis_back": ("crisis.Switch", {"state": "done", "confirmed_at": NOON}),
}

Words = dict[str, Any]


def _rows(label: str, **of: Any) -> Any:
    return apps.get_model(label)._default_manager.filter(**of)


def _another(label: str, pk: Any, **values: Any) -> Any:
    """Store a row like this one, with other values, and return it."""
    row = copy(_rows(label).get(pk=pk))
    row.pk = row.id = None
    for name, value in values.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    return row


def _its_own_end(own: Words, things: Words) -> None:
    ends = "arrival" if "arrival_id" in things else "departure"
    _rows("movements.Movement").update(direction=ends)


def _part_of_ours(own: Words, things: Words) -> None:
    whole = _another("movements.Movement", own["movement_id"], code="WHOLE")
    _rows("movements.Movement", pk=things["movement_id"]).update(
        split_from=whole, actual_at=None, pax=1, bags=1
    )


def _one_of_ours_beside(own: Words, things: Words) -> None:
    one = {"group": "tea", "direction": "arrival", "actual_at": None}
    _rows("movements.Movement", pk=things["movement_id"]).update(**one, expected_at=SOON + HOUR)
    _another("movements.Movement", own["movement_id"], code="BESIDE", expected_at=SOON, **one)


def _moved_before(own: Words, things: Words) -> None:
    from narahubung.movements.commands import move_trip

    trip = _rows("movements.Trip").get(pk=things["trip_id"])
    _rows("movements.Trip", pk=trip.pk).update(left_at=None)
    to = {"departs_at": SOON, "arrives_at": SOON + HOUR}
    move_trip(trip_id=trip.pk, to=to, by=the_house("test", event_id=trip.event_id), at=NOON)


def _nothing_but_the_wave(own: Words, things: Words) -> None:
    of = {"thing": f"movement:{own['movement_id']}", "outcome": {"repairs": [REPAIR]}}
    _rows("ripple.Wave", pk=things["wave_id"]).update(**of)
    _rows("ripple.Shift").update(stands={})
    _agreed(own, things)


def _agreed(own: Words, things: Words) -> None:
    _rows("ripple.Consent").update(number=0)


def _is_quiet(own: Words, things: Words) -> None:
    rows = _rows("relays.Quiet")  # one in each event
    for event_id in set(rows.values_list("event_id", flat=True)):
        one = rows.filter(event_id=event_id).order_by("pk").values_list("pk", flat=True)[0]
        rows.filter(pk=one).update(lifted_at=None)


def _another_fact(own: Words, things: Words) -> None:
    _another("crisis.Fact", things["fact_id"], number=77)


def _another_part(own: Words, things: Words) -> None:
    _another("crisis.Action", things["action_id"], number=77)


def _nothing_shared(own: Words, things: Words) -> None:
    _rows("crisis.DutyPart").delete()


def _nothing_to_release(own: Words, things: Words) -> None:
    _rows("crisis.Releasing").delete()


def _to_be_signed(own: Words, things: Words) -> None:
    _rows("crisis.HandOff").update(taken_at=None, given_by="Somebody else")


def _not_confirmed(own: Words, things: Words) -> None:
    _rows("crisis.Confirmation").delete()


def _not_reviewed(own: Words, things: Words) -> None:
    for label in ("learning.Rating", "learning.Point", "learning.Review"):
        _rows(label).delete()


def _rated(own: Words, things: Words) -> None:
    _rows("learning.Review").update(signed_at=None)
    for measure in ("switch", "cards", "roll", "first_draft", "first_report", "reports"):
        _another("learning.Rating", _rows("learning.Rating").first().pk, objective=measure)
    _rows("learning.Rating").update(review=things["review_id"])


def _can_be_sent(own: Words, things: Words) -> None:
    _rows("crisis.Way").update(kind="relay", value="role:organiser", works=None, removed_at=None)


def _word_is_due(own: Words, things: Words) -> None:
    _rows("crisis.Incident", pk=things["incident_id"]).update(state="crisis", crisis_since=NOON)
    _rows("crisis.Telling").update(next_at=NOON, failed_at=None)
    _rows("crisis.Stakeholder").update(reminded_for=None, removed_at=None)


def _call_is_due(own: Words, things: Words) -> None:
    due = {"next_try_at": NOON, "reminded_for": None, "kin_told_at": None, "kin_none": ""}
    _rows("crisis.Fate").update(**due, kin="given")


def _is_a_crisis(own: Words, things: Words) -> None:
    _rows("crisis.Roll").update(over_at=NOON)
    _rows("crisis.Card").update(over_at=NOON)
    _rows("crisis.Incident", pk=things["incident_id"]).update(state="crisis")


def _no_motorcade(own: Words, things: Words) -> None:
    for label in ("MotorcadeSeat", "MotorcadeCar", "Motorcade"):
        _rows(f"transport.{label}").delete()


def _with_a_spare(own: Words, things: Words) -> None:
    car = _rows("transport.MotorcadeCar").get(motorcade=things["motorcade_id"])
    _rows("transport.MotorcadeCar", pk=car.pk).update(role="principal")
    spare = _another("movements.Vehicle", own["vehicle_id"], code="SPARE", plate="SPARE")
    _another("transport.MotorcadeCar", car.pk, role="spare", order=2, vehicle=spare, driver=None)


def _as_told(trip: Any, by: timedelta) -> dict[str, Any]:
    moments = {name: getattr(trip, name) + by for name in ("departs_at", "arrives_at")}
    return {name: at.isoformat() for name, at in moments.items()} | {"certainty": trip.certainty}


def _adopted_of_ours(own: Words, things: Words) -> None:
    _rows("movements.Trip").update(left_at=None, departs_at=SOON, arrives_at=SOON + HOUR)
    trip = _rows("movements.Trip").get(pk=own["trip_id"])
    stood = {str(trip.pk): {"before": _as_told(trip, HOUR), "after": _as_told(trip, 0 * HOUR)}}
    _rows("transport.Proposal").update(kind="slots", state="adopted", stood=stood)


def _ready_for_ours(own: Words, things: Words) -> None:
    import json

    from narahubung.plans.movements import fleet
    from narahubung.transport.planning import fleet_problem

    _rows("movements.Trip").update(
        left_at=None, departs_at=SOON, arrives_at=SOON + HOUR, vehicle=None, driver=None
    )
    event = _rows("movements.Trip").get(pk=own["trip_id"]).event
    problem = fleet_problem(event, SOON.date(), at=NOON)
    plan = fleet.plan_fleet(problem)
    made = {
        "problem": json.loads(fleet.to_json(problem)),
        "plan": json.loads(fleet.to_json(plan)),
    }
    _rows("transport.Proposal").update(kind="cars", state="ready", **made)


def _two_places(own: Words, things: Words) -> None:
    own["another_place_id"] = _another("parties.Place", own["place_id"], code="OTHER-PLACE").pk


def _of_no_delegation(own: Words, things: Words) -> None:
    _rows("movements.Vehicle").update(party=None)


def _nobody_seated(own: Words, things: Words) -> None:
    _rows("transport.ShuttlePassenger").update(removed_at=NOON)


def _answered(own: Words, things: Words) -> None:
    _rows("transport.EscortRequest").update(state="refused")


def _not_laid_out(own: Words, things: Words) -> None:
    _rows("airports.DepartureLine").delete()


def _says_a_message(own: Words, things: Words) -> None:
    _rows("media.Statement").update(incident=None, kind="release")
    _rows("media.PlanLine").update(state="approved", approved_at=NOON)


def _nobody_attends(own: Words, things: Words) -> None:
    for row in _rows("programme.Item"):
        row.attending.clear()


def _no_occasion(own: Words, things: Words) -> None:
    _rows("protocol.Occasion").delete()


def _nobody_ranked(own: Words, things: Words) -> None:
    _rows("protocol.Taking").delete()


def _tied_with_another(own: Words, things: Words) -> None:
    _rows("protocol.Taking").update(standing=None)
    whose = {"party": None, "standing_id": own["standing_id"]}
    row = _another("protocol.Taking", things["ranked_ids"][0], **whose)
    things["ranked_ids"] = [*things["ranked_ids"], row.pk]


def _beside_another(own: Words, things: Words) -> None:
    if things["anchor_id"] != things["ranked_id"]:
        return
    _rows("protocol.Taking").update(standing=None)
    whose = {"party": None, "standing_id": own["standing_id"]}
    things["anchor_id"] = _another("protocol.Taking", things["ranked_id"], **whose).pk


def _goes_with_another(own: Words, things: Words) -> None:
    if things["goes_with_id"] == things["standing_id"]:
        row = _another("protocol.Standing", things["standing_id"], name="tea")
        things["goes_with_id"] = row.pk


def _two_guests(own: Words, things: Words) -> None:
    other = _another("places.Guest", own["seated_id"], seat=None)
    things["first_id"], things["second_id"] = own["seated_id"], other.pk


def _absent_from_an_order(own: Words, things: Words) -> None:
    _rows("protocol.Taking").update(absent=True, stand_in=None)


def _is_accredited(own: Words, things: Words) -> None:
    _rows("access.Accreditation").update(state="approved")


def _without_badge(own: Words, things: Words) -> None:
    _rows("access.Badge").update(state="withdrawn")


def _two_cues(own: Words, things: Words) -> None:
    _rows("programme.Cue").update(actual_at=None)
    _another("programme.Cue", things["cue_id"], order=99)


def _waits_for_the_organiser(own: Words, things: Words) -> None:
    """Custody is signed by oneself: here by the organiser, who is asked with the others."""
    organiser = _rows("accounts.Person", username="organiser").first()
    if organiser is not None:
        asked = {"from_person": organiser, "to_person": organiser}
        rows = _rows("gifts.Custody", pk=things["custody_id"])
        rows.update(**asked, taken_at=None, ended_at=None)


# What stands besides, by room and command. own: the words of what is the caller's own; things:
# what the command names.
PREPARE: dict[str, Callable[[Words, Words], None]] = {
    "protocol.choose_occasion": _no_occasion,
    "programme.set_attendance": _nobody_attends,
    "crisis.begin_roll": _is_a_crisis,
    "crisis.send_to_stakeholder": _can_be_sent,
    "crisis.tell_due_kin_calls": _call_is_due,
    "crisis.tell_overdue_stakeholders": _word_is_due,
    "crisis.confirm_action": _not_confirmed,
    "learning.begin_review": _not_reviewed,
    "learning.sign_review": _rated,
    "crisis.contradict": _another_fact,
    "crisis.begin_release": _nothing_to_release,
    "crisis.make_matrix": _nothing_shared,
    "crisis.take_hand_off": _to_be_signed,
    "crisis.wait_for": _another_part,
    "crisis.deal_cards": _is_a_crisis,
    "crisis.draft_report": _is_a_crisis,
    "crisis.report_no_change": _is_a_crisis,
    "crisis.end_crisis": _is_a_crisis,
    "relays.end_quiet": _is_quiet,
    "relays.let_through": _is_quiet,
    "access.approve_accreditation": _without_badge,
    "access.replace_badge": _is_accredited,
    "airports.keep_aircraft": _its_own_end,
    "airports.plan_departure": _not_laid_out,
    "media.add_sentence": _says_a_message,
    "protocol.add_guests": _nobody_ranked,
    "places.add_seat_rule": _two_guests,
    "protocol.settle_tie": _tied_with_another,
    "protocol.move_guest": _beside_another,
    "protocol.keep_standing": _goes_with_another,
    "protocol.note_present": _absent_from_an_order,
    "protocol.stand_in": _absent_from_an_order,
    "movements.rejoin": _part_of_ours,
    "movements.tell_companions": _one_of_ours_beside,
    "movements.take_back_move": _moved_before,
    "programme.swap_cues": _two_cues,
    "gifts.take_custody": _waits_for_the_organiser,
    "gifts.end_custody": _waits_for_the_organiser,
    "ripple.adopt_repair": _agreed,
    "ripple.undo_wave": _nothing_but_the_wave,
    "transport.ask_transfer": _two_places,
    "transport.make_motorcade": _no_motorcade,
    "transport.pin_transfer": _of_no_delegation,
    "transport.sign_up": _nobody_seated,
    "transport.take_back_answer": _answered,
    "transport.take_spare": _with_a_spare,
    "transport.take_back_plan": _adopted_of_ours,
    "transport.adopt_plan": _ready_for_ours,
}
