"""One message to each person concerned, with all lines that are his."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import override

from narahubung.accounts.actors import actor_of
from narahubung.accounts.models import Person
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.kit.said import in_one
from narahubung.relays import commands as relays
from narahubung.relays.models import Lane, Precedence
from narahubung.relays.rules.sending import lane_of
from narahubung.ripple.models import OF_MEETING, TOLD, Notice, NoticeState, Shift, ShiftState, Wave
from narahubung.ripple.owners import Owners
from narahubung.ripple.words import line_text

_ORDER = list(TOLD)


def tell(
    wave: Wave,
    shifts: Sequence[Shift],
    owners: Owners,
    *,
    replaces: timedelta,
    by: Actor,
    at: datetime,
) -> int:
    """Send each person concerned his lines, and nobody else anything; return how many were told.

    Who made the change knows it. What somebody was told so shortly before of the same thing, newer
    word replaces. Who cannot sign in here is noted, and has no message.
    """
    concerned: dict[int, list[Shift]] = defaultdict(list)
    roles: dict[int, str] = {}
    for shift in shifts:
        for one in shift.owners if shift.state in TOLD else ():
            if one["person"] not in {None, wave.by_person}:
                concerned[one["person"]].append(shift)
                roles.setdefault(one["person"], one["as"])
    here = owners.reachable(list(concerned))
    before = _newest(wave, replaces, list(concerned))
    for person in Person.objects.filter(pk__in=concerned).order_by("pk"):
        lines = concerned[person.pk]
        notice = Notice.objects.create(
            event_id=wave.event_id, wave=wave, person=person, why=roles[person.pk][:200]
        )
        notice.shifts.set(lines)
        if person.pk in here:
            notice.relay_id = _send(wave, person, lines, before.get(person.pk), by, at)
            notice.save(update_fields=["relay_id"])
    return len(here)


def take_back(wave: Wave, *, by: Actor, at: datetime) -> None:
    """Tell everybody who was told that it is taken back: the old word is struck."""
    for notice in wave.notices.filter(state=NoticeState.TOLD).select_related("person"):
        notice.state = NoticeState.TAKEN_BACK.value
        if notice.relay_id is not None and notice.person_id != by.person_id:
            with override(notice.person.language or "id"):
                text = _("Taken back, it stands as before: {cause}").format(
                    cause=_cause(wave, notice.person, at)
                )
            notice.back_id = relays.correct(relay_id=notice.relay_id, text=text, by=by, at=at)
        notice.save(update_fields=["state", "back_id"])


def _cause(wave: Wave, person: Person, at: datetime) -> str:
    """Return the change in the language in force, as this person may know it."""
    if not wave.thing.startswith(OF_MEETING):  # everybody concerned may know it
        return in_one(wave.cause)
    return wave.cause_for(actor_of(person, event_id=wave.event_id, at=at))


def _newest(wave: Wave, within: timedelta, people: list[int]) -> dict[int, Notice]:
    """Return what these people were told of the same thing a moment ago and still stands."""
    rows = Notice.objects.filter(
        wave__event=wave.event_id,
        wave__thing=wave.thing,
        wave__at__gte=wave.at - within,
        wave__undone_at=None,
        person_id__in=people,
        state=NoticeState.TOLD,
        relay_id__isnull=False,
    )
    return {row.person_id: row for row in rows.exclude(wave=wave).order_by("pk")}


def _send(
    wave: Wave,
    person: Person,
    lines: Sequence[Shift],
    before: Notice | None,
    by: Actor,
    at: datetime,
) -> int | None:
    told = list(before.shifts.all()) if before else []
    with override(person.language or "id"):
        lines = [one for one in _joined(told, lines) if one.thing != wave.thing or _is_told(one)]
        text = "\n".join([_cause(wave, person, at), *_texts(lines)])
    if before is not None and before.relay_id is not None:
        try:
            new = relays.correct(relay_id=before.relay_id, text=text, by=by, at=at)
        except Refusal:  # it was replaced meanwhile: then it is a message of its own
            pass
        else:
            before.state = NoticeState.REPLACED.value
            before.save(update_fields=["state"])
            return new
    lane = lane_of(wave.party_id) if wave.party_id else None
    return relays.send(
        text=text,
        audience=[f"person:{person.pk}"],
        precedence=Precedence.PENTING,
        must_read_back=False,
        language=person.language or "id",
        lane=lane or Lane.OPERATIONS,
        party_id=wave.party_id,
        link=f"/e/{wave.event.slug}/ripple/{wave.pk}/",
        by=by,
        at=at,
    )


def _joined(told: Iterable[Shift], lines: Sequence[Shift]) -> list[Shift]:
    """Return the lines of both, the newer ones with the old time that people know."""
    known = {_about(one): one for one in told}
    found = {_about(one): one for one in lines}
    for name, one in known.items():
        if name not in found:
            found[name] = one
        elif found[name].old is not None:
            found[name] = _with_old(found[name], one.old)
    return sorted(found.values(), key=lambda one: _ORDER.index(ShiftState(one.state)))


def _about(shift: Shift) -> tuple[str, str, bool]:
    return shift.thing, shift.kind, shift.state == ShiftState.OTHER


def _with_old(shift: Shift, old: datetime | None) -> Shift:
    """Return a line, not stored, that counts from an older time."""
    return Shift(
        thing=shift.thing,
        kind=shift.kind,
        label=shift.label,
        zone=shift.zone,
        old=old,
        new=shift.new,
        state=shift.state,
        slack_min=shift.slack_min,
    )


def _is_told(shift: Shift) -> bool:
    """Tell whether a line of the thing that was changed says more than the change itself."""
    return shift.kind == "reaches" or shift.state != ShiftState.MOVED


def _texts(lines: Iterable[Shift]) -> list[str]:
    return [
        line_text(
            one.kind,
            one.label,
            old=one.old,
            new=one.new,
            zone_name=one.zone,
            state=one.state,
            slack_min=one.slack_min,
        )
        for one in lines
    ]
