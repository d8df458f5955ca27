"""Two officers swap a duty, or one gives it away: offer, yes, and a coordinator's approval."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from narahubung.accounts.actors import coordinators
from narahubung.accounts.models import Event
from narahubung.assignments import entries
from narahubung.assignments.commands.rostering import cancel, duty_of, put
from narahubung.assignments.models import Duty, Swap, SwapState
from narahubung.assignments.rules import swapping as rules
from narahubung.assignments.rules.working_time import check_may_serve
from narahubung.assignments.suiting import Suiting
from narahubung.journal.acting import Record, act, command
from narahubung.kit.actor import Actor
from narahubung.kit.intervals import Span
from narahubung.kit.said import in_both
from narahubung.parties.models import Officer


@command
def offer_swap(
    *,
    duty_id: int,
    officer_id: int,
    back_id: int | None = None,
    why: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Swap:
    """Offer a duty of one's own to another officer, for one of his (back_id) or as a gift.

    Raises NotToSwap, AlreadyOffered, NoLongerOpen, MayNotServe, Away, AgainstTheRules; of what is
    not one's own Duty.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        own = Duty.objects.filter(event_id=by.here, officer__person_id=by.person_id or 0)
        mine = own.get(pk=duty_id).officer_id
        people = _officers(by, [mine, officer_id])
        to = people[officer_id]
        duties = _duties(by, [duty_id, *([back_id] if back_id else [])])
        duty, back = duties[duty_id], duties[back_id] if back_id else None
        rules.check_can_offer(duty, to, back, at)
        _check_both(duty, to, back)
        swap = Swap.objects.create(
            event_id=by.here, duty=duty, back=back, to=to, why=why, asked_at=at
        )
        record(entries.SwapAsked(**_head(swap)), tell=_people(to))
    return swap


@command
def agree_swap(*, swap_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Say yes to a duty that was offered to oneself. Raises SwapIsOver; Swap.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        swap = _of(by, swap_id, to__person_id=by.person_id or 0)
        rules.check_waits(swap)
        swap.state, swap.agreed_at = SwapState.AGREED, at
        swap.save(update_fields=["state", "agreed_at"])
        tell = [*coordinators(by.here, at), *_people(swap.duty.officer)]
        record(entries.SwapAgreed(**_head(swap)), tell=tell)


@command
def decline_swap(
    *, swap_id: int, no: str = "", by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Say no to a duty that was offered to oneself, or take one's yes back. As `agree_swap`."""
    with act(by=by, at=at, key=key) as record:
        swap = _of(by, swap_id, to__person_id=by.person_id or 0)
        rules.check_waits(swap)
        _decide(swap, SwapState.REFUSED, by=by, at=at, no=no)
        record(entries.SwapRefused(**_head(swap)), tell=_people(swap.duty.officer))


@command
def withdraw_swap(*, swap_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Take one's own offer back. Raises SwapIsOver; Swap.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        swap = _of(by, swap_id, duty__officer__person_id=by.person_id or 0)
        rules.check_waits(swap)
        _decide(swap, SwapState.WITHDRAWN, by=by, at=at)
        record(entries.SwapWithdrawn(**_head(swap)), tell=_people(swap.to))


@command
def approve_swap(*, swap_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Let both duties change hands. Everything is judged again.

    Raises SwapIsOver, NotAgreed, NoLongerOpen, MayNotServe, Away, AgainstTheRules.
    """
    with act(by=by, at=at, key=key) as record:
        swap = Swap.objects.for_change(by, swap_id)
        rules.check_agreed(swap)
        _officers(by, [swap.duty.officer_id, swap.to_id])
        duties = _duties(by, [swap.duty_id, *([swap.back_id] if swap.back_id else [])])
        duty, back = duties[swap.duty_id], duties[swap.back_id] if swap.back_id else None
        told = _head(swap)
        for one in (duty, back):
            if one is not None:
                rules.check_ahead(one, at)
        _check_both(duty, swap.to, back)
        _change_hands(duty, swap.to, back, record, at=at)
        _decide(swap, SwapState.APPROVED, by=by, at=at)
        record(entries.SwapApproved(**told), tell=told["people"])


@command
def refuse_swap(*, swap_id: int, no: str, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Say no to a swap, with the reason for both. Raises SayWhyNot, SwapIsOver."""
    with act(by=by, at=at, key=key) as record:
        if not no.strip():
            raise rules.SayWhyNot
        swap = Swap.objects.for_change(by, swap_id)
        rules.check_waits(swap)
        _decide(swap, SwapState.REFUSED, by=by, at=at, no=no.strip())
        record(entries.SwapRefused(**_head(swap)), tell=_people(swap.duty.officer, swap.to))


def _officers(by: Actor, numbers: Iterable[int]) -> dict[int, Officer]:
    """Lock officers of the event, always in one order, so that two swaps never wait in a ring."""
    rows = Officer.objects.filter(event_id=by.here, pk__in=numbers).order_by("pk")
    found = {row.pk: row for row in rows.select_for_update(of=("self",))}
    if len(found) < len(set(numbers)):
        raise Officer.DoesNotExist
    return found


def _duties(by: Actor, numbers: list[int]) -> dict[int, Duty]:
    rows = Duty.objects.filter(event_id=by.here, pk__in=numbers).select_related("party", "officer")
    found = {row.pk: row for row in rows.select_for_update(of=("self",)).order_by("pk")}
    if len(found) < len(set(numbers)):
        raise Duty.DoesNotExist
    return found


def _of(by: Actor, swap_id: int, **whose: Any) -> Swap:
    """Return a swap in which one is that side, locked: no right but one's own."""
    rows = Swap.objects.filter(event_id=by.here, **whose)
    return rows.select_for_update(of=("self",)).get(pk=swap_id)


def _check_both(duty: Duty, to: Officer, back: Duty | None) -> None:
    """Raise MayNotServe, Away or AgainstTheRules where one of the two may not take it."""
    event = Event.objects.get(pk=duty.event_id)
    suiting = Suiting(event)
    dropped = tuple(one.pk for one in (duty, back) if one is not None)
    for one, officer in ((duty, to), (back, duty.officer)):
        if one is None:
            continue
        span, party = Span(one.starts, one.ends), one.party.code
        if reason := suiting.against(officer.code, party, span):
            raise rules.MayNotServe(officer=officer.full_name, party=party, reason=reason)
        check_may_serve(officer, span, delegation=party, zone_name=event.zone, without=dropped)


def _change_hands(
    duty: Duty, to: Officer, back: Duty | None, record: Record, *, at: datetime
) -> None:
    giver = duty.officer
    pairs = [(duty, to)] if back is None else [(duty, to), (back, giver)]
    for old, new in pairs:
        cancel(old, record, why=in_both(_goes_to(new)), at=at)
    for old, new in pairs:
        put(duty_of(old.party, new, Span(old.starts, old.ends), firm=True), record)


def _goes_to(officer: Officer) -> Callable[[], str]:
    return lambda: _("Swapped: {officer} has it.").format(officer=officer.full_name)


def _decide(swap: Swap, state: SwapState, *, by: Actor, at: datetime, no: str = "") -> None:
    swap.state, swap.decided_at, swap.decided_by, swap.no = state, at, by.name, no
    swap.save(update_fields=["state", "decided_at", "decided_by", "no"])


def _people(*officers: Officer) -> list[int]:
    return [one.person_id for one in officers if one.person_id is not None]


def _head(swap: Swap) -> dict[str, Any]:
    duty = swap.duty
    return {
        "swap_id": swap.pk,
        "party_id": duty.party_id,
        "party_code": duty.party.code,
        "officer": duty.officer.full_name,
        "to": swap.to.full_name,
        "people": _people(duty.officer, swap.to),
        "starts": duty.starts,
        "ends": duty.ends,
        "zone": str(duty.event.zone),
        "no": swap.no,
    }
