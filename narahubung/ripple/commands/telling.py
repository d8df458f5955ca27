"""One message to each person concerned, with all lines that are his."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from narahubung.accounts.actors import actor_of
from narahubung.accounts.models import Person
from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.kit.said import in_one
from narahubung.parties.models import Party
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
    codes = dict(Party.objects.filter(event=wave.event_id).values_list("pk", "code"))
    for person in Person.objects.filter(pk__in=concerned).order_by("pk"):
        lines = concerned[person.pk]
        notice = Notice.objects.create(
            event_id=wave.event_id, wave=wave, person=person, why=roles[person.pk][:200]
        )
        notice.shifts.set(lines)
        if person.pk in here:
            words = before.get(person.pk, [])
            notice.relay_id = _send(wave, person, lines, words, codes, by, at)
            notice.save(update_fields=["relay_id"])
    return len(here)


def take_back(wave: Wave, *, by: Actor, at: datetime) -> None:
    """Tell everybody who was told that it is taken back: the old word is struck."""
    for notice in wave.notices.filter(state=NoticeState.TOLD).select_related("person"):
        notice.state = NoticeState.TAKEN_BACK.value
        if notice.relay_id is not None and notice.person_id != by.person_id:
            with override(notice.person.language or "id"):
                text = _("Taken back, it stands as before: {cause}").format(
                    cause=cause_told(wave, notice.person, at)
                )
            try:
                notice.back_id = relays.correct(relay_id=notice.relay_id, text=text, by=by, at=at)
            except Refusal:  # somebody corrected it by hand meanwhile: then it is one of its own
                notice.back_id = write_to(wave, notice.person, text, by=by, at=at)
        notice.save(update_fields=["state", "back_id"])


def about(wave: Wave, repair: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return what every entry says of a wave, or of one of its repairs."""
    reads = [*wave.outcome.get("reads", ()), *((repair or {}).get("reads", ()))]
    return {
        "wave_id": wave.pk,
        "thing": wave.thing,
        "cause": wave.cause,
        "party_id": wave.party_id,
        "meets": any(right == Right.SEE_MEETINGS for right, _party in reads)
        or wave.thing.startswith(OF_MEETING),
    }


def cause_told(wave: Wave, person: Person, at: datetime) -> str:
    """Return the change in the language in force, as this person may know it."""
    if not about(wave)["meets"]:  # everybody concerned may know it
        return in_one(wave.cause)
    return wave.cause_for(actor_of(person, event_id=wave.event_id, at=at))


def _newest(wave: Wave, within: timedelta, people: list[int]) -> dict[int, list[Notice]]:
    """Return what these people were told of the same thing a moment ago and still stands, each with
    the words before it that it had replaced itself, the newest first.
    """
    rows = Notice.objects.filter(
        wave__event=wave.event_id,
        wave__thing=wave.thing,
        person_id__in=people,
        relay_id__isnull=False,
    ).select_related("wave")
    words: dict[int, list[Notice]] = defaultdict(list)
    for row in rows.exclude(wave=wave).order_by("-pk"):
        words[row.person_id].append(row)
    found = {}
    for person_id, mine in words.items():
        first, *rest = mine
        if first.state == NoticeState.TOLD and first.wave.at >= wave.at - within:
            replaced = takewhile(lambda one: one.state == NoticeState.REPLACED, rest)
            found[person_id] = [first, *replaced]
    return found


def _send(
    wave: Wave,
    person: Person,
    lines: Sequence[Shift],
    words: Sequence[Notice],
    codes: Mapping[int, str],
    by: Actor,
    at: datetime,
) -> int:
    told = [list(one.shifts.order_by("pk")) for one in words]
    with override(person.language or "id"):
        lines = [one for one in _joined(told, lines) if one.thing != wave.thing or _is_told(one)]
        text = "\n".join([cause_told(wave, person, at), *_texts(lines, wave, codes)])
    before = words[0] if words else None
    if before is not None and before.relay_id is not None:
        try:
            new = relays.correct(relay_id=before.relay_id, text=text, by=by, at=at)
        except Refusal:  # it was replaced meanwhile: then it is a message of its own
            pass
        else:
            before.state = NoticeState.REPLACED.value
            before.save(update_fields=["state"])
            return new
    return write_to(wave, person, text, by=by, at=at)


def write_to(wave: Wave, person: Person, text: str, *, by: Actor, at: datetime) -> int:
    """Send one person a message about a wave, with the way to its page; return its number."""
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


def _joined(told: Sequence[Iterable[Shift]], lines: Sequence[Shift]) -> list[Shift]:
    """Return the lines of all these words, the newest of each thing, with the old time that people
    know: the one from before the first word that was replaced. told: the newest word first.
    """
    found = {_about(one): one for one in lines}
    for word in told:
        for one in word:
            newer = found.setdefault(_about(one), one)
            if newer is not one and newer.old is not None and one.old is not None:
                found[_about(one)] = _with_old(newer, one.old)
    return sorted(found.values(), key=lambda one: _ORDER.index(ShiftState(one.state)))


def _about(shift: Shift) -> tuple[str, str, bool]:
    return shift.thing, shift.kind, shift.state == ShiftState.OTHER


def _with_old(shift: Shift, old: datetime | None) -> Shift:
    """Return a line, not stored, that counts from an older time."""
    return Shift(
        thing=shift.thing,
        party_id=shift.party_id,
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


def _texts(lines: Iterable[Shift], wave: Wave, codes: Mapping[int, str]) -> list[str]:
    """Say the lines; whose a thing is that is not of the delegation which the change names."""
    return [
        line_text(
            one.kind,
            one.label,
            party=codes.get(one.party_id or 0, "") if one.party_id != wave.party_id else "",
            old=one.old,
            new=one.new,
            zone_name=one.zone,
            state=one.state,
            slack_min=one.slack_min,
        )
        for one in lines
    ]
