"""The duty book of a party: all that its officers work with, on paper."""

from collections import defaultdict
from datetime import date, datetime

from django.utils.translation import gettext as _

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.assignments.words import languages_told
from narahubung.duties.lists import text_of
from narahubung.duties.models import Check, Step, StepState
from narahubung.duties.words import label_word
from narahubung.journal.reading import history
from narahubung.kit.actor import Actor
from narahubung.kit.said import said
from narahubung.kit.templatetags.times import day_text, local_day
from narahubung.kit.zones import clock_text, zone, zone_label
from narahubung.knowledge.models import Rule
from narahubung.movements.models import Movement, Trip
from narahubung.parties.models import Contact, Member, MemberPapers, Party
from narahubung.relays.models import Side
from narahubung.relays.queries.parties import for_party
from narahubung.reports.paper import data
from narahubung.reports.queries import card, days
from narahubung.reports.queries.bulletin import notice
from narahubung.reports.queries.names import (
    joined,
    movement_state,
    party_name,
    person_name,
    state_of,
)
from narahubung.stays.models import RoomBlock

HISTORY_LINES = 60
MESSAGES = 60
_REACHED = ("head_of_delegation", "aide", "protocol_advance", "interpreter", "security")


def duty_book(*, event: Event, party: Party, by: Actor, at: datetime, url: str) -> data.DutyBook:
    """Return the book of one party as `by` may see it; about twenty queries.

    Members' phones only with the right to see them; health data never.
    """
    here = event.zone
    programme = [*days.sessions(party, by, here), *days.meetings(party, by, here)]
    return data.DutyBook(
        event=event.name,
        code=party.code,
        delegation=party_name(party),
        zone=zone_label(here, at),
        printed_at=at.astimezone(zone(here)),
        version=card.version_of(event),
        url=url,
        head=card.head_of(party, by, card.briefing_of(party, by)),
        officers=card.officers_of(party, by, at),
        departments=card.departments_of(by),
        people=_people(party, by),
        programme=days.days(programme),
        movements=_movements(party, by, here),
        trips=_trips(party, by, here),
        stays=_stays(party, by),
        duties=_duties(party, by, here),
        messages=_messages(event, party, by, at),
        contacts=_contacts(party, by),
        rules=tuple(
            data.Rule(topic=said(rule.topic), text=rule.text)
            for rule in Rule.objects.visible_to(by).order_by("topic", "code")
        ),
        history=_history(party, by, here),
        synthetic=card.is_synthetic(event, party),
        language=card.language_now(),
    )


def role_word(role: str) -> str:
    """Return what a member does, in the language in force; an unknown word stands as it is."""
    known = {
        "head_of_delegation": _("head of delegation"),
        "delegate": _("delegate"),
        "aide": _("aide"),
        "security": _("security"),
        "protocol_advance": _("protocol, advance team"),
        "interpreter": _("interpreter"),
        "medical": _("medical staff"),
        "media": _("media"),
        "it": _("technical staff"),
    }
    return known.get(role, role.replace("_", " "))


def _people(party: Party, by: Actor) -> tuple[data.Member, ...]:
    rows = Member.objects.visible_to(by).filter(party=party).order_by("code")
    return tuple(
        data.Member(
            name=person_name(row),
            function=said(row.position) or role_word(row.role),
            languages=languages_told(row.languages),
        )
        for row in sorted(rows, key=lambda row: not row.is_head)
    )


def _movements(party: Party, by: Actor, here: str) -> tuple[data.Movement, ...]:
    rows = Movement.objects.visible_to(by).filter(party=party).select_related("terminal")
    timed = sorted(
        ((at, row) for row in rows if (at := days.moment_of(row))), key=lambda pair: pair[0]
    )
    return tuple(
        data.Movement(
            day=day_text(local_day(at, here), short=True),
            time=clock_text(at, here),
            direction=str(row.get_direction_display()),
            party=said(row.travelling),
            carrier=joined(said(row.carrier), row.other_end),
            place=days.place_name(row.terminal) or row.airport,
            pax="" if row.pax is None else str(row.pax),
            bags="" if row.bags is None else str(row.bags),
            state=movement_state(row),
            old_time=days.old_time(row, here),
        )
        for at, row in timed
    )


def _trips(party: Party, by: Actor, here: str) -> tuple[data.Trip, ...]:
    rows = (
        Trip.objects.visible_to(by)
        .filter(party=party)
        .exclude(departs_at=None)
        .select_related("from_place", "to_place", "vehicle", "escort")
        .order_by("departs_at")
    )
    return tuple(
        data.Trip(
            day=day_text(local_day(row.departs_at, here), short=True),
            depart=clock_text(row.departs_at, here),
            arrive=clock_text(row.arrives_at, here) if row.arrives_at else "",
            purpose=said(row.purpose),
            origin=days.place_name(row.from_place),
            destination=days.place_name(row.to_place),
            vehicle=row.vehicle.model if row.vehicle else "",
            plate=row.vehicle.plate if row.vehicle else "",
            driver=row.vehicle.driver if row.vehicle else "",
            phone=row.vehicle.driver_phone if row.vehicle else "",
            escort=joined(row.escort.name, row.escort.radio_channel) if row.escort else "",
            passengers="" if row.passengers is None else str(row.passengers),
            state=state_of(row.certainty),
        )
        for row in rows
        if row.departs_at
    )


def _stays(party: Party, by: Actor) -> tuple[data.Stay, ...]:
    rows = RoomBlock.objects.visible_to(by).filter(party=party).select_related("hotel")
    return tuple(
        data.Stay(
            hotel=row.hotel.name,
            check_in=_day(row.check_in),
            check_out=_day(row.check_out),
            rooms=joined(
                _("{number} rooms").format(number=row.rooms) if row.rooms else "",
                _("{number} suites").format(number=row.suites) if row.suites else "",
            ),
            note=row.note,
        )
        for row in rows.order_by("check_in", "code")
    )


def _day(on: date | None) -> str:
    return day_text(on, short=True) if on else ""


def _duties(party: Party, by: Actor, here: str) -> tuple[data.DutyDay, ...]:
    rows = list(
        Step.objects.visible_to(by)
        .filter(party=party)
        .exclude(state__in=[StepState.GONE, StepState.ASLEEP])
        .order_by("check_at", "code")
    )
    looks: dict[int, list[Check]] = defaultdict(list)
    standing = Check.objects.filter(step__in=rows, undone=False, stale=False)
    for look in standing.filter(kind__in=["check", "recheck"]).order_by("pk"):
        looks[look.step_id].append(look)
    found: dict[date, list[data.Step]] = defaultdict(list)
    for step in rows:
        made = looks[step.pk] if step.done else []
        found[local_day(step.check_at, here)].append(
            data.Step(
                time=clock_text(step.check_at, here),
                text=joined(
                    text_of(step.procedure, step.version, step.code),
                    label_word(step.anchor_label),
                    by=" - ",
                ),
                place=step.place.replace(" > ", " \N{RIGHTWARDS ARROW} "),
                critical=step.critical,
                checked=_("done before")
                if step.state == StepState.ELSEWHERE
                else _look(made, 0, here),
                rechecked=_look(made, -1, here) if len(made) > 1 else "",
            )
        )
    return tuple(
        data.DutyDay(label=day_text(on, year=True), steps=tuple(steps))
        for on, steps in sorted(found.items())
    )


def _messages(event: Event, party: Party, by: Actor, at: datetime) -> tuple[data.Notice, ...]:
    """Return the newest messages of the party, the oldest of them first; none said inside."""
    rows = for_party(party.pk, by=by, at=at).exclude(side=Side.INSIDE.value)
    newest = rows.select_related("superseded_by").order_by("-sent_at", "-pk")[:MESSAGES]
    return tuple(notice(row, event) for row in reversed(newest))


def _look(checks: list[Check], which: int, here: str) -> str:
    if not checks:
        return ""
    return f"{checks[which].by_name} {clock_text(checks[which].at, here)}"


def _contacts(party: Party, by: Actor) -> tuple[data.Contact, ...]:
    found = []
    if by.may_for(Right.SEE_CONTACTS, party.pk):
        papers = (
            MemberPapers.objects.filter(member__party=party, member__role__in=_REACHED)
            .exclude(phone="")
            .select_related("member")
            .only("phone", "member__full_name", "member__role", "member__code")
            .order_by("member__code")
        )
        found += [
            data.Contact(name=p.member.full_name, role=role_word(p.member.role), phone=p.phone)
            for p in papers
        ]
    rows = Contact.objects.visible_to(by).filter(category__in=["emergency", "hospital", "embassy"])
    found += [
        data.Contact(
            name=row.name,
            role=row.person,
            phone=row.phone,
            radio=row.radio,
            hours=row.hours,
        )
        for row in rows.order_by("code")
        if row.category != "embassy" or party.code in (row.organisation, row.code)
    ]
    return tuple(found)


def _history(party: Party, by: Actor, here: str) -> tuple[data.HistoryLine, ...]:
    lines = history(topic=f"party:{party.pk}", by=by, limit=HISTORY_LINES)
    return tuple(
        data.HistoryLine(
            at=f"{day_text(local_day(line.at, here), short=True)} {clock_text(line.at, here)}",
            text=line.says,
            by=line.by,
        )
        for line in reversed(lines)
        if line.says
    )
