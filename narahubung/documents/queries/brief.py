"""Which papers hurt now, found by the database alone: a board of hundreds of parties asks."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext as _

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.documents import needing, rules
from narahubung.documents.models import Paper, PaperKind, PaperState
from narahubung.kit.actor import Actor
from narahubung.kit.scoping import seen_by
from narahubung.kit.zones import zone
from narahubung.parties.models import Member

_OPEN = (PaperState.NEEDED.value, PaperState.ASKED.value)


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
    """Return by party the papers that are over their day or end within the stay: of what
    `papers_of` shows as alarm, all but what is merely to come. Due first stand first. 3 queries.
    """
    event = Event.objects.get(pk=by.here)
    today = at.astimezone(zone(event.zone)).date()
    begins = event.starts_on or today
    due = {kind: begins - timedelta(days=r.due_days) for kind, r in needing.rules().items()}
    over = [kind for kind, day in due.items() if day < today]
    members = Member.objects.visible_to(by).exclude(certainty="cancelled")
    if party_ids is not None:
        members = members.filter(party__in=party_ids)
    found: dict[int, list[LatePaper]] = defaultdict(list)
    words = {kind: str(PaperKind(kind).label) for kind in due}  # said once: there are a thousand
    late = [*_touched(by, members, over, event.ends_on), *_untouched(by, members, over)]
    for party_id, person, kind in sorted(late, key=lambda one: (due[one[2]], one[1])):
        word = words[kind] if _may_know(kind, party_id, by) else _("paper")
        found[party_id].append(
            LatePaper(party_id=party_id, person=person, paper=word, due_on=due[kind])
        )
    return found


def _touched(
    by: Actor, members: QuerySet[Member], over: Collection[str], ends: date | None
) -> Iterable[tuple[int, str, str]]:
    """Return (party, name, kind) of papers that somebody wrote down and that are late or short."""
    is_bad = Q(kind__in=over, state__in=_OPEN)
    if ends is not None:
        through = [kind for kind, rule in needing.rules().items() if rule.through_stay]
        is_short = Q(kind__in=through, valid_until__lt=ends)
        is_bad |= is_short & ~Q(state=PaperState.NOT_NEEDED)
    rows = Paper.objects.visible_to(by).filter(is_bad, member__in=members)
    return rows.values_list("member__party_id", "member__full_name", "kind")


def _untouched(
    by: Actor, members: QuerySet[Member], over: Collection[str]
) -> Iterator[tuple[int, str, str]]:
    """Yield (party, name, kind) of what papers.yaml asks for and nobody wrote down."""
    parties: Any = members.values("party")  # asked for by the database
    facts = needing.facts_of(by, parties)
    nation = Coalesce(NullIf("nationality", Value("")), F("party__iso_alpha3"))
    lacks = {}
    for kind in over:
        written = Exists(Paper.objects.filter(member=OuterRef("pk"), kind=kind).order_by())
        lacks[f"lacks_{kind}"] = _needing(needing.rules()[kind], facts) & ~Q(written)
        if kind == PaperKind.WEAPONS_PERMIT:
            lacks[f"lacks_{kind}"] &= seen_by(by, Right.SEE_CONTACTS)
    rows = members.annotate(nation=nation).annotate(
        **{name: ExpressionWrapper(when, BooleanField()) for name, when in lacks.items()}
    )
    some = reduce(or_, (Q(**{name: True}) for name in lacks), Q(pk__in=[]))
    for party_id, name, *which in rows.filter(some).values_list("party_id", "full_name", *lacks):
        yield from (
            (party_id, name, kind) for kind, is_so in zip(over, which, strict=True) if is_so
        )


def _needing(rule: needing.Rule, facts: Mapping[int, Collection[str]]) -> Q:
    """Return `rule.needs` as a condition for members with their `nation`."""
    excepted = Q(role__in=rule.except_roles) | Q(nation__in=rule.except_nationalities)
    if not (rule.roles or rule.facts):
        return ~excepted
    known = [pk for pk, what in facts.items() if not rule.facts.isdisjoint(what)]
    return (Q(role__in=rule.roles) | Q(pk__in=known)) & ~excepted


def _may_know(kind: str, party_id: int, by: Actor) -> bool:
    # That somebody needs a letter for medicines says something of his health.
    return kind != PaperKind.MEDICINES_LETTER or rules.may_read_numbers(kind, party_id, by)
