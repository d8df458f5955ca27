"""What everybody may read, in the reader's language; and what is being written of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import yaml

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.crisis.models import Incident, IncidentState
from narahubung.crisis.models.reassure import (
    Assurance,
    AssuranceSort,
    AssuranceState,
    AssuranceText,
    Follower,
    GuestFollower,
)
from narahubung.kit.actor import Actor
from narahubung.relays.models import Channel
from narahubung.relays.words import LANGUAGES

S = AssuranceState
RTL = frozenset({"ar"})


@dataclass(frozen=True, kw_only=True)
class Said:
    """One cleared word. language: that in which it stands; is_other: not the reader's."""

    asks: str
    says: str
    is_unknown: bool
    language: str
    language_name: str
    is_rtl: bool
    is_other: bool
    said_at: datetime
    holds_until: datetime


@dataclass(frozen=True, kw_only=True)
class PublicPage:
    """The page for guests and staff: only what is cleared and still holds. words: of the page."""

    event: str
    zone: str
    language: str
    is_rtl: bool
    words: Mapping[str, str]
    news: Sequence[Said]
    questions: Sequence[Said]
    languages: Sequence[tuple[str, str, bool]]
    at: datetime


@dataclass(frozen=True, kw_only=True)
class GuestLine:
    """A guest without an account who is told. channel: by which way, in the reader's words."""

    id: int
    party: str
    name: str
    channel: str
    language: str
    noted_by: str
    since: datetime


@dataclass(frozen=True, kw_only=True)
class Wording:
    """It in one language."""

    language: str
    name: str
    asks: str
    says: str
    by: str


@dataclass(frozen=True, kw_only=True)
class AssuranceLine:
    """One word as who writes and clears it sees it. is_shown: everybody reads it now."""

    id: int
    sort: str
    sort_word: str
    state: str
    word: str
    is_unknown: bool
    is_shown: bool
    is_expired: bool
    texts: Sequence[Wording]
    missing: Sequence[tuple[str, str]]
    written_by: str
    cleared_by: str
    cleared_at: datetime | None
    holds_until: datetime | None
    why: str
    may_word: bool
    may_clear: bool


@dataclass(frozen=True, kw_only=True)
class AssuranceBoard:
    """All words of an incident: what nobody reads any more or yet stands on top."""

    incident_id: int
    number: int
    lines: Sequence[AssuranceLine]
    followers: int
    is_open: bool
    may_lead: bool


def public_page(*, slug: str, language: str, at: datetime) -> PublicPage:
    """Return what anybody may read of an event; of one that says nothing, or is none, the same."""
    event = Event.objects.filter(slug=slug).first()
    rows = (
        Assurance.objects.filter(event=event, state=S.CLEARED, holds_until__gt=at)
        .exclude(incident__state=IncidentState.CLOSED)
        .prefetch_related("texts")
        .order_by("-cleared_at", "-pk")
    )
    said = [(row.sort, _said(row, language)) for row in rows] if event else []
    return PublicPage(
        event=event.name if event and said else "",
        zone=event.zone if event and said else "UTC",
        language=language,
        is_rtl=language in RTL,
        words=page_words()[language],
        news=[one for sort, one in said if sort == AssuranceSort.NEWS],
        questions=[one for sort, one in said if sort == AssuranceSort.QUESTION],
        languages=[(code, name, code == language) for code, name in LANGUAGES.items()],
        at=at,
    )


def is_follower(*, by: Actor) -> bool:
    """Tell whether this person is told of new words."""
    if by.person_id is None:
        return False
    return Follower.objects.filter(event_id=by.here, person_id=by.person_id).exists()


def guest_followers(*, by: Actor) -> list[GuestLine]:
    """Return the guests of one's delegations who asked to be told."""
    rows = GuestFollower.objects.visible_to(by).filter(stopped_at=None).select_related("party")
    return [
        GuestLine(
            id=row.pk,
            party=row.party.code,
            name=row.name,
            channel=str(Channel(row.channel).label),
            language=LANGUAGES[row.language],
            noted_by=row.noted_by,
            since=row.since,
        )
        for row in rows.order_by("party__code", "name", "pk")
    ]


def assurance_board(*, number: int, by: Actor, at: datetime) -> AssuranceBoard:
    """Return it. Raises Incident.DoesNotExist."""
    row = Incident.objects.visible_to(by, Right.SEE_CRISIS).get(number=number)
    rows = Assurance.objects.filter(incident=row).prefetch_related("texts").order_by("-pk")
    lines = [_line(one, by, at) for one in rows]
    lines.sort(key=lambda one: (one.state == S.WITHDRAWN, one.is_shown))
    return AssuranceBoard(
        incident_id=row.pk,
        number=row.number,
        lines=lines,
        followers=Follower.objects.filter(event_id=row.event_id).count()
        + GuestFollower.objects.filter(event_id=row.event_id, stopped_at=None).count(),
        is_open=row.state != IncidentState.CLOSED,
        may_lead=by.may(Right.LEAD_CRISIS),
    )


@cache
def page_words() -> Mapping[str, Mapping[str, str]]:
    """Return the words of the page itself, by language."""
    path = Path(__file__).parent.parent / "reassure.yaml"
    found: dict[str, dict[str, str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def language_of(asked: str, accepted: str) -> str:
    """Return the language of the page: asked for, else what the browser prefers, else English."""
    if asked in LANGUAGES:
        return asked
    wishes = []
    for part in accepted.split(","):
        code, _, weight = part.strip().partition(";q=")
        try:
            wishes.append((-float(weight or 1), code.split("-")[0].lower()))
        except ValueError:
            continue
    return next((code for _, code in sorted(wishes) if code in LANGUAGES), "en")


def _said(row: Assurance, language: str) -> Said:
    texts = {text.language: text for text in row.texts.all()}
    order = (language, "en", "id", *texts)
    text = next(texts[code] for code in order if code in texts)
    assert row.cleared_at is not None  # noqa: S101 -- it is cleared
    assert row.holds_until is not None  # noqa: S101
    return Said(
        asks=text.asks,
        says=text.says,
        is_unknown=row.is_unknown,
        language=text.language,
        language_name=LANGUAGES[text.language],
        is_rtl=text.language in RTL,
        is_other=text.language != language,
        said_at=row.cleared_at,
        holds_until=row.holds_until,
    )


def _line(row: Assurance, by: Actor, at: datetime) -> AssuranceLine:
    texts = sorted(row.texts.all(), key=lambda text: list(LANGUAGES).index(text.language))
    written = {text.language for text in texts}
    leads = by.may(Right.LEAD_CRISIS)
    holds = row.holds_until is not None and row.holds_until > at
    is_cleared = row.state == S.CLEARED
    return AssuranceLine(
        id=row.pk,
        sort=row.sort,
        sort_word=str(AssuranceSort(row.sort).label),
        state=row.state,
        word=str(S(row.state).label),
        is_unknown=row.is_unknown,
        is_shown=is_cleared and holds,
        is_expired=is_cleared and not holds,
        texts=[_wording(text) for text in texts],
        missing=[(code, name) for code, name in LANGUAGES.items() if code not in written],
        written_by=row.written_by,
        cleared_by=row.cleared_by,
        cleared_at=row.cleared_at,
        holds_until=row.holds_until,
        why=row.why,
        may_word=row.state != S.WITHDRAWN and (leads or not is_cleared),
        may_clear=leads and row.state != S.WITHDRAWN,
    )


def _wording(text: AssuranceText) -> Wording:
    return Wording(
        language=text.language,
        name=LANGUAGES[text.language],
        asks=text.asks,
        says=text.says,
        by=text.by_name,
    )
