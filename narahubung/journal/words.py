"""What the fields of records are called for people, in the language in force."""

import re
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from narahubung.kit.said import said
from narahubung.kit.templatetags.times import day_text
from narahubung.kit.zones import clock_text, zone_label

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# Fields that organisers fill with a few words that come again (kit.said); others are free text.
_LISTED = {
    "carrier",
    "certainty",
    "dress",
    "flight_type",
    "grade",
    "greeter",
    "head_category",
    "head_office",
    "institution",
    "kind",
    "participants",
    "position",
    "purpose",
    "represents",
    "role",
    "standing",
    "state",
    "status",
    "travelling",
    "use",
}

_FIELDS = {
    "accessibility": _("accessibility"),
    "actual_end_at": _("actual end"),
    "actual_start_at": _("actual start"),
    "aircraft_parking": _("aircraft stand"),
    "airport": _("airport"),
    "allergy": _("allergy"),
    "applies_to": _("whom it concerns"),
    "area": _("area"),
    "arrives_at": _("arrives"),
    "assigned_to": _("who works on it"),
    "attendance": _("how it takes part"),
    "attending": _("who attends"),
    "available_from": _("available from"),
    "available_to": _("available until"),
    "avoid": _("what to avoid"),
    "badge_category": _("badge category"),
    "badge_no": _("badge number"),
    "bags": _("bags"),
    "carrier": _("flight"),
    "category": _("category"),
    "certainty": _("how sure it is"),
    "certification": _("certificate"),
    "channel": _("channel"),
    "check_in": _("check-in"),
    "check_out": _("check-out"),
    "closed_at": _("closed"),
    "conflict_note": _("conflict of interest"),
    "country": _("country"),
    "decided_by": _("decided by"),
    "decision": _("decision"),
    "departs_at": _("departs"),
    "department": _("department"),
    "deputy": _("deputy"),
    "diet": _("diet"),
    "direction": _("direction"),
    "do": _("what to do"),
    "dress": _("dress"),
    "driver": _("driver"),
    "driver_phone": _("driver's phone"),
    "due_at": _("due"),
    "duty_phone": _("duty phone"),
    "email": _("e-mail"),
    "ends_at": _("ends"),
    "escort": _("escort"),
    "expected_at": _("expected time"),
    "experience_events": _("events served"),
    "flight_type": _("kind of flight"),
    "food_and_drink": _("food and drink"),
    "form_of_address": _("form of address"),
    "from_place": _("from"),
    "full_name": _("name"),
    "gender": _("gender"),
    "grade": _("grade"),
    "greeter": _("greeter"),
    "greeting_latin": _("greeting"),
    "greeting_native": _("greeting in their script"),
    "head": _("head"),
    "head_category": _("category of the head"),
    "head_name": _("head of delegation"),
    "head_office": _("office of the head"),
    "hotel": _("hotel"),
    "hours": _("hours"),
    "institution": _("institution"),
    "interpretation": _("interpretation"),
    "item": _("what it is"),
    "kind": _("kind"),
    "km": _("distance in km"),
    "language": _("language"),
    "languages": _("languages"),
    "leader": _("leader"),
    "leader_phone": _("leader's phone"),
    "level": _("level"),
    "max_hours_per_day": _("most hours a day"),
    "medical_note": _("medical note"),
    "member": _("member"),
    "model": _("model"),
    "motorcycles": _("motorcycles"),
    "movements": _("arrival and departure"),
    "name": _("name"),
    "name_en": _("name in English"),
    "name_id": _("name in Indonesian"),
    "name_native": _("own name"),
    "nationality": _("nationality"),
    "native_name": _("name in their script"),
    "needs_interpreter": _("needs an interpreter"),
    "normal_min": _("minutes in normal traffic"),
    "note": _("note"),
    "officer": _("officer"),
    "official_languages": _("official languages"),
    "on": _("day"),
    "organisation": _("organisation"),
    "other_end": _("other airport"),
    "participants": _("who attends"),
    "party": _("delegation"),
    "party_a": _("first side"),
    "party_b": _("second side"),
    "passengers": _("passengers"),
    "passport_no": _("passport number"),
    "pax": _("number of persons"),
    "person": _("person"),
    "phone": _("phone"),
    "place": _("place"),
    "planned_at": _("planned time"),
    "plate": _("plate"),
    "position": _("position"),
    "preferred_languages": _("preferred languages"),
    "preferred_name": _("preferred name"),
    "priority": _("urgency"),
    "purpose": _("purpose"),
    "radio_call_sign": _("call sign"),
    "radio_channel": _("radio channel"),
    "raised_at": _("raised"),
    "recipient": _("recipient"),
    "relation": _("relation with the host"),
    "represents": _("whom the head represents"),
    "requested_at": _("asked for at"),
    "requested_by": _("asked for by"),
    "role": _("role"),
    "room": _("room"),
    "room_no": _("room number"),
    "rooms": _("rooms"),
    "rush_min": _("minutes in heavy traffic"),
    "seats": _("seats"),
    "shift": _("shift"),
    "source": _("source"),
    "standing": _("standing"),
    "starts_at": _("starts"),
    "state": _("state"),
    "status": _("state"),
    "sticker_no": _("sticker number"),
    "suites": _("suites"),
    "terminal": _("terminal"),
    "text": _("text"),
    "text_en": _("text in English"),
    "text_id": _("text in Indonesian"),
    "title_en": _("title in English"),
    "title_id": _("title in Indonesian"),
    "to_place": _("to"),
    "topic": _("topic"),
    "travelling": _("who travels"),
    "unavailable": _("not available"),
    "use": _("use"),
    "value_idr": _("value"),
    "vehicle": _("vehicle"),
    "vip_cleared": _("VIP clearance"),
    "welcome_order": _("welcome order"),
    "zone": _("time zone"),
}


def field_word(name: str) -> str:
    """Return what a field is called; the field's own name where we have no word."""
    return gettext(_FIELDS[name]) if name in _FIELDS else name.replace("_", " ")


def value_word(name: str, value: object) -> str:
    """Return a field's value for people: moments on the clock in force, listed words said."""
    text = "" if value is None else str(value)
    if _MOMENT.fullmatch(text):
        at, zone_name = datetime.fromisoformat(text), timezone.get_current_timezone_name()
        on = at.astimezone(timezone.get_current_timezone()).date()
        clock = f"{clock_text(at, zone_name)} {zone_label(zone_name, at)}"
        return f"{day_text(on, short=True)} {clock}"
    if _DAY.fullmatch(text):
        return day_text(date.fromisoformat(text), short=True)
    if text in {"True", "False"}:
        return gettext("yes") if text == "True" else gettext("no")
    return (said(text) if name in _LISTED else text) or "-"
