"""What is done in the register: expectations, preferences, negotiation sheets."""

from datetime import date, datetime
from uuid import UUID, uuid4

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.kit.sealing import store
from narahubung.kit.zones import zone
from narahubung.movements.models import Trip
from narahubung.needs.entries import register as entries
from narahubung.needs.models import (
    Expectation,
    ExpectationState,
    Need,
    Negotiation,
    NegotiationState,
    Preference,
    Side,
    Wish,
)
from narahubung.needs.rules import register as rules
from narahubung.parties.models import Member, Party

_ENDS = {ExpectationState.MET, ExpectationState.DROPPED}


@command
def note_expectation(
    *,
    party_id: int,
    side: str,
    text: str,
    gain: str = "",
    owner: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Write down what one side expects; return its number. gain: what both win by it.

    Raises NothingExpected; Party.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        party = Party.objects.visible_to(by, Right.SEE_REGISTER).get(pk=party_id)
        rules.check_expectation(text)
        row = Expectation.objects.create(
            event_id=party.event_id,
            party=party,
            side=Side(side).value,
            text=text.strip(),
            gain=gain.strip(),
            owner=owner.strip()[:120],
            by_name=by.name,
            at=at,
        )
        record(
            entries.ExpectationNoted(
                party_id=party.pk,
                expectation_id=row.pk,
                side=row.side,
                text=row.text,
                gain=row.gain,
                owner=row.owner,
            )
        )
    return row.pk


@command
def answer_expectation(
    *,
    expectation_id: int,
    state: str,
    answer: str = "",
    gain: str = "",
    owner: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Say how an expectation stands. What is left empty of the rest stays as it was.

    Raises NothingAnswered; Expectation.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = Expectation.objects.for_change(by, expectation_id)
        row.answer = answer.strip() or row.answer
        row.gain = gain.strip() or row.gain
        row.owner = owner.strip()[:120] or row.owner
        rules.check_answer(state, row.answer)
        row.state = ExpectationState(state).value
        row.ended_at = at if row.state in _ENDS else None
        row.save(update_fields=["answer", "gain", "owner", "state", "ended_at"])
        record(
            entries.ExpectationAnswered(
                party_id=row.party_id,
                expectation_id=row.pk,
                text=row.text,
                state=row.state,
                answer=row.answer,
            )
        )


@command
def remember_preference(
    *,
    party_id: int,
    text: str,
    consent_by: str,
    consent_on: date,
    until: date,
    member_id: int | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Remember what a guest likes until a day, as somebody agreed to; return its number.

    Raises NothingLiked, NoConsent, ConsentAhead, EndsWrong; Party.DoesNotExist,
    Member.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        party = Party.objects.visible_to(by, Right.SEE_REGISTER).get(pk=party_id)
        today = at.astimezone(zone(Event.objects.get(pk=party.event_id).zone)).date()
        rules.check_preference(text, consent_by, consent_on, until, today)
        if member_id is not None:
            Member.objects.visible_to(by).get(pk=member_id, party_id=party.pk)
        row = Preference.objects.create(
            event_id=party.event_id,
            party=party,
            member_id=member_id,
            subject=uuid4().hex,
            text=text.strip(),
            consent_by=consent_by.strip()[:120],
            consent_on=consent_on,
            until=until,
            by_name=by.name,
            at=at,
        )
        record(
            entries.PreferenceRemembered(
                party_id=party.pk,
                preference_id=row.pk,
                preference=row.subject,
                text=text.strip(),
                consent_by=row.consent_by,
                until=until,
            )
        )
    return row.pk


@command
def forget_preference(
    *, preference_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Forget at once what a guest no longer wants to be remembered. Cannot be undone.

    Raises Preference.DoesNotExist, also for one that is forgotten already.
    """
    with act(by=by, at=at, key=key) as record:
        row = Preference.objects.visible_to(by).filter(ended_at=None).select_for_update()
        found = row.get(pk=preference_id)
        record(_forgotten(found, at, withdrawn=True))


@command
def forget_expired(*, before: date, by: Actor, at: datetime, key: UUID | None = None) -> int:
    """Forget the preferences of one event whose last day lies before a day; return how many.

    At least one must be due.
    """
    with act(by=by, at=at, key=key) as record:
        due = Preference.objects.visible_to(by).filter(ended_at=None, until__lt=before)
        rows = list(due.select_for_update().order_by("pk"))
        for row in rows:
            record(_forgotten(row, at, withdrawn=False))
    return len(rows)


def _forgotten(row: Preference, at: datetime, *, withdrawn: bool) -> entries.PreferenceForgotten:
    """Empty the row and destroy its key, so that the journal cannot tell it either."""
    row.text, row.ended_at = "", at
    row.save(update_fields=["text", "ended_at"])
    store().destroy(row.seal_subject())
    return entries.PreferenceForgotten(
        party_id=row.party_id, preference_id=row.pk, withdrawn=withdrawn
    )


@command
def open_negotiation(
    *,
    party_id: int,
    about: str,
    title: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Open the sheet on which a thing is talked over; return its number. about: `need:12`.

    title: of a thing that stands above this room (a meeting); others have words of their own.
    Raises NotThere, AlreadyTalkedOver; DoesNotExist of Party, Need, Expectation, Wish, Trip.
    """
    with act(by=by, at=at, key=key) as record:
        # Locked, so that of two who press at once the second finds the sheet of the first.
        party = Party.objects.for_change(by, party_id, Right.SEE_REGISTER)
        rules.check_about(about)
        words = _words_of(party, about, by)
        rules.check_one_sheet(party.pk, about)
        row = Negotiation.objects.create(
            event_id=party.event_id,
            party=party,
            about=about,
            title=(words or title).strip()[:200] or about,
            by_name=by.name,
            at=at,
        )
        record(
            entries.NegotiationOpened(
                party_id=party.pk, negotiation_id=row.pk, about=about, title=row.title
            )
        )
    return row.pk


@command
def write_negotiation(
    *,
    negotiation_id: int,
    theirs: str,
    ours: str,
    offers: str,
    agreed: str,
    state: str,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Write down both interests, the offers and what was agreed.

    Raises NothingAgreed; Negotiation.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = Negotiation.objects.for_change(by, negotiation_id)
        rules.check_agreed(state, agreed)
        row.theirs, row.ours = theirs.strip(), ours.strip()
        row.offers, row.agreed = offers.strip(), agreed.strip()
        row.state = NegotiationState(state).value
        row.save(update_fields=["theirs", "ours", "offers", "agreed", "state"])
        record(
            entries.NegotiationWritten(
                party_id=row.party_id,
                negotiation_id=row.pk,
                title=row.title,
                state=row.state,
                agreed=row.agreed,
            )
        )


def _words_of(party: Party, about: str, by: Actor) -> str:
    """Return the words of a thing of the party; "" where this room does not know the thing."""
    kind, _colon, number = about.partition(":")
    pk = int(number)
    if kind == "need":
        return Need.objects.visible_to(by).get(pk=pk, party=party).words
    if kind == "expectation":
        return Expectation.objects.visible_to(by).get(pk=pk, party=party).text
    if kind == "wish":
        wish = Wish.objects.visible_to(by).get(pk=pk, party=party)
        return wish.text or wish.thing
    if kind == "trip":
        return Trip.objects.visible_to(by).get(pk=pk, party=party).label()
    return ""
