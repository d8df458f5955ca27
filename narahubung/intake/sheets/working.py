"""The programme, meetings, requests and gifts."""

from functools import cache
from pathlib import Path

import yaml

import narahubung.duties
from narahubung.intake import cells as c
from narahubung.intake.cells import Cell, Context
from narahubung.intake.sheets import certain
from narahubung.intake.sheets.shapes import NOTE, SOURCE, SYNTHETIC, Part, Sheet, names, take
from narahubung.journal.storing import Ref
from narahubung.plans.procedures import Classifier, classify, load_classifier

PARTY, PLACE = "parties.Party", "parties.Place"


def kind(ctx: Context, title_en: Cell, title_id: Cell) -> str:
    """Return what kind of session it is, by the titles (`duties/procedures/classify.yaml`)."""
    titles = {"en": c.text(ctx, title_en), "id": c.text(ctx, title_id)}
    return classify(_classifier(), titles)


@cache
def _classifier() -> Classifier:
    return load_classifier(Path(narahubung.duties.__file__).parent / "procedures")


@cache
def _who_attends() -> dict[str, str]:
    rules = yaml.safe_load((Path(__file__).parent / "attending.yaml").read_text())["rules"]
    return {phrase: rule["attending"] for rule in rules for phrase in rule["phrases"]}


def means_all(participants: str) -> bool:
    """Tell whether these words of a list mean every party that comes in person."""
    return _who_attends().get(participants.casefold()) == "all"


def attending(ctx: Context, participants: Cell, item: Cell) -> list[Ref]:
    """Return the parties that attend: by the list's words (`attending.yaml`) and by its trips."""
    said = c.text(ctx, participants).casefold()
    meant = _who_attends().get(said, "" if said else "nobody")
    if not meant:
        ctx.remark("attending_not_known", c.text(ctx, participants))
    here = c.text(ctx, item)
    codes = {party for to, party in ctx.gathered.get("drives", {}).values() if to == here}
    if meant == "all":
        codes |= set(ctx.gathered.get("come", {}).get("in person", []))
    return [Ref(PARTY, code) for code in sorted(codes & ctx.codes[PARTY])]


PROGRAMME = Sheet(
    name="Programme",
    code=("item_id",),
    keep=("programme.Item", "note"),
    parts=(
        Part(
            model="programme.Item",
            fields=(
                take("title_en", required=True),
                take("title_id"),
                take("kind", "title_en title_id", kind),
                take("starts_at", "date start timezone", c.moment, required=True),
                take("ends_at", "date start end timezone", c.moment_of_end),
                take("zone", "timezone", c.zone_or_event),
                take("place", "venue_id", c.RefTo(PLACE)),
                *names("room", "participants", "dress"),
                take("attending", "participants item_id", attending),
                take("certainty", "status", c.OneOf(certain.PROGRAMME)),
                take("actual_start_at", "date actual_start timezone", c.moment),
                take("actual_end_at", "date actual_start actual_end timezone", c.moment_of_end),
                SOURCE,
                take("note", "note status", certain.NoteAndWord(certain.PROGRAMME)),
                SYNTHETIC,
            ),
        ),
    ),
)
MEETINGS = Sheet(
    name="Bilateral meetings",
    code=("meeting_id",),
    keep=("meetings.Meeting", "note"),
    parts=(
        Part(
            model="meetings.Meeting",
            fields=(
                take("party_a", "delegation_a", c.RefTo(PARTY, needed=True), required=True),
                take("party_b", "delegation_b", c.RefTo(PARTY, needed=True), required=True),
                *names("kind", "level"),
                take("on", "date", c.day),
                take("starts_at", "date start timezone", c.moment),
                take("ends_at", "date start end timezone", c.moment_of_end),
                take("zone", "timezone", c.zone_or_event),
                take("place", "venue_id", c.RefTo(PLACE)),
                *names("room", "status"),
                take("certainty", "status", c.OneOf(certain.MEETING)),
                take("requested_by"),
                take("requested_at", read=c.local_moment),
                take("interpretation"),
                NOTE,
                SOURCE,
                SYNTHETIC,
            ),
        ),
    ),
)
_STATE = c.OneOf(
    {"new": "new", "": "new", "accepted": "accepted", "in progress": "in_progress",
     "waiting for delegation": "waiting", "waiting": "waiting", "done": "done",
     "rejected": "rejected"}
)  # fmt: skip
_PRIORITY = c.OneOf(
    {"low": "low", "normal": "normal", "": "normal", "high": "high", "critical": "critical"}
)
REQUESTS = Sheet(
    name="Requests",
    code=("request_id",),
    keep=("needs.Need", "note"),
    parts=(
        Part(
            model="needs.Need",
            fields=(
                take("party", "delegation_id", c.RefTo(PARTY, needed=True), required=True),
                take("text", required=True),
                take("raised_at", "created_at", c.local_moment, required=True),
                take("officer", "officer_id", c.RefTo("parties.Officer")),
                take("member", "delegate_id", c.RefTo("parties.Member")),
                take("department", "department_id", c.RefTo("parties.Department")),
                *names("channel", "language", "category"),
                take("priority", read=_PRIORITY),
                take("due_at", read=c.local_moment),
                take("state", "status", _STATE),
                take("assigned_to"),
                take("closed_at", read=c.local_moment),
                certain.CERTAINTY,
                NOTE,
                SYNTHETIC,
            ),
        ),
    ),
)
GIFTS = Sheet(
    name="Gifts",
    code=("gift_id",),
    keep=("gifts.Gift", "note"),
    parts=(
        Part(
            model="gifts.Gift",
            fields=(
                take("party", "delegation_id", c.RefTo(PARTY, needed=True), required=True),
                take("item", required=True),
                *names("direction", "recipient"),
                take("value_idr", "estimated_value_idr", c.digits),
                *names("state", "decision"),
                certain.CERTAINTY,
                NOTE,
                SYNTHETIC,
            ),
        ),
    ),
)
