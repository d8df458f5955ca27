"""The pocket card of a party: all its days, whom to call, how to greet."""

from datetime import datetime, timedelta

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.assignments.queries import serving_of
from narahubung.kit.actor import Actor
from narahubung.kit.said import said
from narahubung.kit.zones import clock_text, zone, zone_label
from narahubung.knowledge.models import Briefing
from narahubung.parties.models import Contact, Department, Member, Party
from narahubung.programme.models import Release
from narahubung.relays.models import Lane
from narahubung.relays.queries import inbox
from narahubung.reports.paper import data
from narahubung.reports.queries import days
from narahubung.reports.queries.names import joined, party_name, person_name, script_language

WORD_OF = timedelta(hours=24)  # older messages are no longer carried in a pocket


def pocket_card(
    *, event: Event, party: Party, by: Actor, at: datetime, url: str
) -> data.PocketCard:
    """Return the card of one party as `by` may see it; thirteen queries.

    A card leaves the phone: no health data, no member's phone and no room stands on it.
    """
    here = event.zone
    moments = [
        *days.sessions(party, by, here),
        *days.meetings(party, by, here),
        *days.movements(party, by, here),
        *days.trips(party, by, here),
    ]
    briefing = briefing_of(party, by)
    return data.PocketCard(
        event=event.name,
        code=party.code,
        delegation=party_name(party),
        zone=zone_label(here, at),
        printed_at=at.astimezone(zone(here)),
        version=version_of(event),
        url=url,
        head=head_of(party, by, briefing),
        officers=officers_of(party, by, at),
        departments=departments_of(by),
        days=days.days(moments),
        notes=(*_word(by, at, here), *_briefed(briefing, party), *_emergency(by)),
        synthetic=is_synthetic(event, party),
        language=language_now(),
    )


def language_now() -> data.Language:
    """Return the language in force as the press knows it."""
    return "en" if (get_language() or "").startswith("en") else "id"


def is_synthetic(event: Event, party: Party) -> bool:
    """Tell whether anything on the sheet may be invented."""
    return (
        bool(event.facts.get("synthetic"))
        or party.synthetic
        or Member.objects.filter(party=party, synthetic=True).exists()
    )


def version_of(event: Event) -> str:
    """Return the number of the programme's newest release, a dash before the first."""
    number = (
        Release.objects.filter(event=event)
        .order_by("-number")
        .values_list("number", flat=True)
        .first()
    )
    return str(number or "\N{EN DASH}")


def briefing_of(party: Party, by: Actor) -> Briefing | None:
    """Return what is polite with this party, where the person may read it."""
    return Briefing.objects.visible_to(by).filter(party=party).first()


def head_of(party: Party, by: Actor, briefing: Briefing | None) -> data.Name | None:
    """Return the head with the form of address; in the own script only who may see people."""
    address = briefing.form_of_address if briefing else ""
    if by.may_for(Right.SEE_PEOPLE, party.pk):
        members = Member.objects.visible_to(by).filter(party=party)
        if member := members.filter(role="head_of_delegation").first():
            return person_name(member, address=address)
    return data.Name(text=party.head_name, address=address) if party.head_name else None


def officers_of(party: Party, by: Actor, at: datetime) -> tuple[data.Officer, ...]:
    """Return who serves the party: who is on duty at that moment first, the lead before others."""
    serving = serving_of(by=by, party_id=party.pk)
    return tuple(
        data.Officer(name=one.officer, duty=one.position_word, phone=one.phone, radio=one.call_sign)
        for one in sorted(serving, key=lambda one: not one.since <= at < one.until)
    )


def departments_of(by: Actor) -> tuple[data.Department, ...]:
    """Return the numbers of the departments, by name."""
    rows = Department.objects.visible_to(by)
    return tuple(
        data.Department(
            name=row.name, phone=row.duty_phone, radio=row.radio_channel, hours=row.hours
        )
        for row in sorted(rows, key=lambda row: row.name)
    )


def _word(by: Actor, at: datetime, here: str) -> list[str]:
    """Return what this officer was told by message; a corrected text beside the one it voids."""
    lines = []
    for line in inbox(by=by, at=at, lane=Lane.OPERATIONS.value):
        word = line.message
        if at - word.sent_at > WORD_OF:
            continue
        time = clock_text(word.sent_at, here)
        lines.append(_("{code}, {time}: {text}").format(code=word.code, time=time, text=word.text))
        if word.replaces_text:
            void = _("REPLACED, void: {code} {text}")
            lines.append(void.format(code=word.replaces_code, text=word.replaces_text))
    return lines


def _briefed(briefing: Briefing | None, party: Party) -> list[str]:
    if briefing is None:
        return []
    greeting = briefing.greeting_native
    if script_language(greeting, party.official_languages):
        greeting = joined(greeting, briefing.greeting_latin, by=" = ")
    lines = [
        (_("Greeting: {words}"), greeting),
        (_("Do: {words}"), briefing.do),
        (_("Avoid: {words}"), briefing.avoid),
        (_("Food and drink: {words}"), briefing.food_and_drink),
    ]
    return [sentence.format(words=words) for sentence, words in lines if words]


def _emergency(by: Actor) -> list[str]:
    rows = Contact.objects.visible_to(by).filter(category="emergency").exclude(phone="")
    numbers = ", ".join(f"{said(row.name)} {row.phone}" for row in rows.order_by("code"))
    return [_("Emergency: {numbers}").format(numbers=numbers)] if numbers else []
