"""Who is hurt or missing and who was told; what an embassy sees; what the press may be told."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from narahubung.accounts.roles import Right
from narahubung.crisis.models import Head, Incident, IncidentState
from narahubung.crisis.models.kin import Consent, Fate, Kin, KinCall
from narahubung.crisis.rules import kin as rules
from narahubung.crisis.rules.kin import NEED_TELLING
from narahubung.crisis.words import HEADS
from narahubung.kit.actor import Actor


@dataclass(frozen=True, kw_only=True)
class KinLine:
    """One of the family. tries: how often called; is_next: to be called now."""

    id: int
    name: str
    relation: str
    phone: str
    language: str
    tries: int
    was_reached: bool
    last_at: datetime | None
    is_next: bool


@dataclass(frozen=True, kw_only=True)
class FateLine:
    """One person. step: what comes next (kin, embassy, free, press, done); kin, condition: for
    who may see them, else empty."""

    id: int
    name: str
    party: str
    state: str
    word: str
    kin_consent: str
    embassy_consent: str
    press_consent: str
    consents: Sequence[str]
    heard: str
    caller: str
    next_try_at: datetime | None
    is_try_due: bool
    kin: Sequence[KinLine]
    kin_told_at: datetime | None
    kin_told_by: str
    kin_none: str
    kin_settled: bool
    embassy_told_at: datetime | None
    embassy_told_by: str
    embassy_told_to: str
    embassy_none: str
    free_at: datetime | None
    embassy_settled: bool
    may_be_named: bool
    condition: str


@dataclass(frozen=True, kw_only=True)
class KinBoard:
    """All of an incident, the untold families first. missing: not taken up yet, (head, name)."""

    number: int
    fates: Sequence[FateLine]
    missing: Sequence[tuple[int, str, str, str]]
    sees_kin: bool
    sees_health: bool
    may_lead: bool


@dataclass(frozen=True, kw_only=True)
class National:
    """One of an embassy's own people, as the embassy sees it."""

    name: str
    party: str
    word: str
    where: str
    seen_at: datetime | None
    kin_told_at: datetime | None
    may_speak: bool


def kin_board(*, number: int, by: Actor, at: datetime) -> KinBoard:
    """Return it, for who sees families or medical notes. Raises Incident.DoesNotExist."""
    right = Right.SEE_KIN if by.may(Right.SEE_KIN) else Right.SEE_MEDICAL
    row = Incident.objects.visible_to(by, right).get(number=number)
    heads = {head.member_id: head for head in _heads(row)}
    rows = Fate.objects.visible_to(by, right).filter(incident=row)
    fates = list(rows.select_related("member", "party").order_by("pk"))
    kin = _kin(fates) if by.may(Right.SEE_KIN) else {}
    lines = [_line(fate, heads.get(fate.member_id), kin.get(fate.pk, []), by, at) for fate in fates]
    lines.sort(key=lambda one: (one.kin_settled, one.embassy_settled, one.may_be_named))
    taken = {fate.member_id for fate in fates}
    return KinBoard(
        number=row.number,
        fates=lines,
        missing=[
            (head.pk, head.member.full_name, head.party.code, str(HEADS[head.state]))
            for head in heads.values()
            if head.state in NEED_TELLING and head.member_id not in taken
        ]
        if by.may(Right.SEE_KIN)
        else [],
        sees_kin=by.may(Right.SEE_KIN),
        sees_health=by.may(Right.SEE_MEDICAL),
        may_lead=by.may(Right.LEAD_CRISIS),
    )


def nationals(*, by: Actor) -> list[National]:
    """Return what an embassy's focal point may know: own people who did not say no to it."""
    rows = Fate.objects.visible_to(by, Right.SEE_NATIONALS).exclude(
        incident__state=IncidentState.CLOSED
    )
    rows = rows.filter(embassy__in=(Consent.GIVEN, Consent.UNABLE))
    found = []
    for fate in rows.select_related("member", "party", "incident").order_by("pk"):
        head = Head.objects.filter(roll__incident=fate.incident, member=fate.member_id)
        last = head.order_by("-roll_id").first()
        found.append(
            National(
                name=fate.member.full_name,
                party=fate.party.code,
                word=str(HEADS[last.state]) if last else "",
                where=last.now_at if last else "",
                seen_at=last.seen_at if last else None,
                kin_told_at=fate.kin_told_at,
                may_speak=fate.free_at is not None,
            )
        )
    return found


def may_be_named(*, member_id: int, by: Actor) -> bool:
    """Tell whether what befell this person may be told to the press yet: yes or no, never why.

    Whoever is hurt or missing in the last roll call of an open incident, or was taken up, needs
    family, embassy and consent first; about anybody else there is nothing to keep back. For the
    room of the media desk: its people see neither names of families nor health.
    """
    fates = Fate.objects.filter(event_id=by.here, member_id=member_id)
    for fate in fates.exclude(incident__state=IncidentState.CLOSED):
        if not rules.may_be_named(fate):
            return False
    taken = fates.values("incident_id")
    heads = Head.objects.filter(event_id=by.here, member_id=member_id, state__in=NEED_TELLING)
    open_heads = heads.exclude(roll__incident__state=IncidentState.CLOSED)
    return not open_heads.exclude(roll__incident_id__in=taken).exists()


def _heads(row: Incident) -> list[Head]:
    roll = row.rolls.order_by("-pk").first()
    if roll is None:
        return []
    return list(Head.objects.filter(roll=roll).select_related("member", "party").order_by("pk"))


def _kin(fates: Sequence[Fate]) -> dict[int, list[KinLine]]:
    """Return the family by fate, in their order, with what was tried for this fate."""
    of = {fate.member_id: fate for fate in fates}
    calls: dict[int, list[KinCall]] = defaultdict(list)
    for call in KinCall.objects.filter(fate__in=fates).order_by("at"):
        calls[call.kin_id].append(call)
    found: dict[int, list[KinLine]] = defaultdict(list)
    for kin in Kin.objects.filter(member_id__in=of).order_by("member_id", "order"):
        fate, tried = of[kin.member_id], calls[kin.pk]
        lines = found[fate.pk]
        lines.append(
            KinLine(
                id=kin.pk,
                name=kin.name,
                relation=kin.relation,
                phone=kin.phone,
                language=kin.language,
                tries=len(tried),
                was_reached=any(call.reached for call in tried),
                last_at=tried[-1].at if tried else None,
                is_next=not tried and all(line.tries for line in lines),
            )
        )
    return found


def _line(
    fate: Fate, head: Head | None, kin: Sequence[KinLine], by: Actor, at: datetime
) -> FateLine:
    return FateLine(
        id=fate.pk,
        name=fate.member.full_name,
        party=fate.party.code,
        state=head.state if head else "",
        word=str(HEADS[head.state]) if head else "",
        kin_consent=fate.get_kin_display(),
        embassy_consent=fate.get_embassy_display(),
        press_consent=fate.get_press_display(),
        consents=(fate.kin, fate.embassy, fate.press),
        heard=fate.consent_heard if by.may(Right.SEE_KIN) else "",
        caller=fate.caller,
        next_try_at=fate.next_try_at,
        is_try_due=fate.next_try_at is not None and fate.next_try_at <= at,
        kin=kin,
        kin_told_at=fate.kin_told_at,
        kin_told_by=fate.kin_told_by,
        kin_none=fate.kin_none,
        kin_settled=rules.is_family_settled(fate),
        embassy_told_at=fate.embassy_told_at,
        embassy_told_by=fate.embassy_told_by,
        embassy_told_to=fate.embassy_told_to,
        embassy_none=fate.embassy_none,
        free_at=fate.free_at,
        embassy_settled=rules.is_embassy_settled(fate),
        may_be_named=rules.may_be_named(fate),
        condition=fate.condition if by.may(Right.SEE_MEDICAL) else "",
    )
