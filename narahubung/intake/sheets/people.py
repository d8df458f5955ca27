"""Delegations, delegates, officers, who was named for whom, departments and contacts."""

import re

from narahubung.intake import cells as c
from narahubung.intake.cells import Bad, Cell, Context
from narahubung.intake.sheets import certain
from narahubung.intake.sheets.shapes import (
    NOTE,
    SOURCE,
    SYNTHETIC,
    Field,
    Part,
    Sheet,
    fixed,
    names,
    take,
)
from narahubung.journal.storing import Ref, Rows

PARTY, MEMBER, OFFICER = "parties.Party", "parties.Member", "parties.Officer"
DEPARTMENT, PLACE = "parties.Department", "parties.Place"
_SKILL = re.compile(r"([a-z]{2,3})\s*[:=]\s*([ABC][12])", re.IGNORECASE)
_PARTY_KIND = c.OneOf(
    {"delegation": "delegation", "": "delegation", "delegasi": "delegation", "vip": "vip",
     "speaker": "speaker", "pembicara": "speaker", "sponsor": "sponsor", "media": "media",
     "agency": "agency", "badan": "agency", "department": "department", "bidang": "department",
     "company": "company", "perusahaan": "company", "team": "team", "tim": "team"}
)  # fmt: skip
_POSITIONS = {"lead lo": "lead", "lead": "lead", "deputy lo": "deputy", "deputy": "deputy"}


def skills(ctx: Context, languages: Cell, code: Cell) -> Rows:
    """Return "id:C2; en:C1" as rows of language and CEFR level."""
    rows = []
    for piece in c.text(ctx, languages).replace(",", ";").split(";"):
        if not piece.strip():
            continue
        found = _SKILL.fullmatch(piece.strip())
        if not found:
            raise Bad("not_a_level", languages, value=piece.strip())
        rows.append({"language": found[1].lower(), "level": found[2].upper()})
    by_language = {row["language"]: row for row in rows}
    return Rows(
        model="training.LanguageSkill",
        owner="officer",
        of=Ref(OFFICER, c.text(ctx, code)),
        rows=tuple(by_language[language] for language in sorted(by_language)),
        says=("language", "level"),
    )


_LANGUAGES = Field(
    to="languages",
    columns=("languages", "officer_id"),
    read=skills,
    hanging=("training.LanguageSkill", "officer", ("language", "level")),
)


def position(ctx: Context, cell: Cell) -> str:
    """Return lead or deputy; another duty keeps its own word."""
    said = c.text(ctx, cell)
    return _POSITIONS.get(said.casefold(), said) or "lead"


def virtual_or_not(ctx: Context, cell: Cell) -> str:
    """Return how a party takes part: in person unless the list says otherwise."""
    return c.text(ctx, cell) or "in_person"


def come(ctx: Context, rows: list[dict[str, Cell]]) -> None:
    """Gather which parties come in person, as this list says; what is stored counts besides."""
    in_person = set(ctx.gathered.setdefault("come", {}).get("in person", []))
    for row in rows:
        code = c.text(ctx, row["delegation_id"])
        by_video = "attendance" in row and c.text(ctx, row["attendance"]) == "virtual"
        in_person = in_person - {code} if by_video else in_person | {code}
    ctx.gathered["come"]["in person"] = sorted(in_person)


DELEGATIONS = Sheet(
    name="Delegations",
    code=("delegation_id",),
    keep=(PARTY, "note"),
    prepare=come,
    parts=(
        Part(
            model=PARTY,
            fields=(
                take("name_en", required=True),
                take("kind", "party_kind", _PARTY_KIND),
                take("standing", "kind"),
                *names("name_id", "name_native", "iso_alpha2", "iso_alpha3", "represents"),
                take("attendance", read=virtual_or_not),
                take("official_languages"),
                take("preferred_languages", "preferred_lo_languages"),
                take("relation", "bilateral_relation_with_indonesia"),
                take("head_name", "hod_name"),
                take("head_gender", "hod_gender", c.gender),
                take("head_office", "hod_office"),
                take("head_category", "hod_category"),
                take("head_since", "hod_since", c.day),
                take("head_since_note", "hod_since_note"),
                take("precedence_group", read=c.whole),
                take("precedence_order", read=c.whole),
                take("welcome_order", read=c.whole),
                take("welcome_order_status"),
                certain.CERTAINTY,
                take("note", "participation_note", c.lines),
                SOURCE,
                SYNTHETIC,
            ),
        ),
    ),
)
DELEGATES = Sheet(
    name="Delegates",
    code=("delegate_id",),
    # What nobody described may be anything about a person: it goes where fewest may look.
    keep=("care.CareRecord", "medical_note"),
    parts=(
        Part(
            model=MEMBER,
            fields=(
                take("party", "delegation_id", c.RefTo(PARTY, needed=True), required=True),
                take("full_name", required=True),
                take("gender", read=c.gender),
                *names("native_name", "say_it", "role", "position"),
                take("nationality", "nationality_iso3"),
                *names("languages", "badge_category", "badge_no"),
                take("needs_interpreter", read=c.yes_no),
                take(
                    "movements",
                    "arrival_movement departure_movement",
                    c.RefsTo("movements.Movement"),
                ),
                certain.CERTAINTY,
                NOTE,
                SOURCE,
                SYNTHETIC,
            ),
        ),
        Part(
            model="parties.MemberPapers",
            owner="member",
            owner_model=MEMBER,
            fields=names("phone", "email", "passport_no"),
        ),
        Part(
            model="stays.Lodging",
            owner="member",
            owner_model=MEMBER,
            fields=(take("hotel", "hotel_id", c.RefTo(PLACE)), take("room_no")),
        ),
        Part(
            model="care.CareRecord",
            owner="member",
            owner_model=MEMBER,
            fields=(
                *names("diet", "allergy", "accessibility"),
                take("medical_note", "medical_note", c.lines),
            ),
        ),
    ),
)
OFFICERS = Sheet(
    name="Officers",
    code=("officer_id",),
    keep=("training.ServiceRecord", "note"),
    parts=(
        Part(
            model=OFFICER,
            fields=(
                take("full_name", required=True),
                take("preferred_name"),
                take("gender", read=c.gender),
                take("grade", "type"),
                *names("institution", "phone", "radio_call_sign", "email"),
                take("base", "base_hotel", c.RefTo(PLACE)),
                take("available_from", read=c.day),
                take("available_to", read=c.day),
                take("unavailable"),
                take("max_hours_per_day", read=c.number),
                certain.CERTAINTY,
                SYNTHETIC,
            ),
        ),
        Part(
            model="training.ServiceRecord",
            fields=(
                take("officer", "officer_id", c.own(OFFICER)),
                _LANGUAGES,
                take("certification"),
                take("certified_on", read=c.day),
                take("experience_events", read=c.counted),
                take("experience_years", read=c.counted),
                take("vip_cleared", read=c.yes_no),
                take("driving_licence", read=c.yes_no),
                take("conflict_note"),
                NOTE,
                SYNTHETIC,
            ),
        ),
    ),
)
PREASSIGNED = Sheet(
    name="Preassigned",
    code=("delegation_id", "duty"),
    makes_code=lambda ctx, party, duty: f"{c.text(ctx, party)}:{position(ctx, duty)}",
    keep=("assignments.Preassignment", "decided_by"),
    parts=(
        Part(
            model="assignments.Preassignment",
            fields=(
                take("party", "delegation_id", c.RefTo(PARTY, needed=True), required=True),
                take("officer", "officer_id", c.RefTo(OFFICER, needed=True), required=True),
                take("position", "duty", position),
                take("decided_by", "decided_by", c.lines),
                take("decided_on", read=c.day),
                take("may_be_changed", read=c.yes),
                SYNTHETIC,
            ),
        ),
    ),
)
DEPARTMENTS = Sheet(
    name="Departments",
    code=("department_id",),
    keep=(DEPARTMENT, "note"),
    parts=(
        Part(
            model=DEPARTMENT,
            fields=(
                take("name_en", required=True),
                *names("name_id", "head", "deputy", "duty_phone", "radio_channel", "hours"),
                *names("scope", "escalates_to"),
                take("sla_low_min", read=c.whole),
                take("sla_normal_min", read=c.whole),
                take("sla_high_min", read=c.whole),
                take("sla_critical_min", read=c.whole),
                certain.CERTAINTY,
                NOTE,
                take("synthetic", "head_synthetic", c.marked_synthetic),
            ),
        ),
    ),
)
CONTACTS = Sheet(
    name="Contacts",
    code=("contact_id",),
    keep=("parties.Contact", "note"),
    parts=(
        Part(
            model="parties.Contact",
            fields=(
                take("name", required=True),
                *names("category", "person", "organisation"),
                take("department", "organisation", c.ref_if_known(DEPARTMENT)),
                *names("phone", "email", "radio", "hours", "language"),
                certain.CERTAINTY,
                NOTE,
                SYNTHETIC,
            ),
        ),
    ),
)
BRIEFINGS = Sheet(
    name="Briefings",
    code=("delegation_id",),
    keep=("knowledge.Briefing", "note"),
    parts=(
        Part(
            model="knowledge.Briefing",
            fields=(
                take("party", "delegation_id", c.RefTo(PARTY, needed=True), required=True),
                take("country", required=True),
                *names("languages", "greeting_native", "greeting_latin", "form_of_address"),
                *names("do", "avoid", "food_and_drink"),
                take("zone", "time_zone", c.zone_name),
                take("utc_offset", "utc_offset_15_nov_2022"),
                take("hours_from_host", "hours_from_bali", c.number),
                *names("currency", "national_day", "dialling_code", "summary_id"),
                certain.CERTAINTY,
                NOTE,
                SOURCE,
                SYNTHETIC,
            ),
        ),
    ),
)
RULES = Sheet(
    name="Rules",
    code=("rule_id",),
    keep=("knowledge.Rule", "note"),
    parts=(
        Part(
            model="knowledge.Rule",
            fields=(
                take("topic", required=True),
                take("text_en", "rule_en", required=True),
                take("text_id", "rule_id_text"),
                *names("applies_to", "status"),
                fixed("synthetic", c.constant(False)),  # noqa: FBT003 -- a value, not a switch
                certain.CERTAINTY,
                NOTE,
                SOURCE,
            ),
        ),
    ),
)
