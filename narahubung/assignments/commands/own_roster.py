"""An officer says something of the own duties: to be free, yes to overtime, now a break."""

from datetime import datetime, timedelta
from uuid import UUID

from narahubung.accounts.actors import coordinators
from narahubung.accounts.models import Event
from narahubung.assignments import entries
from narahubung.assignments.commands.rostering import head
from narahubung.assignments.models import Duty, DutyWish
from narahubung.assignments.rules import own_roster as rules
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.kit.intervals import Span
from narahubung.parties.models import Officer

A_SLIP = timedelta(minutes=1)  # a break that is over sooner was none


@command
def say_wish(
    *, starts: datetime, ends: datetime, by: Actor, at: datetime, key: UUID | None = None
) -> DutyWish:
    """Say when one would rather be free. Raises Officer.DoesNotExist, WishIsPast and the like."""
    with act(by=by, at=at, key=key) as record:
        officer = Officer.objects.get(event_id=by.here, person_id=by.person_id or 0)
        rules.check_wish(Span(starts, ends), at)
        wish = DutyWish.objects.create(
            event_id=by.here, officer=officer, starts=starts, ends=ends, said_at=at
        )
        record(_said(wish))
    return wish


@command
def take_wish_back(*, wish_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Take one's own wish back. Raises DutyWish.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        own = DutyWish.objects.filter(event_id=by.here, officer__person_id=by.person_id or 0)
        wish = own.select_related("officer").get(pk=wish_id)
        record(_said(wish, back=True))
        wish.delete()


@command
def ask_overtime(
    *,
    duty_id: int,
    minutes: int = 0,
    besides: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Ask an officer for overtime on the day of a duty. Raises OvertimeDecided, Duty.DoesNotExist.

    minutes, besides: how much longer, and with which other party (its code), to tell him. The
    order of the employer; it counts only with the consent (PP 35/2021 art. 28).
    """
    with act(by=by, at=at, key=key) as record:
        duty = Duty.objects.for_change(by, duty_id)
        rules.check_can_ask_overtime(duty)
        duty.overtime_asked_at = at
        duty.save(update_fields=["overtime_asked_at"])
        person = duty.officer.person_id
        record(
            entries.OvertimeAsked(**head(duty), minutes=minutes, besides=besides),
            tell=[person] if person else [],
        )


@command
def answer_overtime(
    *, duty_id: int, agreed: bool, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Agree to overtime, or not; a consent may be taken back until the duty begins.

    Raises OvertimeNotAsked, OvertimeBegan, Duty.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        duty = _own(duty_id, by)
        rules.check_can_answer_overtime(duty, agreed=agreed)
        duty.overtime_agreed_at = at if agreed else None
        if not agreed:
            duty.overtime_asked_at = None
        duty.save(update_fields=["overtime_asked_at", "overtime_agreed_at"])
        told = coordinators(duty.event_id, at)
        record(entries.OvertimeAnswered(**head(duty), agreed=agreed), tell=told)


@command
def begin_break(
    *, duty_id: int, meal: bool = False, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Begin a break in one's own duty. Raises NotOnDuty, BreakLasts, Duty.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        duty = _own(duty_id, by)
        rules.check_can_break(duty)
        duty.pauses = [*duty.pauses, [at.isoformat(), None, meal]]
        duty.save(update_fields=["pauses"])
        record(entries.BreakNoted(**head(duty), over=False, meal=meal))


@command
def end_break(*, duty_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Come back from a break; one of less than a minute was a slip and is dropped.

    Raises NoBreak, Duty.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        duty = _own(duty_id, by)
        rules.check_on_break(duty)
        *before, (since, _open, meal) = duty.pauses
        slip = at - datetime.fromisoformat(since) < A_SLIP
        duty.pauses = before if slip else [*before, [since, at.isoformat(), meal]]
        duty.save(update_fields=["pauses"])
        record(entries.BreakNoted(**head(duty), over=True, meal=meal, slip=slip))


def _own(duty_id: int, by: Actor) -> Duty:
    """Return a duty of the person who acts, locked. Raises Duty.DoesNotExist."""
    own = Duty.objects.filter(event_id=by.here, officer__person_id=by.person_id or 0)
    return own.select_for_update(of=("self",)).get(pk=duty_id)


def _said(wish: DutyWish, *, back: bool = False) -> entries.WishSaid:
    return entries.WishSaid(
        officer_id=wish.officer_id,
        officer=wish.officer.full_name,
        person_id=wish.officer.person_id,
        starts=wish.starts,
        ends=wish.ends,
        zone=Event.objects.values_list("zone", flat=True).get(pk=wish.event_id),
        back=back,
    )
