"""Blank badges for one day: made beforehand, given to a person by two people."""

from datetime import date, datetime
from uuid import UUID

from narahubung.access import entries
from narahubung.access.commands.badges import new_badges
from narahubung.access.models import Badge, BadgeState, Category, DayUse, DayUseState
from narahubung.access.rules import badges as rules
from narahubung.access.rules.people import StandsOtherwise, check_can_accredit
from narahubung.access.words import DAY_USES
from narahubung.accounts.models import Event
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor


@command
def make_blanks(*, count: int, by: Actor, at: datetime, key: UUID | None = None) -> list[Badge]:
    """Make blank badges, numbered, to be printed before the power fails. Raises TooMany."""
    with act(by=by, at=at, key=key) as record:
        check_can_accredit(by)
        if not 1 <= count <= rules.MOST_BLANKS:
            raise rules.TooMany(most=rules.MOST_BLANKS)
        event = Event.objects.select_for_update(of=("self",)).get(pk=by.here)
        made = new_badges(event, count, at)
        for row in made:
            row.state, row.printed_at = BadgeState.PRINTED.value, at
        Badge.objects.bulk_create(made)
        record(entries.BlanksMade(first=made[0].serial, last=made[-1].serial, name=by.name))
    return made


@command
def activate_blank(
    *,
    badge_id: int,
    on: date,
    full_name: str,
    organisation: str = "",
    identity: str,
    category_id: int,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> DayUse:
    """Give a blank badge to a person for one day; a second person confirms. identity: ID shown.

    Raises NotYours, NobodyNamed, NotBlank, StandsOtherwise, TakenToday.
    """
    with act(by=by, at=at, key=key) as record:
        check_can_accredit(by)
        if not full_name.strip() or not identity.strip():
            raise rules.NobodyNamed
        badge = Badge.objects.for_change(by, badge_id)
        rules.check_blank(badge, on)
        row = DayUse.objects.create(
            event_id=by.here,
            badge=badge,
            on=on,
            full_name=full_name.strip(),
            organisation=organisation.strip(),
            identity=identity.strip(),
            category=Category.objects.visible_to(by).get(pk=category_id),
            first_at=at,
            first_by_id=by.person_id,
            first_by_name=by.name,
        )
        record(entries.BlankAsked(use_id=row.pk, serial=badge.serial, name=by.name))
    return row


@command
def confirm_blank(*, use_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Confirm it as the second person: from now on the badge is valid, that day.

    Raises NotYours, SamePerson, StandsOtherwise.
    """
    with act(by=by, at=at, key=key) as record:
        row = _row(use_id, by)
        rules.check_second(row, by)
        row.state, row.second_at, row.second_by_name = DayUseState.ACTIVE.value, at, by.name
        row.save()
        record(entries.BlankActivated(use_id=row.pk, serial=row.badge.serial, name=by.name))


@command
def end_blank(*, use_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Take it back: it was returned, or was a slip. Raises NotYours, StandsOtherwise."""
    with act(by=by, at=at, key=key) as record:
        row = _row(use_id, by)
        if row.state == DayUseState.ENDED:
            raise StandsOtherwise(state=DAY_USES[row.state])
        row.state, row.ended_at = DayUseState.ENDED.value, at
        row.save()
        record(entries.BlankEnded(use_id=row.pk, serial=row.badge.serial, name=by.name))


def _row(use_id: int, by: Actor) -> DayUse:
    check_can_accredit(by)
    row: DayUse = DayUse.objects.for_change(by, use_id)
    return row
