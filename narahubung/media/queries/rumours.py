"""The log of rumours, and the lines that officers say if asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.media.models import Rumour, RumourState, Sighting
from narahubung.media.words import CHANNELS, REACHES, RISKS, RUMOURS, TONES
from narahubung.parties.models import Party

S = RumourState
_OPEN_FIRST = {state: place for place, state in enumerate(("new", "triaged", "checking"))}
_VERDICTS = {S.TRUE, S.FALSE, S.PARTLY, S.UNVERIFIABLE}


@dataclass(frozen=True, kw_only=True)
class SightingLine:
    """One time that it was met."""

    channel: str
    place: str
    tone: str
    spread: str
    at: datetime
    by: str


@dataclass(frozen=True, kw_only=True)
class RumourLine:
    """One rumour. touches: code of the delegation that it is about."""

    id: int
    number: int
    text: str
    state: str
    word: str
    channel: str
    place: str
    language: str
    sightings: int
    tone: str
    spread: str
    risk: str
    risk_word: str
    touches: str
    heard_at: datetime
    heard_by: str
    verifier: str
    verdict: str
    proof: Sequence[tuple[int, str]]
    proof_text: str
    line_id: str
    line_en: str
    line_by: str
    line_sent_at: datetime | None
    answered_at: datetime | None
    answered_where: str
    can_sort: bool
    can_check: bool
    can_judge: bool
    can_answer: bool
    can_close: bool
    can_send: bool


def rumour_log(*, by: Actor, unanswered: bool = False) -> Sequence[RumourLine]:
    """Return all, those nobody sorted yet first, what is closed last.

    unanswered: only what nobody answered in public and somebody may still say.
    """
    rows = Rumour.objects.visible_to(by).select_related("touches", "verifier")
    if unanswered:
        rows = rows.filter(answered_at=None).exclude(state=S.CLOSED)
    lines = [_line(row, by) for row in rows.prefetch_related("proof").order_by("-number")]
    return sorted(lines, key=lambda one: _OPEN_FIRST.get(one.state, 9 + (one.state == "closed")))


def rumour_sheet(*, rumour_id: int, by: Actor) -> RumourLine:
    """Return one. Raises Rumour.DoesNotExist."""
    return _line(Rumour.objects.visible_to(by).get(pk=rumour_id), by)


def sightings(*, rumour_id: int, by: Actor) -> Sequence[SightingLine]:
    """Return where it was met after the first time, the newest first."""
    rows = Sighting.objects.filter(rumour__in=Rumour.objects.visible_to(by), rumour_id=rumour_id)
    return [
        SightingLine(
            channel=str(CHANNELS[row.channel]),
            place=row.place_text,
            tone=str(TONES[row.tone]),
            spread=str(REACHES[row.spread]),
            at=row.at,
            by=row.by_name,
        )
        for row in rows.order_by("-at", "-pk")
    ]


def lines_to_say(*, by: Actor, language: str) -> Sequence[str]:
    """Return what officers say if asked, the newest first, in their language."""
    rows = Rumour.objects.visible_to(by, Right.SEND_RELAY).exclude(line_sent_at=None)
    rows = rows.exclude(state=S.CLOSED).order_by("-line_sent_at")
    return [row.line_id if language.startswith("id") else row.line_en for row in rows]


def parties_to_touch(*, by: Actor) -> Sequence[tuple[int, str]]:
    """Return the delegations by code, and nothing of them besides."""
    rows = Party.objects.visible_to(by, Right.SEND_RELAY).order_by("code")
    return list(rows.values_list("pk", "code"))


def _line(row: Rumour, by: Actor) -> RumourLine:
    judged = row.state in _VERDICTS
    return RumourLine(
        id=row.pk,
        number=row.number,
        text=row.text,
        state=row.state,
        word=str(RUMOURS[row.state]),
        channel=str(CHANNELS[row.channel]),
        place=row.place_text,
        language=row.language,
        sightings=row.sightings,
        tone=str(TONES[row.tone]),
        spread=str(REACHES[row.spread]),
        risk=row.risk,
        risk_word=str(RISKS[row.risk]) if row.risk else "",
        touches=row.touches.code if row.touches else "",
        heard_at=row.heard_at,
        heard_by=row.heard_by_name,
        verifier=str(row.verifier) if row.verifier else "",
        verdict=str(RUMOURS[row.verdict]) if row.verdict else "",
        proof_text=row.proof_text,
        proof=sorted((fact.number, fact.text) for fact in row.proof.all()),
        line_id=row.line_id,
        line_en=row.line_en,
        line_by=row.line_by_name,
        line_sent_at=row.line_sent_at,
        answered_at=row.answered_at,
        answered_where=row.answered_where,
        can_sort=row.state in {S.NEW, S.TRIAGED},
        can_check=row.state == S.TRIAGED or judged,
        can_judge=row.state == S.CHECKING,
        can_answer=judged,
        can_close=row.state in {S.NEW, S.TRIAGED, S.ANSWERED} or judged,
        can_send=bool(row.line_id) and row.line_sent_at is None and by.may(Right.SPEAK),
    )
