"""Which papers hurt now, in few figures, for a board of hundreds of parties."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from narahubung.accounts.models import Event
from narahubung.documents import needing, rules
from narahubung.documents.models import Paper, PaperKind, PaperState
from narahubung.kit.actor import Actor
from narahubung.kit.zones import zone
from narahubung.parties.models import Member

_OPEN = {PaperState.NEEDED.value, PaperState.ASKED.value}


@dataclass(frozen=True, kw_only=True)
class LatePaper:
    """One paper that should be here. paper: its name, "paper" for who may not know which."""

    party_id: int
    person: str
    paper: str
    due_on: date


def late_papers(
    *, by: Actor, at: datetime, party_ids: Collection[int] | None = None
) -> dict[int, list[LatePaper]]:
    """Return by party the papers that are over their day, or end within the stay: what is alarm
    in `papers_of` and not merely to come. Those due first stand first. Four queries or so.
    """
    event = Event.objects.get(pk=by.here)
    today = at.astimezone(zone(event.zone)).date()
    people = _people(by, party_ids)
    if not people:
        return {}
    facts = needing.facts_of(by, {one["party_id"] for one in people.values()})
    kept = _kept(by, people)
    begins, written = event.starts_on or today, needing.rules()
    due = {kind: begins - timedelta(days=rule.due_days) for kind, rule in written.items()}
    kinds: dict[int, list[str]] = {}
    words: dict[tuple[str, int], str] = {}
    found: dict[int, list[LatePaper]] = defaultdict(list)
    for pk, one in people.items():
        party_id = one["party_id"]
        if party_id not in kinds:
            kinds[party_id] = rules.kinds_for(by, party_id)
        for kind in kinds[party_id]:
            rule = written[kind]
            state, until = kept.get((pk, kind), ("", None))
            if not state and due[kind] < today and _needs(rule, one, facts.get(pk, ())):
                state = PaperState.NEEDED.value
            is_short = rule.through_stay and until and event.ends_on and until < event.ends_on
            is_late = state in _OPEN and due[kind] < today
            if is_late or (is_short and state != PaperState.NOT_NEEDED):
                if (kind, party_id) not in words:
                    words[kind, party_id] = _word(kind, party_id, by)
                found[party_id].append(
                    LatePaper(
                        party_id=party_id,
                        person=one["full_name"],
                        paper=words[kind, party_id],
                        due_on=due[kind],
                    )
                )
    return {pk: sorted(late, key=lambda paper: paper.due_on) for pk, late in found.items()}


def _people(by: Actor, party_ids: Collection[int] | None) -> dict[int, dict[str, Any]]:
    rows = Member.objects.visible_to(by).exclude(certainty="cancelled").order_by("full_name")
    if party_ids is not None:
        rows = rows.filter(party__in=party_ids)
    names = ("pk", "party_id", "full_name", "role", "nationality", "party__iso_alpha3")
    return {one["pk"]: one for one in rows.values(*names)}


def _kept(by: Actor, people: Iterable[int]) -> dict[tuple[int, str], tuple[str, date | None]]:
    rows = Paper.objects.visible_to(by).order_by()
    return {
        (member_id, kind): (state, until)
        for member_id, kind, state, until in rows.values_list(
            "member_id", "kind", "state", "valid_until"
        )
        if member_id in people
    }


def _needs(rule: needing.Rule, one: dict[str, Any], facts: Collection[str]) -> bool:
    nationality = one["nationality"] or one["party__iso_alpha3"]
    return rule.needed_by(role=one["role"], nationality=nationality, facts=facts)


def _word(kind: str, party_id: int, by: Actor) -> str:
    # That somebody needs a letter for medicines says something of his health.
    known = kind != PaperKind.MEDICINES_LETTER or rules.may_read_numbers(kind, party_id, by)
    return str(PaperKind(kind).label) if known else _("paper")
