"""The card of a hand-over: what the next officer must know, told in a minute.

It joins the rooms as an officer attached to the party would see them, for both sides of the
hand-over: the relief reads it before he may see anything else. Nobody else gets a card.
It is made in both languages, so that what was kept is read in the reader's own.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _

from narahubung.accounts.models import Event
from narahubung.accounts.roles import ROLES
from narahubung.assignments.queries import serving_of
from narahubung.assignments.queries.handing_over import own_hand_over
from narahubung.care.queries import CareLine, care_of
from narahubung.desks.queries.day_facts import Thing, things_of
from narahubung.duties.queries import StepLine, now_list, observations_of
from narahubung.kit.actor import Actor
from narahubung.kit.said import said
from narahubung.kit.templatetags.times import day_text, local_day
from narahubung.kit.zones import clock_text
from narahubung.knowledge.queries import briefing_of
from narahubung.meetings.queries import clashes_among, meetings_of
from narahubung.movements.queries import whereabouts_of
from narahubung.needs.queries.asking import NeedLine, open_needs_of
from narahubung.parties.models import Department, Party
from narahubung.parties.queries import departments_on_duty

WORDS_A_MINUTE = 150  # read aloud without haste
_NEXT, _OPEN, _CARE, _SEEN, _CALLS = 3, 3, 3, 2, 3
_LONGEST = 14  # words of one line
_NONE = {"", "none", "-"}
_UNTOLD = timedelta(hours=3)  # what was planned longer ago and never told is no longer "next"


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of the card. more: how many lines were left out."""

    icon: str
    title: str
    lines: tuple[str, ...]
    more: int = 0

    @property
    def says_more(self) -> str:
        """Return that there is more, in words; "" where there is not."""
        words = ngettext("and {n} more", "and {n} more", self.more)
        return words.format(n=self.more) if self.more else ""


@dataclass(frozen=True, kw_only=True)
class Call:
    """Somebody to call."""

    role: str
    name: str
    phone: str


@dataclass(frozen=True, kw_only=True)
class Card:
    """What is told, in the language in force. note, read_back: what was said along with the taps.

    next: what comes next, to be read back.
    """

    made_at: datetime
    parts: tuple[Part, ...]
    calls: tuple[Call, ...]
    next: str
    note: str = ""
    read_back: str = ""

    @property
    def seconds(self) -> int:
        """Return how long reading it aloud takes, to five seconds."""
        told = [self.note]
        for part in self.parts:
            told += [part.title, *part.lines, part.says_more]
        told += [f"{call.role} {call.name}" for call in self.calls]
        words = len(" ".join(told).split())
        return max(5, round(words * 60 / WORDS_A_MINUTE / 5) * 5)


def card_now(*, event: Event, hand_over_id: int, by: Actor, at: datetime) -> dict[str, Any]:
    """Return the card as it stands now, in both languages, as data to be kept.

    {"made_at": ISO time, "en": {"parts", "calls", "next"}, "id": the same}. Raises
    HandOver.DoesNotExist for who is no side of it.
    """
    party_id = own_hand_over(hand_over_id=hand_over_id, by=by, at=at).line.party.id
    eyes = _eyes(by, party_id)
    party = Party.objects.select_related("whereabouts__place").get(event=event, pk=party_id)
    found: dict[str, Any] = {"made_at": at.isoformat()}
    for language in ("en", "id"):
        with override(language):
            found[language] = _told(event, party, eyes, at)
    return found


def kept(card: dict[str, Any]) -> str:
    """Return a card as the text to be kept."""
    return json.dumps(card, ensure_ascii=False)


def card_of(found: dict[str, Any]) -> Card:
    """Return a card, new or kept, in the language in force."""
    told = found["id" if (get_language() or "id").startswith("id") else "en"]
    return Card(
        made_at=datetime.fromisoformat(found["made_at"]),
        parts=tuple(Part(**{**part, "lines": tuple(part["lines"])}) for part in told["parts"]),
        calls=tuple(Call(**call) for call in told["calls"]),
        next=told["next"],
        note=found.get("note", ""),
        read_back=found.get("read_back", ""),
    )


def _eyes(by: Actor, party_id: int) -> Actor:
    """Return who looks: an officer attached to this party, and no more."""
    role = ROLES["officer"]
    return Actor(
        person_id=by.person_id,
        name=by.name,
        event_id=by.event_id,
        roles=frozenset({role.code}),
        everywhere=frozenset(map(str, role.everywhere)),
        within=frozenset(map(str, role.within)),
        own=frozenset({party_id}),
    )


def _told(event: Event, party: Party, by: Actor, at: datetime) -> dict[str, Any]:
    ahead = _ahead(event, party, by, at)
    parts = [
        Part(icon="map-pin", title=_("Where they are"), lines=_where(event, party, by, at)),
        _part("clock", _("Next"), [_next(one, event, at) for one in _three(ahead, party, by, at)]),
        _part("inbox", _("Open requests and promises"), _open(event, party, by, at), _OPEN),
        _part("alert-triangle", _("Take care"), _care(event, party, by, at), _CARE),
        _part("eye", _("Noticed"), _noticed(event, party, by, at), _SEEN),
    ]
    return {
        "parts": [asdict(part) for part in parts if part.lines],
        "calls": [asdict(call) for call in _calls(event, party, by, at)],
        "next": _next(ahead[0], event, at) if ahead else "",
    }


def _when(moment: datetime, event: Event, at: datetime) -> str:
    """Return the clock, and the day where it is another one."""
    clock, day = clock_text(moment, event.zone), local_day(moment, event.zone)
    if day == local_day(at, event.zone):
        return clock
    return f"{day_text(day, short=True)} {clock}"


def _part(icon: str, title: str, lines: Sequence[str], most: int = _NEXT) -> Part:
    shown = tuple(_short(line) for line in lines[:most])
    return Part(icon=icon, title=title, lines=shown, more=max(0, len(lines) - most))


def _where(event: Event, party: Party, by: Actor, at: datetime) -> tuple[str, ...]:
    where = whereabouts_of(by=by, at=at, party_ids=[party.pk])[party.pk]
    says = f"{party.head_name}: {where.says}" if party.head_name else where.says
    if where.reported and where.since:
        since = _("since {clock}").format(clock=clock_text(where.since, event.zone))
        says = f"{says}, {since}"
    return (says,)


def _ahead(event: Event, party: Party, by: Actor, at: datetime) -> list[Thing]:
    """Return what comes next of programme, drives and meetings, by its time."""
    return [
        thing
        for thing in things_of(party=party, by=by, at=at, event=event)
        if not thing.is_over
        and thing.on_line
        and not thing.is_all_day
        and (thing.at > at - _UNTOLD or thing.goes_on(at))
    ]


def _three(ahead: list[Thing], party: Party, by: Actor, at: datetime) -> list[Thing | StepLine]:
    """Return three: what needs the officer most has one place where anything does."""
    steps = now_list(by=by, at=at, party_ids=[party.pk], limit=_NEXT)
    first = steps[: max(1, _NEXT - len(ahead))]
    return sorted([*ahead[: _NEXT - len(first)], *first], key=lambda one: one.at)


def _next(one: Thing | StepLine, event: Event, at: datetime) -> str:
    if isinstance(one, StepLine):
        words = _("check: {what}").format(what=one.text)
        return f"{_when(one.at, event, at)} {words}"
    where = f", {one.where}" if one.where else ""
    return f"{_when(one.at, event, at)} {one.title}{where}"


def _open(event: Event, party: Party, by: Actor, at: datetime) -> list[str]:
    return [_need(line, event, at) for line in open_needs_of(by=by, at=at, party_id=party.pk)]


def _need(line: NeedLine, event: Event, at: datetime) -> str:
    who = line.department or _("the coordinator")
    words = f"{_short(line.text, 8)}: {who}, {line.state_word}"
    if line.promised_at:
        until = _when(line.promised_at, event, at)
        return _("{words}, promised for {clock}").format(words=words, clock=until)
    return words


def _care(event: Event, party: Party, by: Actor, at: datetime) -> list[str]:
    known = [line for line in care_of(by=by, party_id=party.pk) if line.known == "recorded"]
    # What can kill goes first. Lists write "none" where somebody asked and there is none.
    known.sort(key=lambda line: line.allergy in _NONE)
    lines = [f"{line.name}: {'; '.join(words)}" for line in known if (words := _needs(line))]
    lines += [
        _("{clock}: two meetings at the same time, with {one} and {other}").format(
            clock=clock_text(clash.second.starts_at, event.zone) if clash.second.starts_at else "",
            one=clash.first.other_than(party.pk).name,
            other=clash.second.other_than(party.pk).name,
        )
        for clash in clashes_among(meetings_of(by=by, party_id=party.pk), at=at)
    ]
    briefing = briefing_of(by=by, party_id=party.pk)
    if briefing and briefing.avoid:
        lines.append(_("Avoid: {what}").format(what=briefing.avoid))
    return lines


def _needs(line: CareLine) -> list[str]:
    words = [said(word) for word in (line.help, line.diet) if word not in _NONE]
    if line.allergy in _NONE:
        return words
    return [_("allergy: {what}").format(what=said(line.allergy)), *words]


def _noticed(event: Event, party: Party, by: Actor, at: datetime) -> list[str]:
    words = _("{what} (until {clock})")
    return [
        words.format(
            what=_short(f"{line.member}: {line.text}" if line.member else line.text, 9),
            clock=_when(line.expires_at, event, at),
        )
        for line in observations_of(party_id=party.pk, by=by, at=at)
    ]


def _calls(event: Event, party: Party, by: Actor, at: datetime) -> Iterable[Call]:
    """Return whom to call: the officers attached, then the desk which everything goes up to."""
    officers = [
        Call(role=one.position_word, name=one.short, phone=one.phone)
        for one in serving_of(by=by, party_id=party.pk)
        if one.phone
    ]
    tops = set(
        Department.objects.visible_to(by).filter(escalates_to="").values_list("pk", flat=True)
    )
    desks = [
        Call(role=desk.name, name=desk.first.name, phone=desk.first.phone)
        for desk in departments_on_duty(by=by, at=at, zone_name=event.zone)
        if desk.first and desk.id in tops
    ]
    return [*officers[: _CALLS - 1], *desks[:1]]


def _short(text: str, most: int = _LONGEST) -> str:
    words = text.split()
    return (
        " ".join(words)
        if len(words) <= most
        else f"{' '.join(words[:most])}\N{HORIZONTAL ELLIPSIS}"
    )
