"""A report goes to the UPG and to the KPK, is decided on, and is reminded of."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from narahubung.accounts.models import Event
from narahubung.gifts import entries
from narahubung.gifts.commands.declaring import about
from narahubung.gifts.knowing import keepers, ruling_of, terms_of
from narahubung.gifts.models import Decision, Declaration, DeclarationText, Whereabout
from narahubung.gifts.rules import reporting as rules
from narahubung.gifts.rules.deadlines import reminder_due
from narahubung.gifts.rules.declaring import check_keeper, check_own_or_keeper
from narahubung.journal.acting import Record, act, command
from narahubung.kit.actor import Actor

# Whose it is by which decision; where it lies is known already for the third.
_WHOSE = {
    Decision.STATE.value: Whereabout.STATE.value,
    Decision.OWNER.value: Whereabout.OWNER.value,
}


@command
def note_upg(
    *,
    declaration_id: int,
    on: date,
    number: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Note that it was reported to the institution's gratification unit (UPG), on which day.

    Raises NotYours, SentBefore, WrongDay; Declaration.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = _to_send(declaration_id, by)
        rules.check_upg(row, on, _received(row), _today(row, at))
        row.upg_on, row.upg_number = on, number.strip()
        _send(row, "upg", on, record, by, at)


@command
def note_kpk(
    *,
    declaration_id: int,
    on: date,
    number: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Note that it was reported to the KPK, on which day, under which number.

    Raises NotYours, SentBefore, WrongDay; Declaration.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = _to_send(declaration_id, by)
        rules.check_kpk(row, on, _received(row), _today(row, at))
        row.kpk_on, row.kpk_number = on, number.strip()
        _send(row, "kpk", on, record, by, at)


@command
def note_decision(
    *,
    declaration_id: int,
    decision: str,
    on: date,
    number: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Note what the KPK decided; state property and the receiver's are then its state.

    Raises NotYours, NotSentYet, SentBefore, NotDecided, WrongDay; Declaration.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        check_keeper(by)
        row = Declaration.objects.for_change(by, declaration_id)
        rules.check_decision(row, decision, on, _today(row, at))
        row.decision, row.decided_on, row.decision_number = decision, on, number.strip()
        row.state = _WHOSE.get(decision, row.state)
        row.save(update_fields=["decision", "decided_on", "decision_number", "state"])
        told = entries.GiftDecided(**about(row, by), decision=decision, on=on)
        record(told, tell=_others(row, by, at))


@command
def remind_gift(*, declaration_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Leave word, once for each day of the setting, that a report is not sent yet.

    To who received it and who keeps the register. Of days that passed unseen only the last counts.
    Raises NothingToRemind; Declaration.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = Declaration.objects.for_change(by, declaration_id)
        text = _text(row)
        terms, event = terms_of(row.event_id), Event.objects.get(pk=row.event_id)
        ruling = ruling_of(row, text, text.value, terms, today=_today(row, at), zone=event.zone)
        day = reminder_due(ruling.due, terms.reminder_days, row.reminded)
        if not day:
            raise rules.NothingToRemind
        row.reminded = day
        row.save(update_fields=["reminded"])
        people = sorted({*keepers(row.event_id, at), row.person_id})
        record(entries.GiftReminded(**about(row, by), day=day), tell=people)


def _to_send(declaration_id: int, by: Actor) -> Declaration:
    row = Declaration.objects.for_change(by, declaration_id)
    check_own_or_keeper(row, by)
    return row


def _send(row: Declaration, to: str, on: date, record: Record, by: Actor, at: datetime) -> None:
    row.save(update_fields=[f"{to}_on", f"{to}_number"])
    record(entries.GiftSent(**about(row, by), to=to, on=on), tell=_others(row, by, at))


def _text(row: Declaration) -> DeclarationText:
    text = row.texts.order_by("-version").first()
    assert text is not None  # noqa: S101 -- a declaration is made with its first text
    return text


def _zone(row: Declaration) -> ZoneInfo:
    return ZoneInfo(Event.objects.values_list("zone", flat=True).get(pk=row.event_id))


def _received(row: Declaration) -> date:
    return _text(row).received_at.astimezone(_zone(row)).date()


def _today(row: Declaration, at: datetime) -> date:
    return at.astimezone(_zone(row)).date()


def _others(row: Declaration, by: Actor, at: datetime) -> list[int]:
    people = {*keepers(row.event_id, at), row.person_id} - {by.person_id}
    return sorted(one for one in people if one)
