"""What an officer passed and proved is noted."""

from datetime import date, datetime
from uuid import UUID

from narahubung.accounts.roles import Right
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.parties.models import Officer
from narahubung.training import rules
from narahubung.training.entries import CourseNoted, EvidenceNoted
from narahubung.training.models import Course, Evidence
from narahubung.training.units import units


@command
def note_evidence(
    *,
    officer_id: int,
    unit: str,
    says: str,
    met: bool,
    source: str,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Note a proof of one unit, or a gap; of one source once. Raises NoSuchUnit, DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        if unit not in units():
            raise rules.NoSuchUnit(unit=unit)
        officer = Officer.objects.visible_to(by).get(pk=officer_id)
        Evidence.objects.update_or_create(
            officer=officer,
            unit=unit,
            source=source,
            defaults={"event_id": officer.event_id, "says": says, "met": met, "at": at},
        )
        record(
            EvidenceNoted(
                officer_id=officer.pk, code=officer.code, unit=unit, met=met, source=source
            )
        )


@command
def note_course(
    *,
    officer_id: int,
    name: str,
    passed_on: date,
    expires_on: date | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Course:
    """Note that an officer passed a training. Raises ExpiresBefore; Officer.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        rules.check_days(passed_on, expires_on)
        officer = Officer.objects.visible_to(by, Right.PLAN_OFFICERS).get(pk=officer_id)
        row = Course.objects.create(
            event_id=officer.event_id,
            officer=officer,
            name=name.strip(),
            passed_on=passed_on,
            expires_on=expires_on,
            by_name=by.name,
            at=at,
        )
        record(
            CourseNoted(
                officer_id=officer.pk, code=officer.code, name=row.name, expires_on=expires_on
            )
        )
    return row
