"""One need in full: how it stands, what may be done now, its parts, proof, charges and history."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from narahubung.accounts.roles import Right
from narahubung.documents.queries import DocumentLine, documents_about_all
from narahubung.journal.reading import Line, history
from narahubung.kit.actor import Actor
from narahubung.needs import entries
from narahubung.needs.models import Need, NeedCost, NeedPart
from narahubung.needs.queries.asking import NeedLine, line_of, rows_of
from narahubung.needs.queries.hints import wishes_behind
from narahubung.needs.queries.queue import Mark, contact_names, named, promise_for
from narahubung.needs.queries.wishes import WishLine
from narahubung.needs.rules import escalating
from narahubung.needs.rules import ladder as rules
from narahubung.needs.rules import parts as part_rules
from narahubung.needs.rules.answering import may_undo
from narahubung.needs.rules.moving import Owner, answers, is_host, legal, owner_of
from narahubung.parties.models import Department

# Of a request's history, what the delegation's own people read.
_FOR_BOTH = {
    one.kind
    for one in (
        entries.NeedRaised,
        entries.NeedAccepted,
        entries.NeedFulfilled,
        entries.NeedProved,
        entries.NeedConfirmed,
        entries.NeedReopened,
        entries.NeedRejected,
        entries.NeedWithdrawn,
        entries.NeedTakenBack,
    )
}


@dataclass(frozen=True, kw_only=True)
class PartLine:
    """One part. overdue: not delivered and its time is over."""

    id: int
    quantity: int
    what: str
    supplier: str
    contact: str
    department: str
    place: str
    state: str
    state_word: str
    due_at: datetime
    promised_at: datetime | None
    set_off_at: datetime | None
    done_at: datetime | None
    overdue: bool
    runs: bool

    @property
    def until(self) -> datetime:
        """Return what counts: the promise, else when it is due."""
        return self.promised_at or self.due_at


@dataclass(frozen=True, kw_only=True)
class ProofLine:
    """One proof with its photos."""

    id: int
    at: datetime
    by_name: str
    place: str
    note: str
    signed_by: str
    part: str
    files: tuple[DocumentLine, ...]


@dataclass(frozen=True, kw_only=True)
class CostLine:
    """One charge."""

    id: int
    need_id: int
    code: str
    what: str
    amount: Decimal
    currency: str
    payer: str
    payer_word: str
    at: datetime
    by_name: str
    signed_by: str
    signed_at: datetime | None
    struck: bool


@dataclass(frozen=True, kw_only=True)
class RungLine:
    """One step of the ladder. kind: officer, desk, deputy, chief, above, coordinator.

    skipped: nobody with a log-in can be asked there now, so the next one is.
    """

    kind: str
    name: str
    asked: bool
    now: bool
    skipped: bool


@dataclass(frozen=True, kw_only=True)
class NeedSheet:
    """All of it, cut to the reader: who is asked in turn, and why, is ours alone.

    wish: the one it came from; met: the answer it meets.
    """

    line: NeedLine
    party: Mark
    who: str
    owner: Owner
    may: tuple[str, ...]
    answers: bool
    may_prove: bool
    may_charge: bool
    may_sign: bool
    may_take_back: bool
    promise: datetime
    clock_at: datetime | None
    parts: tuple[PartLine, ...]
    remainder: int
    delivered: int
    proofs: tuple[ProofLine, ...]
    costs: tuple[CostLine, ...]
    files: tuple[DocumentLine, ...]
    ladder: tuple[RungLine, ...]
    history: tuple[Line, ...]
    wish: WishLine | None
    met: WishLine | None


def need_sheet(*, need_id: int, by: Actor, at: datetime) -> NeedSheet:
    """Return one need. Raises Need.DoesNotExist. A fixed number of queries."""
    row: Need = rows_of(by).select_related("party").get(pk=need_id)
    parts = list(row.parts.select_related("department").order_by("pk"))
    proofs = list(row.proofs.select_related("part").order_by("pk"))
    topics = [f"need:{need_id}", *(f"proof:{proof.pk}" for proof in proofs)]
    files = documents_about_all(topics=topics, by=by)
    may = legal(row, by)
    inside = is_host(row, by)
    # Who may see this need may read of it, also a desk, whose right ends at its own work.
    told = history(topic=f"need:{need_id}", by=_reader(by))
    return NeedSheet(
        line=line_of(row, at, by),
        party=Mark(code=row.party.code, name=row.party.name, iso_alpha2=row.party.iso_alpha2),
        who=named(row, contact_names(by)),
        owner=owner_of(row),
        may=tuple(may),
        answers=answers(row, by),
        may_charge=inside,
        may_prove=answers(row, by) or by.may_for(Right.RAISE_NEED, row.party_id),
        may_sign=by.may_for(Right.RAISE_NEED, row.party_id),
        may_take_back=may_undo(row, by, at),
        promise=promise_for(row, at),
        clock_at=row.clock_at,
        parts=tuple(_part(part, at) for part in parts),
        remainder=part_rules.remainder(row, parts),
        delivered=part_rules.delivered(parts),
        proofs=tuple(
            ProofLine(
                id=proof.pk,
                at=proof.at,
                by_name=proof.by_name,
                place=proof.place,
                note=proof.note,
                signed_by=proof.signed_by,
                part=str(proof.part) if proof.part else "",
                files=tuple(files.get(f"proof:{proof.pk}", ())),
            )
            for proof in proofs
        ),
        costs=tuple(cost_line(cost) for cost in row.costs.select_related("need").order_by("pk")),
        files=tuple(files.get(f"need:{need_id}", ())),
        ladder=_ladder(row, at) if inside else (),
        history=tuple(one for one in told if inside or _is_for_both(one, row)),
        **wishes_behind(row, by=by, at=at),
    )


def _is_for_both(one: Line, row: Need) -> bool:
    """Tell whether the delegation's own people read this line of a request's history."""
    if one.kind in {entries.NeedAskedBack.kind, entries.NeedReplied.kind}:
        return row.officer_id is None
    return one.kind in _FOR_BOTH


def _reader(by: Actor) -> Actor:
    return replace(by, everywhere=by.everywhere | {Right.SEE_NEEDS})


def departments_for(need: NeedLine, by: Actor) -> list[tuple[int, str]]:
    """Return the departments a need may be given to: number and name."""
    rows = Department.objects.visible_to(by).exclude(code=need.department_code).order_by("code")
    return [(row.pk, row.name) for row in rows]


def cost_line(row: NeedCost) -> CostLine:
    """Return a charge as it is shown; its need is at hand."""
    own = {name: getattr(row, name) for name in CostLine.__dataclass_fields__ if hasattr(row, name)}
    own |= {"code": row.need.code, "payer_word": str(row.get_payer_display())}
    return CostLine(**own, struck=row.struck_at is not None)


def _part(row: NeedPart, at: datetime) -> PartLine:
    runs = escalating.runs(row)
    made: dict[str, Any] = {
        "department": row.department.name if row.department else "",
        "state_word": str(row.get_state_display()),
        "overdue": runs and (row.promised_at or row.due_at) < at,
        "runs": runs,
    }
    names = [name for name in PartLine.__dataclass_fields__ if name not in made]
    return PartLine(**{name: getattr(row, name) for name in names}, **made)


def _ladder(row: Need, at: datetime) -> tuple[RungLine, ...]:
    """Return who is asked in turn, and where it stands now; empty when nobody waits any more."""
    if not (row.is_open or row.to_confirm):
        return ()
    above = row.above or rules.above_of(row.department)
    rungs = rules.rungs_of(row, above, at)
    here = min(row.rung, len(rungs) - 1)
    return tuple(
        RungLine(
            kind=rung.kind,
            name=rung.name,
            asked=number <= here,
            now=number == here,
            skipped=not rung.people,
        )
        for number, rung in enumerate(rungs)
    )


@dataclass(frozen=True, kw_only=True)
class Total:
    """The sum in one currency: all, and what nobody signed yet."""

    currency: str
    payer: str
    amount: Decimal
    unsigned: Decimal


@dataclass(frozen=True, kw_only=True)
class Charges:
    """The ledger of a delegation."""

    lines: tuple[CostLine, ...]
    totals: tuple[Total, ...]
    to_sign: int


def charges_of(*, party_id: int, by: Actor) -> Charges:
    """Return what the needs of a party cost, the oldest first. One query."""
    rows = NeedCost.objects.visible_to(by).filter(need__party_id=party_id).select_related("need")
    lines = [cost_line(row) for row in rows.order_by("at", "pk")]
    sums: dict[tuple[str, str], list[Decimal]] = defaultdict(lambda: [Decimal(), Decimal()])
    counted = [line for line in lines if not line.struck]
    for line in counted:
        total = sums[line.payer_word, line.currency]
        total[0] += line.amount
        total[1] += line.amount if line.signed_at is None and line.payer != "host" else 0
    return Charges(
        lines=tuple(lines),
        totals=tuple(
            Total(payer=payer, currency=currency, amount=amount, unsigned=unsigned)
            for (payer, currency), (amount, unsigned) in sorted(sums.items())
        ),
        to_sign=sum(line.signed_at is None and line.payer != "host" for line in counted),
    )
