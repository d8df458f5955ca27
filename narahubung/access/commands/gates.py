"""What happened at a gate is noted: a fact, never refused, however late it comes."""

from datetime import datetime
from uuid import UUID

from narahubung.access import codes, entries, keys
from narahubung.access.commands.pass_backs import look_for_pass_backs
from narahubung.access.judging import RED, Verdict, judge
from narahubung.access.listing import gate_list
from narahubung.access.mirror import served_by
from narahubung.access.models import Badge, Gate, Passage
from narahubung.access.rules.people import NotYours
from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.journal.acting import act, command
from narahubung.kit import clock
from narahubung.kit.actor import Actor
from narahubung.parties.models import Party


@command
def pass_gate(  # noqa: PLR0913 -- what a scan tells
    *,
    gate_id: int,
    scanned: str,
    check: str,
    admitted: bool,
    shown: str = "",
    supervisor: str = "",
    why: str = "",
    list_at: datetime | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Passage:
    """Note one scan: what the phone showed, and what the keeper did.

    scanned: the text of the code, or the number that was typed. shown: colour:reason. at: of the
    scan. Raises NotYours; Gate.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        if not by.may(Right.KEEP_GATE) and "house" not in by.roles:
            raise NotYours
        gate = Gate.objects.visible_to(by).select_related("zone").get(pk=gate_id)
        event = Event.objects.get(pk=by.here)
        badge, verdict = judged(gate, event, scanned, check=check, at=at)
        holder = badge.accreditation if badge else None
        officer_id = holder.officer_id if holder else None
        row = Passage.objects.create(
            event=event,
            gate=gate,
            zone=gate.zone,
            badge=badge,
            party_id=holder.party_id if holder else None,
            officer_id=officer_id,
            check_type=check,
            admitted=admitted,
            shown=shown[:30],
            judged=str(verdict),
            supervisor=supervisor.strip()[:200],
            why=why.strip()[:300],
            at=at,
            known_at=clock.now(),  # as the act's own: when the server learned it
            list_at=list_at,
            by_name=by.name,
        )
        if officer_id is not None:
            on = [x for x in served_by(event.pk, at).get(officer_id, ()) if x.covers(at)]
            row.party_id = on[0].party_id if on else None
            row.save(update_fields=["party"])
        record(
            entries.Passed(
                party_id=row.party_id,
                passage_id=row.pk,
                gate_id=gate.pk,
                gate=gate.code,
                serial=badge.serial if badge else 0,
                check=check,
                admitted=admitted,
                judged=row.judged,
                supervisor=row.supervisor,
                name=by.name,
            )
        )
        look_for_pass_backs(row, record)
    return row


@command
def renew_gate_lists(
    *, party_id: int | None, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Tell the gates' phones that who may pass has changed."""
    with act(by=by, at=at, key=key) as record:
        if party_id is not None:
            Party.objects.visible_to(by, Right.SEE_ACCESS).get(pk=party_id)
        record(entries.ListsChanged(party_id=party_id))


def judged(
    gate: Gate, event: Event, scanned: str, *, check: str, at: datetime
) -> tuple[Badge | None, Verdict]:
    """Return whose badge it is and what the server says of it, at that moment."""
    serial = number_in(scanned)
    rows = Badge.objects.filter(event=event).select_related("accreditation")
    if serial is not None:
        badge = rows.filter(serial=serial).first()
    else:
        public = {name: key.public for name, key in keys.by_id().items()}
        read = codes.read(scanned, event_id=event.pk, keys=public)
        if read.fault:
            return None, Verdict(colour=RED, reason=read.fault)
        badge = rows.filter(serial=read.serial, digest=codes.digest_of(scanned)).first()
    if badge is None:
        return None, Verdict(colour=RED, reason="unknown")
    known = gate_list(gate, event, at, badges=[badge.pk])
    return badge, judge(known, badge.digest, check=check, now=at)


def number_in(scanned: str) -> int | None:
    """Return the badge number where one was typed instead of scanned."""
    text = scanned.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else None
