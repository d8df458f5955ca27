"""The demo's past in words: what was asked, promised and refused, and the messages of the hour.

All of it is invented. Requests are those of the organiser's list, taken on from where it left them.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from narahubung.config.past_people import Deed, People
from narahubung.kit.actor import Actor
from narahubung.kit.intervals import Span
from narahubung.needs import commands as needs
from narahubung.needs.models import Need, NeedState
from narahubung.needs.rules.limits import Asked
from narahubung.parties.models import Party
from narahubung.relays import commands as relays

SETTLED = timedelta(hours=3)  # what is older was answered and done
LEFT = 8  # every so many requests was forgotten: the ladder has something to climb
GUEST = "JPN"
CONVOY = ("JPN", "KOR", "DEU", "AUS", "CAN", "ITA")
MISHEARD = "DEU"
SILENT = "JPN"  # its officer finds the message unanswered on opening the demo
DENIED = "FIFA"


def words_until(event: Any, people: People, until: datetime) -> Iterator[Deed]:
    """Return what was asked and said until then, each with its moment."""
    parties = {party.code: party.pk for party in Party.objects.filter(event=event)}
    yield from _needs(event, people, until)
    yield from _convoy(people, parties, until)
    yield from _dress(people, until)
    yield from _aside(people, parties, until)
    yield from _wishes(people, parties, until)
    yield from _register(people, parties, until)


def _needs(event: Any, people: People, until: datetime) -> Iterator[Deed]:
    rows = Need.objects.filter(event=event, raised_at__lte=until, department__isnull=False)
    for row in rows.select_related("department").order_by("raised_at"):
        if row.state not in {NeedState.NEW, NeedState.ACCEPTED, NeedState.IN_PROGRESS}:
            continue
        if row.department is None or row.pk % LEFT == 0:
            continue
        desk, officer = people.desk(row.department.code), people.lead(row.party_id)
        heard = min(row.raised_at + timedelta(minutes=4), until)
        if row.state == NeedState.NEW:
            yield heard, partial(needs.accept, need_id=row.pk, by=desk, at=heard)
        if row.raised_at > until - SETTLED:
            later = until + timedelta(minutes=20 + row.pk % 5 * 10)
            at = min(heard + timedelta(minutes=3), until)
            yield at, partial(_promise, row.pk, later, desk, at)
            continue
        done = row.raised_at + timedelta(minutes=35 + row.pk % 4 * 10)
        yield done, partial(needs.fulfil, need_id=row.pk, by=desk, at=done)
        seen = done + timedelta(minutes=6)
        yield seen, partial(needs.confirm, need_id=row.pk, by=officer, at=seen)


def _promise(need_id: int, until: datetime, by: Actor, at: datetime) -> None:
    why = "Semua petugas sedang di lokasi jamuan."
    needs.promise(need_id=need_id, until=until, why=why, by=by, at=at)


def _convoy(people: People, parties: dict[str, int], until: datetime) -> Iterator[Deed]:
    """Tell of a departure, read back, moved by the later dinner: told anew, one ear behind."""
    first, second = until - timedelta(minutes=27), until - timedelta(minutes=15)
    sent: dict[str, int] = {}

    def send() -> None:
        sent["old"] = relays.send(
            text="Konvoi ke GWK berangkat pukul 18.15 WITA dari Gerbang B. Tunggu di lobi.",
            translation="The convoy to GWK leaves at 18.15 WITA from Gate B. Hold in the lobby.",
            translation_language="en",
            translated_by="Narahubung",
            audience=[f"lead:{parties[code]}" for code in CONVOY],
            precedence="segera",
            must_read_back=True,
            by=people.coordinator,
            at=first,
        )

    def repeat(code: str, which: str, text: str, at: datetime) -> None:
        relays.read_back(relay_id=sent[which], text=text, by=people.lead(parties[code]), at=at)

    def correct() -> None:
        sent["new"] = relays.correct(
            relay_id=sent["old"],
            text="Konvoi ke GWK berangkat pukul 18.45 WITA dari Gerbang B. Tunggu di lobi.",
            translation="The convoy to GWK leaves at 18.45 WITA from Gate B. Hold in the lobby.",
            translated_by="Narahubung",
            by=people.coordinator,
            at=second,
        )

    def confirm(which: str, at: datetime) -> None:
        relays.confirm(relay_id=sent[which], by=people.coordinator, at=at)

    yield first, send
    for place, code in enumerate(CONVOY):
        at = first + timedelta(minutes=1, seconds=20 * place)
        yield at, partial(repeat, code, "old", "18.15 WITA, Gerbang B, tunggu di lobi", at)
    at = first + timedelta(minutes=4)
    yield at, partial(confirm, "old", at)
    yield second, correct
    for place, code in enumerate(CONVOY):
        if code == SILENT:
            continue
        at = second + timedelta(minutes=2, seconds=25 * place)
        clock = "18.15" if code == MISHEARD else "18.45"
        yield at, partial(repeat, code, "new", f"{clock} WITA, Gerbang B, tunggu di lobi", at)
    at = second + timedelta(minutes=6)
    yield at, partial(confirm, "new", at)


def _dress(people: People, until: datetime) -> Iterator[Deed]:
    """Tell everybody what to wear; most have said they know."""
    began = until - timedelta(minutes=51)
    sent: list[int] = []

    def send() -> None:
        sent.append(
            relays.send(
                text="Busana jamuan malam 15 November: batik atau busana panitia. "
                "Mohon sampaikan kepada delegasi Anda.",
                translation="Dress for the dinner on 15 November: batik or the attire supplied. "
                "Please tell your delegation.",
                translation_language="en",
                translated_by="Narahubung",
                audience=["officers"],
                precedence="penting",
                by=people.protocol,
                at=began,
            )
        )

    def know(by: Actor, at: datetime) -> None:
        relays.acknowledge(relay_id=sent[0], by=by, at=at)

    yield began, send
    for place, by in enumerate(people.officers()):
        if place % 9 != 4:
            at = began + timedelta(seconds=20 + 11 * place)
            yield at, partial(know, by, at)


def _aside(people: People, parties: dict[str, int], until: datetime) -> Iterator[Deed]:
    """Keep what an aide said, as it was said, for the team inside."""
    at = until - timedelta(minutes=33)
    yield (
        at,
        partial(
            relays.take_word,
            text="The minister may leave the dinner before the music begins.",
            said_by="Aide of the delegation",
            said_how="aloud",
            party_id=parties[GUEST],
            by=people.lead(parties[GUEST]),
            at=at,
        ),
    )


def _wishes(people: People, parties: dict[str, int], until: datetime) -> Iterator[Deed]:
    """A third car waits for its answer; a helicopter is given to nobody."""
    by = people.lead(parties[DENIED])
    evening = Span(until + timedelta(minutes=49), until + timedelta(hours=4))
    for thing, minutes, text in (
        ("car", 9, "A third car for the way to the dinner and back."),
        ("helicopter", 8, "A helicopter to the airport on the 16th."),
    ):
        at = until - timedelta(minutes=minutes)
        asked = Asked(thing=thing, quantity=1, span=evening, text=text)
        yield (
            at,
            partial(needs.record_wish, party_id=parties[DENIED], asked=asked, by=by, at=at),
        )


def _register(people: People, parties: dict[str, int], until: datetime) -> Iterator[Deed]:
    party, before = parties[GUEST], until - timedelta(days=4)
    by = people.lead(party)
    for side, text, gain in (
        ("theirs", "A quiet room for the press team near the plenary.", ""),
        (
            "ours",
            "The list of speakers two days ahead.",
            "Both know the order before the doors open.",
        ),
    ):
        at = before + timedelta(hours=1)
        yield (
            at,
            partial(
                needs.note_expectation,
                party_id=party,
                side=side,
                text=text,
                gain=gain,
                by=by,
                at=at,
            ),
        )
    at = until - timedelta(minutes=6)
    yield (
        at,
        partial(
            needs.give_pulse,
            whose="guest",
            face=2,
            word="The room is too warm.",
            party_id=parties["KOR"],
            by=people.lead(parties["KOR"]),
            at=at,
        ),
    )
