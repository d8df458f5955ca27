"""What the watch asks and whom, and who called for help."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from narahubung.accounts.models import Event
from narahubung.assignments.models import Alarm, AlarmKind, Duty, DutyState, HelpCall
from narahubung.assignments.rules.alarms import OFFICERS_ANSWERS, answers_of
from narahubung.assignments.words import alarm_word, when_text
from narahubung.kit.actor import Actor
from narahubung.kit.zones import clock_text, zone, zone_label
from narahubung.parties.models import Officer
from narahubung.parties.queries import PartyMark, mark_of

SHOWN_FOR = timedelta(hours=12)  # what is settled stays to be read


@dataclass(frozen=True, kw_only=True)
class AlarmLine:
    """One question. says: what it is about, in a sentence. answer: in words, "" while open.

    answers: (code, word) of the taps for who looks. duty_id, gap: where somebody else can
    be found.
    """

    id: int
    kind: str
    word: str
    says: str
    party: PartyMark | None
    officer: str
    phone: str
    noticed_at: datetime
    raised_at: datetime | None
    answer: str | Promise
    answered_at: datetime | None
    answered_by: str
    closed_at: datetime | None
    answers: tuple[tuple[str, str | Promise], ...]
    duty_id: int | None = None
    gap: tuple[datetime, datetime] | None = None


@dataclass(frozen=True, kw_only=True)
class HelpLine:
    """One call for help, for a coordinator or for who called."""

    id: int
    officer: str
    phone: str
    at: datetime
    text: str
    taken_at: datetime | None
    taken_by: str
    closed_at: datetime | None
    with_party: str


@dataclass(frozen=True, kw_only=True)
class Watch:
    """The coordinators' page: calls for help first, open questions, then what is settled."""

    calls: tuple[HelpLine, ...]
    open: tuple[AlarmLine, ...]
    asked: tuple[AlarmLine, ...]
    settled: tuple[AlarmLine, ...]


def the_watch(*, event: Event, by: Actor, at: datetime) -> Watch:
    """Return what the coordinators watch. Four queries; one more while somebody calls."""
    rows = Alarm.objects.visible_to(by).select_related("party", "officer")
    recent = rows.filter(closed_at__gt=at - SHOWN_FOR).order_by("-closed_at")
    waiting = rows.filter(closed_at=None).order_by("noticed_at", "pk")
    open_ = [_line(row, event.zone, desk=True) for row in waiting]
    calls = HelpCall.objects.visible_to(by).filter(closed_at=None).select_related("officer")
    return Watch(
        calls=tuple(_call(row) for row in calls.order_by("at")),
        open=tuple(line for line in open_ if line.raised_at),
        asked=tuple(line for line in open_ if not line.raised_at),
        settled=tuple(_line(row, event.zone, desk=True) for row in recent[:50]),
    )


def own_questions(*, event: Event, by: Actor) -> list[AlarmLine]:
    """Return what the watch asks this officer now. One query."""
    rows = Alarm.objects.filter(
        event=event, officer__person_id=by.person_id or 0, closed_at=None, answered_at=None
    ).exclude(asked_at=None)
    found = rows.select_related("party", "officer").order_by("noticed_at")
    return [_line(row, event.zone, desk=False) for row in found]


def is_officer(*, by: Actor) -> bool:
    """Tell whether this person is an officer of the event. One query."""
    return Officer.objects.filter(event_id=by.here, person_id=by.person_id or 0).exists()


def own_help(*, by: Actor) -> HelpLine | None:
    """Return the open call of this officer, or None. One query."""
    rows = HelpCall.objects.filter(
        event_id=by.here, officer__person_id=by.person_id or 0, closed_at=None
    )
    row = rows.select_related("officer").first()
    return _call(row) if row else None


def _line(row: Alarm, zone_name: str, *, desk: bool) -> AlarmLine:
    words = {code: word for code, (word, _well) in OFFICERS_ANSWERS.get(row.kind, {}).items()}
    words |= answers_of(row, desk=True)
    return AlarmLine(
        id=row.pk,
        kind=row.kind,
        word=alarm_word(row.kind),
        says=_says(row, zone_name),
        party=mark_of(row.party) if row.party else None,
        officer=row.officer.full_name if row.officer else "",
        phone=row.officer.phone if row.officer else "",
        noticed_at=row.noticed_at,
        raised_at=row.raised_at,
        answer=words.get(row.answer, row.answer),
        answered_at=row.answered_at,
        answered_by=row.answered_by,
        closed_at=row.closed_at,
        answers=tuple(answers_of(row, desk=desk).items()),
        duty_id=row.facts.get("duty"),
        gap=_gap(row),
    )


def _gap(row: Alarm) -> tuple[datetime, datetime] | None:
    if row.kind != AlarmKind.GAP or not row.facts:
        return None
    return datetime.fromisoformat(row.facts["start"]), datetime.fromisoformat(row.facts["end"])


def _says(row: Alarm, zone_name: str) -> str:
    def clock(name: str) -> str:
        moment = datetime.fromisoformat(row.facts[name]).astimezone(zone(zone_name))
        return f"{clock_text(moment, zone_name)} {zone_label(zone_name, moment)}"

    if not row.facts:
        return alarm_word(row.kind)
    if gap := _gap(row):
        return _("Nobody is planned {when}.").format(when=when_text(*gap, zone_name))
    if row.kind == AlarmKind.NO_SIGN:
        return _("On the road, and no sign since {clock}.").format(clock=clock("since"))
    if row.kind == AlarmKind.NOT_THERE:
        return _("Lands at {clock}. Is somebody at the airport?").format(clock=clock("lands"))
    if row.kind == AlarmKind.STILL:
        return _("A drive was due at {clock}. Did the car set off?").format(clock=clock("due"))
    if row.kind == AlarmKind.NOT_TAKEN:
        return _("The duty began at {clock} and nobody took it.").format(clock=clock("start"))
    return _("The rules allow this duty until {clock}.").format(clock=clock("limit"))


def _call(row: HelpCall) -> HelpLine:
    duty = (
        Duty.objects.filter(officer=row.officer, state=DutyState.ON).select_related("party").first()
    )
    return HelpLine(
        id=row.pk,
        officer=row.officer.full_name,
        phone=row.officer.phone,
        at=row.at,
        text=row.text,
        taken_at=row.taken_at,
        taken_by=row.taken_by,
        closed_at=row.closed_at,
        with_party=duty.party.code if duty else "",
    )
