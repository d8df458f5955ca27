"""Statements with their sentences, facts, chain and receivers; the desk's list of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from narahubung.accounts.roles import Right
from narahubung.crisis.models import Fact, Incident, IncidentState
from narahubung.kit.actor import Actor
from narahubung.media.knowing import sentences_of, worth
from narahubung.media.models import (
    Handout,
    Mandate,
    PlanLine,
    Planned,
    Sentence,
    Statement,
    StatementState,
)
from narahubung.media.rules import statements as rules
from narahubung.media.words import KINDS, PARTS, STATES, STEPS, WORTH

S = StatementState


@dataclass(frozen=True, kw_only=True)
class FactLine:
    """A fact behind a sentence, or one that may be cited. sources: who says so."""

    id: int
    number: int
    text: str
    worth: str
    word: str
    sources: Sequence[str]
    holds_until: datetime


@dataclass(frozen=True, kw_only=True)
class SentenceLine:
    """One sentence. is_red: what it hangs on carries it no more. message: number, words, worth."""

    id: int
    order: int
    part: str
    part_word: str
    text_id: str
    text_en: str
    facts: Sequence[FactLine]
    message: tuple[int, str, str, bool] | None
    source: str
    source_gone_at: datetime | None
    source_gone_why: str
    is_red: bool
    from_template: bool


@dataclass(frozen=True, kw_only=True)
class SignLine:
    """One step of the chain."""

    word: str
    version: int
    by: str
    at: datetime
    note: str


@dataclass(frozen=True, kw_only=True)
class StatementLine:
    """One text on the list."""

    id: int
    number: int
    kind: str
    state: str
    state_word: str
    version: int
    incident: int | None
    first_id: str
    first_en: str
    by: str
    drafted_at: datetime
    published_at: datetime | None
    embargo_until: datetime | None
    is_red: bool
    corrects: int | None


@dataclass(frozen=True, kw_only=True)
class CorrectionLine:
    """What puts a text right: its sentences in Indonesian and English."""

    id: int
    texts: Sequence[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class StatementSheet:
    """One text with all there is to it. receivers: of the one it corrects, while it is a draft.

    messages: key messages that a draft without an incident may say, id and number and both texts.
    """

    line: StatementLine
    incident_id: int | None
    sentences: Sequence[SentenceLine]
    citable: Sequence[FactLine]
    messages: Sequence[tuple[int, int, str, str]]
    signs: Sequence[SignLine]
    handouts: Sequence[Handout]
    receivers: Sequence[str]
    corrections: Sequence[CorrectionLine]
    withdrawn_at: datetime | None
    withdrawn_why: str
    can_write: bool
    can_sign: bool
    can_send_back: bool
    can_publish: bool
    needs_mandate: bool
    can_withdraw: bool


@dataclass(frozen=True, kw_only=True)
class SaidLine:
    """What was said to the public, as officers read it."""

    number: int
    at: datetime
    kind: str
    texts: Sequence[tuple[str, str]]
    is_red: bool
    is_withdrawn: bool


def statement_list(*, by: Actor) -> Sequence[StatementLine]:
    """Return all texts, what needs somebody first, then the newest."""
    rows = Statement.objects.visible_to(by).select_related("incident", "corrects")
    lines = [_line(row) for row in rows.prefetch_related("sentences").order_by("-number")]
    return sorted(lines, key=lambda line: not line.is_red)


def citable_facts(*, by: Actor, at: datetime, incident_id: int | None = None) -> Sequence[FactLine]:
    """Return what may be cited now, of one incident or of all open ones, and nothing else."""
    rows = Fact.objects.visible_to(by, Right.SEE_MEDIA).filter(withdrawn_at=None)
    rows = rows.filter(holds_until__gt=at)
    if incident_id is not None:
        rows = rows.filter(incident_id=incident_id)
    else:
        rows = rows.exclude(incident__state=IncidentState.CLOSED)
    facts = list(rows.prefetch_related("sources").order_by("incident_id", "number"))
    codes = worth([fact.pk for fact in facts], at)
    return [_fact(fact, codes[fact.pk]) for fact in facts if codes[fact.pk] == "confirmed"]


def statement_sheet(*, statement_id: int, by: Actor, at: datetime) -> StatementSheet:
    """Return it. Raises Statement.DoesNotExist."""
    rows = Statement.objects.visible_to(by).select_related("incident", "corrects")
    row = rows.get(pk=statement_id)
    sentences = sentences_of(row)
    codes = worth({fact.pk for each in sentences for fact in each.facts.all()}, at)
    is_draft = row.state == S.DRAFT
    told = Handout.objects.filter(statement=row.corrects) if row.corrects else None
    mandate = rules.mandate_of(by, at)
    may_publish = by.may(Right.PUBLISH)
    waits = row.state in rules.WAITING
    return StatementSheet(
        line=_line(row),
        incident_id=row.incident_id,
        sentences=[_sentence(each, codes) for each in sentences],
        citable=citable_facts(by=by, at=at, incident_id=row.incident_id) if is_draft else [],
        messages=citable_messages(by=by) if is_draft and row.incident_id is None else [],
        signs=[
            SignLine(
                word=str(STEPS[sign.step]),
                version=sign.version,
                by=sign.by_name,
                at=sign.at,
                note=sign.note,
            )
            for sign in row.signs.order_by("pk")
        ],
        handouts=list(row.handouts.select_related("mandate").order_by("pk")),
        receivers=list(told.order_by("pk").values_list("receiver", flat=True)) if told else [],
        corrections=[
            CorrectionLine(
                id=one.pk, texts=[(each.text_id, each.text_en) for each in _in_order(one)]
            )
            for one in row.corrections.prefetch_related("sentences").order_by("pk")
        ],
        withdrawn_at=row.withdrawn_at,
        withdrawn_why=row.withdrawn_why,
        can_write=is_draft,
        can_sign=waits and by.may(rules.CHAIN[row.state][0]) and row.drafted_by_id != by.person_id,
        can_send_back=waits or row.state == S.CLEARED,
        can_publish=row.state in {S.CLEARED, S.PUBLISHED} and (may_publish or mandate is not None),
        needs_mandate=not may_publish and mandate is None,
        can_withdraw=may_publish and row.state != S.WITHDRAWN,
    )


def citable_messages(*, by: Actor) -> Sequence[tuple[int, int, str, str]]:
    """Return (id, number, Indonesian, English) of the key messages that the organiser approved."""
    rows = PlanLine.objects.visible_to(by).filter(state__in=[Planned.APPROVED, Planned.SAID])
    return list(rows.order_by("due_at", "pk").values_list("pk", "number", "text_id", "text_en"))


def mandates(*, by: Actor, at: datetime) -> Sequence[Mandate]:
    """Return those in force."""
    rows = Mandate.objects.visible_to(by).filter(ended_at=None, until__gt=at)
    return list(rows.select_related("person").order_by("until"))


def open_incidents(*, by: Actor) -> Sequence[tuple[int, int]]:
    """Return (id, number) of the incidents a text may speak of: the numbers and no more."""
    rows = Incident.objects.visible_to(by, Right.SEE_MEDIA).exclude(state=IncidentState.CLOSED)
    return list(rows.order_by("-number").values_list("pk", "number"))


def said(*, by: Actor, at: datetime) -> Sequence[SaidLine]:
    """Return what the public was told and may read, the newest first: for all who are asked."""
    rows = Statement.objects.visible_to(by, Right.SEND_RELAY).exclude(published_at=None)
    rows = rows.filter(Q(embargo_until=None) | Q(embargo_until__lte=at))
    rows = rows.filter(state__in=[S.PUBLISHED, S.WITHDRAWN]).prefetch_related("sentences")
    return [
        SaidLine(
            number=row.number,
            at=row.published_at,
            kind=str(KINDS[row.kind]),
            texts=[(one.text_id, one.text_en) for one in _in_order(row)],
            is_red=bool(row.fallen),
            is_withdrawn=row.state == S.WITHDRAWN,
        )
        for row in rows.order_by("-published_at")[:20]
        if row.published_at is not None
    ]


def _in_order(row: Statement) -> list[Sentence]:
    return sorted(row.sentences.all(), key=lambda one: (one.order, one.pk))


def _line(row: Statement) -> StatementLine:
    first = next(iter(_in_order(row)), None)
    return StatementLine(
        id=row.pk,
        number=row.number,
        kind=str(KINDS[row.kind]),
        state=row.state,
        state_word=str(STATES[row.state]),
        version=row.version,
        incident=row.incident.number if row.incident else None,
        first_id=first.text_id if first else "",
        first_en=first.text_en if first else "",
        by=row.drafted_by_name,
        drafted_at=row.drafted_at,
        published_at=row.published_at,
        embargo_until=row.embargo_until,
        is_red=bool(row.fallen) and row.state != S.WITHDRAWN,
        corrects=row.corrects.number if row.corrects else None,
    )


def _sentence(each: Sentence, codes: dict[int, str]) -> SentenceLine:
    facts = [_fact(fact, codes[fact.pk], bare=True) for fact in each.facts.all()]
    hangs = each.part not in rules.OF_THE_HOUSE
    message = each.message
    code = rules.worth_of_message(message) if message else "confirmed"
    return SentenceLine(
        id=each.pk,
        order=each.order,
        part=each.part,
        part_word=str(PARTS[each.part]),
        text_id=each.text_id,
        text_en=each.text_en,
        facts=facts,
        message=(message.number, message.text_en, str(WORTH[code]), code == "confirmed")
        if message
        else None,
        source=each.source,
        source_gone_at=each.source_gone_at,
        source_gone_why=each.source_gone_why,
        is_red=hangs
        and (
            any(fact.worth != "confirmed" for fact in facts)
            or code != "confirmed"
            or each.source_gone_at is not None
        ),
        from_template=each.from_template,
    )


def _fact(fact: Fact, code: str, *, bare: bool = False) -> FactLine:
    """bare: without its sources, as behind a sentence."""
    return FactLine(
        id=fact.pk,
        number=fact.number,
        text=fact.text,
        worth=code,
        word=str(WORTH[code]),
        sources=[] if bare else [source.name for source in fact.sources.all()],
        holds_until=fact.holds_until,
    )
