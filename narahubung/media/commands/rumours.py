"""A rumour is heard, sorted, checked, judged, answered; one line goes to all officers."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.crisis.holders import who_may
from narahubung.crisis.models import Fact, Incident, IncidentState
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.media import entries
from narahubung.media.knowing import worth
from narahubung.media.models import Channel, Risk, Rumour, RumourState, Sighting, Spread, Tone
from narahubung.media.rules import rumours as rules
from narahubung.media.rules.statements import NotYourStep
from narahubung.parties.models import Party
from narahubung.relays import commands as relays
from narahubung.relays.models import Precedence

S = RumourState


@command
def log_rumour(  # noqa: PLR0913 -- what is said, where, how
    *,
    text: str,
    heard_in: str = "",
    channel: str = Channel.OTHER,
    place_text: str = "",
    tone: str = Tone.CALM,
    spread: str = Spread.FEW,
    touches: int | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Rumour:
    """Write down what is said, as it is said. heard_in: the language; touches: id of a delegation.

    Whoever sends messages may: officers hear most. Raises NothingHeard.
    """
    with act(by=by, at=at, key=key) as record:
        if not text.strip():
            raise rules.NothingHeard
        event = Event.objects.select_for_update(of=("self",)).get(pk=by.here)
        parties = Party.objects.filter(event=event)
        last = Rumour.objects.filter(event=event).aggregate(last=Max("number"))["last"] or 0
        row = Rumour.objects.create(
            event=event,
            number=last + 1,
            text=text.strip(),
            language=heard_in,
            channel=Channel(channel).value,
            place_text=place_text.strip(),
            tone=Tone(tone).value,
            spread=Spread(spread).value,
            touches=parties.filter(pk=touches).first() if touches else None,
            heard_at=at,
            heard_by_name=by.name,
        )
        told = entries.RumourHeard(**_of(row), text=row.text)
        record(told, tell=who_may(Right.PUBLISH, event.pk, at))
    return row


@command
def sight_rumour(
    *,
    rumour_id: int,
    channel: str = "",
    place_text: str = "",
    tone: str = "",
    spread: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Note that it was met once more: where, how. What is not said was as before.

    The rumour keeps the newest tone and the farthest reach. Raises Rumour.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = Rumour.objects.for_change(by, rumour_id)
        met = Sighting.objects.create(
            rumour=row,
            channel=Channel(channel or row.channel).value,
            place_text=place_text.strip(),
            tone=Tone(tone or row.tone).value,
            spread=Spread(spread or row.spread).value,
            at=at,
            by_name=by.name,
        )
        row.sightings += 1
        row.tone = met.tone
        row.spread = max(row.spread, met.spread, key=Spread.values.index)
        row.save(update_fields=["sightings", "tone", "spread"])
        record(entries.RumourSighted(**_of(row), sightings=row.sightings))


@command
def sort_rumour(
    *, rumour_id: int, risk: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Say how bad it may become. Raises NotThatStep; Rumour.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = _to(by, rumour_id, S.TRIAGED)
        row.risk = Risk(risk).value
        row.save(update_fields=["state", "risk"])
        record(entries.RumourMoved(**_of(row), state=row.state, name=by.name))


@command
def check_rumour(*, rumour_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Take it: this person verifies it. Raises NotThatStep; Rumour.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = _to(by, rumour_id, S.CHECKING)
        row.verifier_id, row.verdict = by.person_id, ""
        row.save(update_fields=["state", "verifier", "verdict"])
        record(entries.RumourMoved(**_of(row), state=row.state, name=by.name))


@command
def judge_rumour(
    *,
    rumour_id: int,
    verdict: str,
    facts: Collection[int],
    proof_text: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Say whether it is true, with the facts (ids) that show it.

    proof_text: who or what shows it, by name, while no incident is open. Raises NotThatStep,
    NeedsProof, OnlyFactsProve, MayNotBeCited; Rumour.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = _to(by, rumour_id, S(verdict))
        found = list(Fact.objects.visible_to(by, Right.SEE_MEDIA).filter(pk__in=facts))
        codes = worth([fact.pk for fact in found], at)
        incidents = Incident.objects.visible_to(by, Right.SEE_MEDIA)
        is_open = incidents.exclude(state=IncidentState.CLOSED).exists()
        proved = {fact.number: codes[fact.pk] for fact in found}
        rules.check_proof(row.state, proved, proof_text.strip(), is_open=is_open)
        row.proof.set(found)
        row.verdict, row.proof_text = row.state, proof_text.strip()
        row.save(update_fields=["state", "verdict", "proof_text"])
        record(entries.RumourMoved(**_of(row), state=row.state, name=by.name))


@command
def propose_line(
    *,
    rumour_id: int,
    indonesian: str,
    english: str,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Write what to say if asked, in both languages; it goes out when it is approved.

    Raises BothLanguages; Rumour.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = Rumour.objects.for_change(by, rumour_id)
        rules.check_line(indonesian, english)
        row.line_id, row.line_en = indonesian.strip(), english.strip()
        row.line_by_name, row.line_sent_at = by.name, None
        row.save(update_fields=["line_id", "line_en", "line_by_name", "line_sent_at"])
        told = entries.RumourLineWritten(**_of(row), name=by.name)
        record(told, tell=who_may(Right.SPEAK, row.event_id, at))


@command
def send_line(*, rumour_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Approve the line: it goes to all officers in their language.

    Raises NotYourStep, NoLine, LineWentOut, what `relays.send` raises; Rumour.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = Rumour.objects.for_change(by, rumour_id)
        if not by.may(Right.SPEAK):
            raise NotYourStep
        if not row.line_id:
            raise rules.NoLine
        if row.line_sent_at is not None:
            raise rules.LineWentOut
        with override("id"):
            text = _("If asked, say: {line}").format(line=row.line_id)
        with override("en"):
            english = _("If asked, say: {line}").format(line=row.line_en)
        row.relay_id = relays.send(
            text=text,
            translation=english,
            translation_language="en",
            audience=["role:officer"],
            precedence=Precedence.SEGERA,
            must_read_back=False,
            link=reverse("media:ask", kwargs={"slug": row.event.slug}),
            by=by,
            at=at,
        )
        row.line_sent_at = at
        row.save(update_fields=["relay_id", "line_sent_at"])
        record(entries.RumourLineSent(**_of(row), name=by.name, relay_id=row.relay_id))


@command
def answer_rumour(
    *, rumour_id: int, where: str = "", by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Note that it was answered in public, and where. Raises NotThatStep; DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = _to(by, rumour_id, S.ANSWERED)
        row.answered_at, row.answered_where = at, where.strip()
        row.save(update_fields=["state", "answered_at", "answered_where"])
        record(entries.RumourMoved(**_of(row), state=row.state, name=by.name))


@command
def close_rumour(*, rumour_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Nobody says it any more. Raises NotThatStep; Rumour.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = _to(by, rumour_id, S.CLOSED)
        row.closed_at = at
        row.save(update_fields=["state", "closed_at"])
        record(entries.RumourMoved(**_of(row), state=row.state, name=by.name))


def _to(by: Actor, rumour_id: int, state: RumourState) -> Rumour:
    """Return it, locked and moved; not saved yet."""
    row = Rumour.objects.for_change(by, rumour_id)
    rules.check_move(row, state.value)
    row.state = state.value
    return row


def _of(row: Rumour) -> dict[str, Any]:
    return {"rumour_id": row.pk, "number": row.number}
