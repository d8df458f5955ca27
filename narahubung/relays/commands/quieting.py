"""An event is made quiet, and let speak again; one message is let through meanwhile."""

from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, QuerySet

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.relays.entries.quieting import QuietBegun, QuietEnded, RelayLetThrough
from narahubung.relays.models import Delivery, DeliveryState, Precedence, Quiet, Recipient, Relay
from narahubung.relays.rules import delivering, quieting
from narahubung.relays.rules.states import answer_due, owing

ORDINARY = [one for one in Precedence if one not in delivering.LOUD]


@command
def begin_quiet(*, why: str, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Let ordinary messages and notices wait from now on. Where it is quiet, nothing changes.

    why: in both languages (`kit.said.both_languages`). Raises MayNotLift, WhyThrough;
    IsQuiet where somebody else was faster.
    """
    quieting.check_can_lift(by)
    quieting.check_why(why)
    if _now(by.here):
        return
    with act(by=by, at=at, key=key) as record:
        # The event's row, so that of two who do so at once the second finds it done.
        Event.objects.select_for_update(of=("self",)).get(pk=by.here)
        if _now(by.here):
            raise quieting.IsQuiet
        Quiet.objects.create(event_id=by.here, since=at, why=why.strip())
        record(QuietBegun(why=why.strip()))


@command
def end_quiet(*, by: Actor, at: datetime, key: UUID | None = None) -> int:
    """Let go what waited; return how many messages were sent meanwhile. Raises MayNotLift.

    Clocks of answers stood still; they run from now. Where it is not quiet, nothing changes. Raises
    IsNotQuiet where somebody else was faster.
    """
    quieting.check_can_lift(by)
    if not _now(by.here):
        return 0
    with act(by=by, at=at, key=key) as record:
        Event.objects.select_for_update(of=("self",)).get(pk=by.here)
        row = _now(by.here)
        if row is None:
            raise quieting.IsNotQuiet
        waited = Relay.objects.filter(
            event_id=by.here, precedence__in=ORDINARY, goes_through=False, sent_at__gte=row.since
        )
        row.lifted_at, row.held = at, waited.count()
        row.save(update_fields=["lifted_at", "held"])
        _go_on(Recipient.objects.filter(relay__event_id=by.here), at)
        _keep_one_notice(by.here, row.since)
        record(QuietEnded(held=row.held))
    return row.held


@command
def let_through(
    *, relay_id: int, why: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Let one message go out all the same, with the reason on record.

    Raises MayNotLift, WhyThrough, NotHeld; Relay.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        quieting.check_can_lift(by)
        relay = Relay.objects.for_change(by, relay_id, Right.LEAD_CRISIS)
        quieting.check_why(why)
        if not quieting.is_held(relay, _now(relay.event_id)):
            raise quieting.NotHeld
        relay.goes_through = True
        relay.save(update_fields=["goes_through"])
        _go_on(relay.recipients.all(), at)
        record(
            RelayLetThrough(
                relay_id=relay.pk,
                code=relay.code,
                sender_id=relay.sender_id,
                party_id=relay.party_id,
                name=by.name,
                why=why.strip(),
                person_ids=tuple(relay.recipients.values_list("person_id", flat=True)),
            )
        )


def _now(event_id: int) -> Quiet | None:
    return Quiet.objects.filter(event_id=event_id, lifted_at=None).first()


def _go_on(people: QuerySet[Recipient], at: datetime) -> None:
    """Give word of ordinary messages, and who still owes an answer, the whole time from now."""
    for precedence in ORDINARY:
        due = answer_due(precedence, at)
        rows = people.filter(owing(), relay__precedence=precedence, answer_due_at__lt=due)
        Recipient.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).update(
            answer_due_at=due
        )
        waiting = Delivery.objects.filter(
            state=DeliveryState.QUEUED,
            precedence=precedence,
            relay__in=people.values("relay"),
            relay__expires_at=None,
        )
        waiting.update(expires_at=delivering.expires(precedence, at, None))


def _keep_one_notice(event_id: int, since: datetime) -> None:
    """Of the notices that waited for one address, send the newest: they all say the same."""
    waiting = Delivery.objects.filter(
        event_id=event_id,
        relay=None,
        test=None,
        state=DeliveryState.QUEUED,
        precedence=Precedence.BIASA,
        queued_at__gte=since,
    )
    many = waiting.values("address_id").annotate(n=Count("pk"), last=Max("pk")).filter(n__gt=1)
    for address_id, last in many.values_list("address_id", "last"):
        waiting.filter(address_id=address_id, pk__lt=last).update(
            state=DeliveryState.DROPPED.value, next_try_at=None
        )
