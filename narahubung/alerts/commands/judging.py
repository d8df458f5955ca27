"""A person says whether a warning is to be believed; then those whom it touches are told."""

import logging
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from narahubung.accounts.roles import Right
from narahubung.alerts import cap, entries
from narahubung.alerts.chaining import had
from narahubung.alerts.concerned import here, who_may, who_serves
from narahubung.alerts.models import Alert, AlertState
from narahubung.alerts.reading import told
from narahubung.alerts.rules import warnings as rules
from narahubung.alerts.touching import impact_of, parties_in, trips_in
from narahubung.alerts.words import EXERCISE, MSG_TYPES, RESPONSE
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.kit.zones import clock_text, zone
from narahubung.relays import commands as relays
from narahubung.relays.models import Precedence, Recipient

log = logging.getLogger(__name__)
S = AlertState


@command
def verify_alert(*, alert_id: int, by: Actor, at: datetime, key: UUID | None = None) -> int:
    """Say that it is what it says it is; return how many were told.

    Told are the officers of the delegations within its area while it holds, at most twelve hours
    ahead, the drivers of their drives, and who was told of the one that it updates or cancels. Of
    one whose scope is Private: who leads, and nobody else.
    Raises IsDecided, IsNotReal, IsReal, IsOver, NothingToCancel; Alert.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = Alert.objects.for_change(by, alert_id, Right.LEAD_CRISIS)
        rules.check_can_verify(row, at)
        row.state = S.VERIFIED.value
        row.decided_by_name, row.decided_at = by.name, at
        _settle(row)
        found = impact_of(row, at)
        parties = parties_in(found)
        people = had(row)
        if told(row.raw).alert.scope == cap.Scope.PRIVATE:  # for those it names: who leads here
            people += who_may(Right.LEAD_CRISIS, row.event_id, at)
        else:
            people += who_serves(parties, trips_in(found), event_id=row.event_id, at=at)
            people += who_may(Right.LEAD_CRISIS, row.event_id, at) if parties else []
        tell(row, people, by=by, at=at)
        row.save()
        told_ = entries.WarningVerified(
            alert_id=row.pk, headline=row.headline, told=row.told, parties=len(parties)
        )
        record(told_)
    return row.told


@command
def dismiss_alert(
    *, alert_id: int, why: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Say that it is not for us, or not to be believed, and why.

    Raises IsDecided, NeedsAReason; Alert.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = Alert.objects.for_change(by, alert_id, Right.LEAD_CRISIS)
        rules.check_open(row)
        rules.check_reason(why)
        row.state, row.decided_why = S.DISMISSED.value, why.strip()
        row.decided_by_name, row.decided_at = by.name, at
        row.save(update_fields=["state", "decided_why", "decided_by_name", "decided_at"])
        record(
            entries.WarningDismissed(alert_id=row.pk, headline=row.headline, why=row.decided_why)
        )


def tell(row: Alert, people: Iterable[int], *, by: Actor, at: datetime) -> None:
    """Send it to these people; the row notes by which message, and how many. Within an act.

    What it says is its sender's word: it goes as it is, with the name of who said it.
    """
    others = [each for each in dict.fromkeys(people) if each != by.person_id]
    audience = here(others, event_id=row.event_id, at=at)
    if not audience:
        return
    alert = told(row.raw).alert
    try:
        row.relay_id = relays.send(
            text=text_in("id", row, alert),
            translation=text_in("en", row, alert),
            translation_language="en",
            audience=audience,
            precedence=_precedence(row),
            must_read_back=False,
            said_by=(_sender_name(alert) or row.sender)[:200],
            expires_at=row.expires_at if row.expires_at and row.expires_at > at else None,
            by=by,
            at=at,
        )
    except Refusal as refusal:  # it stands on the page all the same, with nobody told
        log.warning("warning %s was not sent: %s", row.pk, refusal.code)
        return
    row.told = Recipient.objects.filter(relay_id=row.relay_id).count()


def text_in(language: str, row: Alert, alert: cap.Alert) -> str:
    """Return what people read: the best block for that language, and what to do."""
    with override(language):
        info = alert.info_in(language, "en", "id")
        lines = [_first_line(row)]
        if info is not None:
            lines += [(info.headline or info.event)[:300], info.description[:600]]
            lines += [_do(info), info.instruction[:600]]
        if row.area_text:
            lines.append(_("Where: {area}").format(area=row.area_text))
        if row.expires_at:
            until = _until(row.expires_at, row.event.zone)
            lines.append(_("Until: {until}").format(until=until))
        if alert.scope == cap.Scope.PRIVATE:
            lines.append(_("For those whom it names only: do not pass it on."))
    return "\n".join(dict.fromkeys(line.strip() for line in lines if line.strip()))


def _first_line(row: Alert) -> str:
    word = str(MSG_TYPES.get(row.msg_type, MSG_TYPES["Alert"])).upper()
    return word if row.is_real else f"{EXERCISE} {word}"


def _do(info: cap.Info) -> str:
    words = [str(RESPONSE[each]) for each in info.response_types if each != "None"]
    return _("To do: {what}").format(what=", ".join(words)) if words else ""


def _precedence(row: Alert) -> str:
    if row.msg_type == "Cancel":
        return Precedence.SEGERA
    is_bad = row.severity in {"Extreme", "Severe"} or row.urgency == "Immediate"
    return Precedence.KILAT if is_bad else Precedence.SEGERA


def _sender_name(alert: cap.Alert) -> str:
    return next((info.sender_name for info in alert.infos if info.sender_name), "")


def _settle(row: Alert) -> None:
    """What it updates or cancels no longer stands; within the act."""
    after = {"Update": S.REPLACED, "Cancel": S.CANCELLED}.get(row.msg_type)
    before = row.refers
    if after is None or before is None or before.state == S.DISMISSED:
        return
    before.state = after.value
    before.save(update_fields=["state"])


def _until(moment: datetime, zone_name: str) -> str:
    local = moment.astimezone(zone(zone_name))
    return f"{local:%d.%m.} {clock_text(moment, zone_name)}"
