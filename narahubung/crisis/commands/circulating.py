"""An approved report is handed out, announced, seen, confirmed."""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from narahubung.accounts.roles import Right
from narahubung.crisis import entries
from narahubung.crisis.commands.incidents import about
from narahubung.crisis.models import Copy, Report, Sending
from narahubung.crisis.readers import resolve
from narahubung.crisis.rules import circulating as rules
from narahubung.journal import feed
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.relays import commands as relays
from narahubung.relays.models import Precedence
from narahubung.relays.models import Relay as RelayRow

log = logging.getLogger(__name__)


@command
def hand_out_report(
    *,
    report_id: int,
    readers: Sequence[str],
    common: Sequence[int] = (),
    words: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Sending:
    """Hand a report out to whom `readers` mean at this second (words of `crisis.readers`).

    common: numbers of confirmed facts that all of them may know. Who has it already is left out.
    Raises NotApproved, NotConfirmed, NobodyNew; Report.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        report = Report.objects.for_change(by, report_id, Right.LEAD_CRISIS)
        rules.check_can_go_out(report, common)
        found = resolve(readers, event_id=by.here, at=at)
        for person_id in Copy.objects.filter(report=report).values_list("person_id", flat=True):
            found.pop(person_id, None)
        if not found:
            raise rules.NobodyNew
        sending = Sending.objects.create(
            event_id=report.event_id,
            report=report,
            common=sorted(set(common)),
            words=words.strip(),
            by_name=by.name,
            sent_at=at,
        )
        Copy.objects.bulk_create(
            Copy(
                event_id=report.event_id,
                sending=sending,
                report=report,
                person_id=person_id,
                why=why[:200],
            )
            for person_id, why in found.items()
        )
        told = entries.ReportHandedOut(
            **_of(report),
            sending_id=sending.pk,
            name=by.name,
            readers=len(found),
            common=tuple(sending.common),
        )
        record(told)
    return sending


@command
def announce_report(
    *, sending_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> int | None:
    """Send its readers a message that leads to it, and says nothing else. For the house.

    Returns the message's number; None where it was sent before.
    """
    sending = Sending.objects.visible_to(by).select_related("report__incident").get(pk=sending_id)
    if sending.relay_id is not None:
        return sending.relay_id
    report, slug = sending.report, sending.event.slug
    with act(by=by, at=at, key=key) as record:
        texts = [_text(language, report) for language in ("id", "en")]
        people = sending.copies.order_by("person_id").values_list("person_id", flat=True)
        sending.relay_id = relays.send(
            text=texts[0],
            translation=texts[1],
            translation_language="en",
            audience=[f"person:{pk}" for pk in people],
            precedence=Precedence.SEGERA,
            must_read_back=False,
            link=reverse("crisis:own_report", kwargs={"slug": slug, "report_id": report.pk}),
            by=by,
            at=at,
        )
        sending.save(update_fields=["relay_id"])
        record(
            entries.ReportAnnounced(**_of(report), sending_id=sending.pk, relay_id=sending.relay_id)
        )
    return sending.relay_id


@command
def confirm_report(*, report_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Say that one has read one's report. Raises ReadBefore; Copy.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        rows = Copy.objects.filter(event_id=by.here, person_id=by.person_id or 0)
        copy = rows.select_for_update(of=("self",)).get(report_id=report_id)
        if copy.acknowledged_at is not None:
            raise rules.ReadBefore
        copy.seen_at, copy.acknowledged_at = copy.seen_at or at, at
        copy.save(update_fields=["seen_at", "acknowledged_at"])
        _acknowledge(copy, by, at)
        report = Report.objects.select_related("incident").get(pk=report_id)
        read = entries.ReportRead(**_of(report), name=by.name, person_id=by.person_id or 0)
        record(read)


def book_report_seen(report_id: int, *, by: Actor, at: datetime) -> None:
    """Book that this person has the report before his eyes: no act, once."""
    unseen = Copy.objects.filter(report_id=report_id, person_id=by.person_id or 0, seen_at=None)
    if unseen.update(seen_at=at):
        incident_id = Report.objects.values_list("incident_id", flat=True).get(pk=report_id)
        feed.announce([f"reports:{incident_id}"])


def _acknowledge(copy: Copy, by: Actor, at: datetime) -> None:
    """To have read the report is to have the message."""
    relay_id = copy.sending.relay_id
    mine = RelayRow.objects.filter(pk=relay_id or 0, recipients__person_id=by.person_id or 0)
    if relay_id and mine.exists():
        try:
            relays.acknowledge(relay_id=relay_id, by=by, at=at)
        except Refusal:  # he did so on the message itself
            log.info("message %s was acknowledged before", relay_id)


def _text(language: str, report: Report) -> str:
    with override(language):
        words = _("Situation report {number} is there for you. Open it and confirm.")
        return words.format(number=report.number)


def _of(report: Report) -> dict[str, Any]:
    return {**about(report.incident), "report_id": report.pk, "report": report.number}
