"""One party's roster as it could be mended: who comes into its places, which duties change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from narahubung.accounts.models import Event
from narahubung.assignments.cover import cover_of
from narahubung.assignments.entries import (
    DutyDidNotFollow,
    DutyFollowed,
    StayMoved,
)
from narahubung.assignments.mending import last_mending, mending_of
from narahubung.assignments.models import AIDES, Duty
from narahubung.assignments.planning import stays_of
from narahubung.assignments.queries.board_rows import really
from narahubung.assignments.queries.changing import OpenDuty, no_longer_fit
from narahubung.assignments.queries.desk import CandidateLine, candidates_for, free_first
from narahubung.assignments.queries.serving import teller
from narahubung.assignments.words import position_word, when_text
from narahubung.journal.reading import newest, readable
from narahubung.kit.actor import Actor
from narahubung.kit.intervals import Span, gaps
from narahubung.parties.models import Officer, Party
from narahubung.plans import roster as engine

_TOLD_FOR = timedelta(days=2)
_OFFERED = 5  # officers shown for an empty place


@dataclass(frozen=True, kw_only=True)
class EmptyPlace:
    """A place of the party that nobody holds. chosen: an officer's number, 0 for nobody."""

    position: str
    word: str
    chosen: int
    lines: tuple[CandidateLine, ...]


@dataclass(frozen=True, kw_only=True)
class ChangedDuty:
    """A duty that the mending makes or drops, in words."""

    party: str
    officer: str
    position: str
    when: str


@dataclass(frozen=True, kw_only=True)
class MendSheet:
    """What a party needs, what of its roster does not fit, and how it could be mended.

    was, now: its stay before it last moved and since, "" where it did not; told: which duties went
    along or could not; open: where nobody is planned; left: what stays open even so, and why.
    touched: officers whose duties change; others: parties besides this one. digest "": there is
    nothing to adopt. can_take_back: the last mending.
    """

    party: Party
    comes: bool
    was: str = ""
    now: str = ""
    told: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    misfits: tuple[OpenDuty, ...] = ()
    places: tuple[EmptyPlace, ...] = ()
    made: tuple[ChangedDuty, ...] = ()
    gone: tuple[ChangedDuty, ...] = ()
    touched: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    left: tuple[tuple[str, str], ...] = ()
    seen_at: datetime
    digest: str = ""
    can_take_back: bool = False


def mend_sheet(
    *, event: Event, party: Party, chosen: Mapping[str, int], by: Actor, at: datetime
) -> MendSheet:
    """Return one party's roster mended. chosen: officers by place; else the best for each."""
    last = last_mending(party=party, by=by, at=at)
    moved = _last_move(party, by, at)
    try:
        bare = mending_of(event, party, {}, at=at)
    except KeyError:
        return MendSheet(party=party, comes=False, seen_at=at, can_take_back=last is not None)
    places = _places(event, party, bare.vacant, chosen, by)
    officers = {one.code: one for one in Officer.objects.visible_to(by)}
    codes = {one.pk: code for code, one in officers.items()}
    homes = {one.position: codes[one.chosen] for one in places if one.chosen}
    found = mending_of(event, party, homes, at=at) if homes else bare
    cover = cover_of(event, [party.pk]).get(party.pk, [])
    tell = teller(officers, event.zone)
    names = {code: one.full_name for code, one in officers.items()}
    changed = [*found.made, *found.gone]
    return MendSheet(
        party=party,
        comes=True,
        was=_stay(moved.was_since, moved.was_until, event) if moved else "",
        now=_stay(moved.since, moved.until, event) if moved else "",
        told=tuple(_told(party, by, at)) if moved else (),
        needs=tuple(_when(span, event) for span in cover if span.end > at),
        open=tuple(_open(party, cover, event, at)),
        misfits=tuple(
            one for one in no_longer_fit(event=event, by=by, at=at) if one.party_code == party.code
        ),
        places=places,
        made=tuple(_changed(found.made, names, event)),
        gone=tuple(_changed(found.gone, names, event)),
        touched=tuple(sorted({names.get(duty.officer, duty.officer) for duty in changed})),
        others=tuple(sorted({duty.delegation for duty in changed} - {party.code})),
        left=tuple(
            (_when(one.span, event), "; ".join(map(tell, one.reasons)))
            for one in found.plan.uncovered
            if one.delegation == party.code
        ),
        seen_at=at,
        digest=found.digest if changed or found.posts else "",
        can_take_back=last is not None,
    )


def _last_move(party: Party, by: Actor, at: datetime) -> StayMoved | None:
    entry = newest(StayMoved, topic=f"party:{party.pk}", since=at - _TOLD_FOR, by=by)
    return entry if isinstance(entry, StayMoved) and entry.was_since else None


def _told(party: Party, by: Actor, at: datetime) -> Iterable[str]:
    """Yield which duties went along with the stay and which could not, the newest first."""
    found = readable(
        topics=[f"party:{party.pk}"],
        kinds_wanted=[DutyFollowed.kind, DutyDidNotFollow.kind],
        since=at - _TOLD_FOR,
        by=by,
        limit=8,
    )
    return (entry.sentence() for _line, entry in found)


def _places(
    event: Event, party: Party, vacant: Iterable[str], chosen: Mapping[str, int], by: Actor
) -> tuple[EmptyPlace, ...]:
    """Return the empty places, each with the best for it: who has no other party, then who
    has the fewest duties in its stay, then by fit.

    Nobody is offered for two of them.
    """
    found: list[EmptyPlace] = []
    for position in vacant:
        taken = {one.chosen for one in found}
        lines = candidates_for(event=event, party=party, position=position, by=by)
        able = free_first(
            [one for one in lines if not one.excluded and one.officer.pk not in taken],
            event=event,
            stay=stays_of(event)[party.pk],
        )
        wanted = chosen.get(position, able[0].officer.pk if able else 0)
        shown = [one for one in able if one.officer.pk == wanted or one in able[:_OFFERED]]
        found.append(
            EmptyPlace(
                position=position,
                word=position_word(position),
                chosen=wanted if wanted in {one.officer.pk for one in shown} else 0,
                lines=tuple(shown),
            )
        )
    return tuple(found)


def _open(party: Party, cover: list[Span], event: Event, at: datetime) -> Iterable[str]:
    rows = Duty.objects.standing().filter(party=party, ends__gt=at)
    spans = [really(row, at) for row in rows if row.position not in AIDES]
    for stretch in cover:
        if stretch.end > at:
            for gap in gaps(Span(max(stretch.start, at), stretch.end), spans):
                yield _when(gap, event)


def _changed(
    duties: list[engine.Duty], names: Mapping[str, str], event: Event
) -> Iterable[ChangedDuty]:
    for duty in duties:
        yield ChangedDuty(
            party=duty.delegation,
            officer=names.get(duty.officer, duty.officer),
            position=position_word(duty.position),
            when=_when(duty.span, event),
        )


def _when(span: Span, event: Event) -> str:
    return when_text(span.start, span.end, event.zone)


def _stay(since: datetime | None, until: datetime | None, event: Event) -> str:
    return when_text(since, until, event.zone) if since and until else ""
