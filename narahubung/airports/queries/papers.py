"""Aircraft with their papers, and what is wrong with them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from narahubung.airports.models import Aircraft, AircraftKind, ClearanceKind, ClearanceState
from narahubung.airports.rules.clearances import Trouble, ask_by, trouble_of
from narahubung.airports.rules.weapons import airport_desk, may_read_weapons
from narahubung.kit.actor import Actor
from narahubung.kit.records import Certainty
from narahubung.kit.zones import zone
from narahubung.parties.queries import PartyMark, mark_of

TROUBLES: dict[str, str | Promise] = {
    Trouble.REFUSED: _("refused: the aircraft may not come like this"),
    Trouble.RUN_OUT: _("does not hold for the time now expected: ask for a longer one"),
    Trouble.NOT_THEN: _("does not hold for the planned time"),
    Trouble.TOO_LATE: _("not asked for, and the last day for asking is over: call the authority"),
    Trouble.TO_ASK: _("still to be asked for"),
    Trouble.WAITING: _("asked for, no answer yet"),
}
BAD = {Trouble.REFUSED, Trouble.RUN_OUT, Trouble.NOT_THEN, Trouble.TOO_LATE}
# Who asks (Permenhan 3/2024 art. 6(4)); without a mission here somebody must be found first.
_APPLIES: dict[str, str | Promise] = {
    "mission": _("The mission of the operating state in Indonesia applies."),
    "none": _(
        "There are no diplomatic relations: no mission here applies. Ask the Ministry of Foreign "
        "Affairs which mission abroad or protecting power does."
    ),
    "operator": _("The operator or its agent applies."),
}


@dataclass(frozen=True, kw_only=True)
class PaperLine:
    """One paper of an aircraft. trouble: "" where it holds; is_bad: it keeps the aircraft away."""

    sort: str
    word: str
    number: str
    state: str
    state_word: str
    valid_from: datetime | None
    valid_until: datetime | None
    trouble: str
    trouble_word: str
    is_bad: bool


@dataclass(frozen=True, kw_only=True)
class AircraftLine:
    """One aircraft. weapons: None for who may not read it. ask_by: the last moment for papers.

    next_at: when it is expected to come, or else to leave; None where both are over or unknown.
    """

    id: int
    party: PartyMark
    label: str
    kind: str
    kind_word: str
    registration: str
    registration_alt: str
    call_sign: str
    aircraft_type: str
    operator: str
    mtow_kg: int | None
    seats: int | None
    souls: int | None
    weapons: str | None
    dangerous_goods: str
    crew_contact: str
    crew_hotel: str
    ferry_to: str
    note: str
    arrival_id: int | None
    departure_id: int | None
    next_at: datetime | None
    ask_by: datetime | None
    applies: str
    papers: tuple[PaperLine, ...]

    @property
    def topic(self) -> str:
        """Return the name under which a change is announced."""
        return f"aircraft:{self.id}"

    @property
    def worst(self) -> PaperLine | None:
        """Return a paper that keeps it away, else one that is missing; None where all hold."""
        order = list(Trouble)
        troubled = [paper for paper in self.papers if paper.trouble]
        return min(troubled, key=lambda paper: order.index(Trouble(paper.trouble)), default=None)


def aircraft_of(*, by: Actor, at: datetime, movement_id: int | None = None) -> list[AircraftLine]:
    """Return the aircraft this person may see, of one movement or all. Two queries."""
    rows = Aircraft.objects.visible_to(by).select_related("party", "arrival", "departure", "event")
    if movement_id is not None:
        rows = rows.filter(arrival=movement_id) | rows.filter(departure=movement_id)
    found = rows.prefetch_related("clearances").order_by("party__code", "code")
    desk = airport_desk(by)
    return [_aircraft_line(row, by, at, desk) for row in found]


def _aircraft_line(row: Aircraft, by: Actor, at: datetime, desk: int | None) -> AircraftLine:
    copied = {
        name: getattr(row, name)
        for name in AircraftLine.__dataclass_fields__
        if name not in _MADE and name != "id"
    }
    enters = _enters(row)
    return AircraftLine(
        id=row.pk,
        party=mark_of(row.party),
        label=row.label(),
        kind_word=str(row.get_kind_display()),
        weapons=row.weapons if may_read_weapons(by, row.party_id, desk) else None,
        next_at=_next_at(row),
        ask_by=enters,
        applies=str(_APPLIES[_who(row)]),
        papers=tuple(_papers(row, enters, at)),
        **copied,
    )


_MADE = {"party", "label", "kind_word", "weapons", "next_at", "ask_by", "applies", "papers"}


def _next_at(row: Aircraft) -> datetime | None:
    for end in (row.arrival, row.departure):
        if end and end.actual_at is None and end.certainty != Certainty.CANCELLED:
            return end.best_at
    return None


def _who(row: Aircraft) -> str:
    if row.kind != AircraftKind.STATE:
        return "operator"
    return "none" if row.party.relation.casefold() in {"no", "none"} else "mission"


def _enters(row: Aircraft) -> datetime | None:
    """Return until when papers can be asked for."""
    planned = row.arrival.planned_at if row.arrival else None
    return ask_by(planned.astimezone(zone(row.event.zone))) if planned else None


def _papers(row: Aircraft, asks_until: datetime | None, at: datetime) -> list[PaperLine]:
    known = {paper.kind: paper for paper in row.clearances.all()}
    lines = []
    for kind in ClearanceKind:
        paper: Any = known.get(kind.value)
        state = paper.state if paper else ClearanceState.TO_ASK.value
        ends = [row.arrival] if kind == ClearanceKind.SLOT else [row.arrival, row.departure]
        trouble = trouble_of(
            state=state,
            valid_from=paper.valid_from if paper else None,
            valid_until=paper.valid_until if paper else None,
            planned=[end.planned_at for end in ends if end],
            expected=[end.best_at for end in ends if end],
            asks_until=asks_until,
            at=at,
        )
        lines.append(
            PaperLine(
                sort=kind.value,
                word=str(kind.label),
                number=paper.number if paper else "",
                state=state,
                state_word=str(ClearanceState(state).label),
                valid_from=paper.valid_from if paper else None,
                valid_until=paper.valid_until if paper else None,
                trouble=trouble or "",
                trouble_word=str(TROUBLES[trouble]) if trouble else "",
                is_bad=trouble in BAD,
            )
        )
    return lines
