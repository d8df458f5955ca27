"""What commands and queries both ask: who keeps the register, the event's terms, its holidays."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from narahubung.accounts.models import Event, Reach
from narahubung.accounts.roles import ROLES, Right
from narahubung.gifts.law import Case, HouseRule, Judgement, Version, every_year, judge, version_on
from narahubung.gifts.models import (
    Declaration,
    DeclarationText,
    Direction,
    GiftTerms,
    Holiday,
)
from narahubung.gifts.rules.deadlines import Deadlines, OpenDays, Stage, deadlines, reminder_due
from narahubung.gifts.rules.declaring import amount_of
from narahubung.gifts.rules.reporting import REMINDERS


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What holds in an event. reminder_days: working days of 30."""

    limit_idr: int
    hand_in_days: int
    joint_leave_is_off: bool
    reminder_days: tuple[int, ...]
    upg: str
    days: OpenDays

    @property
    def house(self) -> HouseRule:
        """Return the organiser's own rule."""
        return HouseRule(limit_idr=self.limit_idr)


def terms_of(event_id: int) -> Terms:
    """Return the terms of an event; what nobody set is as usual. Two queries."""
    row = GiftTerms.objects.filter(event_id=event_id).first() or GiftTerms(event_id=event_id)
    closed = list(Holiday.objects.filter(event_id=event_id))
    years = {one.on.year for one in closed}
    return Terms(
        limit_idr=row.limit_idr,
        hand_in_days=row.hand_in_days,
        joint_leave_is_off=row.joint_leave_is_off,
        reminder_days=tuple(row.reminder_days or REMINDERS),
        upg=row.upg,
        days=OpenDays(
            holidays=frozenset(one.on for one in closed if not one.is_joint_leave),
            joint=frozenset(one.on for one in closed if one.is_joint_leave),
            joint_is_off=row.joint_leave_is_off,
            fixed=frozenset(on for year in years for on, _name in every_year(year)),
        ),
    )


def keepers(event_id: int, at: datetime) -> list[int]:
    """Return the people who keep the register. One query."""
    roles = [code for code, role in ROLES.items() if Right.KEEP_GIFTS in role.everywhere]
    rows = Reach.objects.in_force(at).filter(event_id=event_id, role__in=roles)
    return sorted(set(rows.values_list("person_id", flat=True)))


def reporters(event_id: int, at: datetime) -> dict[int, str]:
    """Return who may have been given something and declares it, by number. One query."""
    roles = [
        code for code, role in ROLES.items() if Right.REPORT_GIFT in role.everywhere | role.within
    ]
    rows = Reach.objects.in_force(at).filter(event_id=event_id, role__in=roles)
    return {row.person_id: str(row.person) for row in rows.select_related("person")}


def texts_of(rows: Iterable[Declaration]) -> dict[int, list[DeclarationText]]:
    """Return the texts of declarations, the newest first. One query; nothing sealed is read."""
    found: dict[int, list[DeclarationText]] = {}
    texts = DeclarationText.objects.filter(declaration__in=[row.pk for row in rows])
    for text in texts.defer(*DeclarationText.sealed).order_by("-version"):
        found.setdefault(text.declaration_id, []).append(text)
    return found


def values_of(text_ids: Iterable[int]) -> dict[int, DeclarationText]:
    """Return the sealed fields of texts, by number. One query."""
    rows = DeclarationText.objects.filter(pk__in=list(text_ids))
    return rows.only("declaration_id", *DeclarationText.sealed).in_bulk()


def reminders(event: Event, at: datetime) -> list[int]:
    """Return the declarations of which word is to be left now. Four queries; no write."""
    rows = Declaration.objects.filter(
        event=event, direction=Direction.RECEIVED, upg_on=None, kpk_on=None, decided_on=None
    )
    found, terms = list(rows.order_by("pk")), terms_of(event.pk)
    texts, today = texts_of(found), at.astimezone(ZoneInfo(event.zone)).date()
    newest = {row.pk: texts[row.pk][0] for row in found if row.pk in texts}
    values = values_of(text.pk for text in newest.values())
    due = []
    for row in found:
        if text := newest.get(row.pk):
            value = values[text.pk].value
            ruling = ruling_of(row, text, value, terms, today=today, zone=event.zone)
            if reminder_due(ruling.due, terms.reminder_days, row.reminded):
                due.append(row.pk)
    return due


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """What a rule makes of a declaration, under which version, and what is due."""

    judgement: Judgement
    version: Version
    due: Deadlines
    received_on: date


def ruling_of(
    row: Declaration, text: DeclarationText, value: str, terms: Terms, *, today: date, zone: str
) -> Ruling:
    """Return what holds for a declaration today. value: "" where it is not to be read."""
    received = text.received_at.astimezone(ZoneInfo(zone)).date()
    version, amount = version_on(received), amount_of(value) if value else None
    in_rupiah = text.currency == "IDR" and amount is not None
    case = Case(
        direction=row.direction,
        kind=text.kind,
        recipient=text.recipient_kind,
        outcome=text.outcome,
        employment=text.employment,
        setting=text.setting,
        is_general=text.is_general,
        value_idr=int(amount or Decimal(0)) if in_rupiah else None,
        is_foreign=amount is not None and not in_rupiah,
    )
    found = judge(case, version, terms.house)
    stage = Stage(
        received_on=received,
        state=row.state,
        upg_on=row.upg_on,
        kpk_on=row.kpk_on,
        decided_on=row.decided_on,
    )
    due = deadlines(found, stage, version, terms.days, today=today, hand_in_days=terms.hand_in_days)
    return Ruling(judgement=found, version=version, due=due, received_on=received)
