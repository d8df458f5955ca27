"""When a part is understood, may start, may be handed on; when an evacuation may be ordered."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from narahubung.crisis.models import Action, ActionState, PermitState
from narahubung.kit.refusals import Refusal
from narahubung.kit.said import in_one

A = ActionState
LACKING = {PermitState.NEEDED, PermitState.ASKED, PermitState.REFUSED}
TRANSPORTED = {"hotel", "safe_site", "leave"}  # levels for which cars are needed
FEWEST_WORDS = 3


class PlanIsMade(Refusal):
    """The same template twice."""

    says = _("This incident has that plan already.")
    advice = _("Change it, or add a part.")
    status = 409


class NoParts(Refusal):
    """A template none of whose parts finds a party."""

    says = _("Choose at least one delegation.")


class NothingToDo(Refusal):
    """A part without words."""

    says = _("Write what is to be done.")


class NoParty(Refusal):
    """A part of nobody."""

    says = _("Say who does it: a delegation, a team, or an organisation by name.")


class NotUnderstood(Refusal):
    """Another answer than the right one."""

    says = _("That is not the right answer.")
    advice = _("Read the part once more, ask if it is not clear, then answer again.")


class NotInOwnWords(Refusal):
    """Nothing said back, or only what was read."""

    says = _("Say it back in your own words, in one sentence.")


class ConfirmedBefore(Refusal):
    """This version is confirmed."""

    says = _("{name} has confirmed this part already.")
    status = 409


class ChangedSince(Refusal):
    """What was confirmed is an older version of the part."""

    says = _("This part was changed after you read it. Now it says: “{text}”")
    advice = _("Read it again and confirm what it says now.")
    status = 409


class WaitsForOthers(Refusal):
    """What comes before it is not done."""

    says = _("It waits for: {numbers}.")
    advice = _("Finish those first, or take the order out.")
    status = 409


class LacksPermit(Refusal):
    """What it needs is not given."""

    says = _("It needs “{permit}” ({state}).")
    advice = _("Get it, or let somebody who leads the crisis decide without it: name and reason.")
    status = 409


class OnlyLeadDecides(Refusal):
    """A start without what is needed, by somebody who does not lead."""

    says = _("Only who leads in the crisis lets it start without what it needs.")
    status = 403


class NotNow(Refusal):
    """A move that its state does not allow."""

    says = _("This part is {state}.")
    status = 409


class GoesInACircle(Refusal):
    """A would wait for B, which waits for A."""

    says = _("Part {number} waits for this one already, directly or through others: {chain}.")
    advice = _("Take one of these orders out first.")
    status = 409


class NoSuchPart(Refusal):
    """A number that no part of this plan has."""

    says = _("There is no part {number} in this plan.")


class HandedOff(Refusal):
    """It waits for the taker's signature."""

    says = _("It is being handed to {name}, who has not signed yet.")
    status = 409


class NotHandedOff(Refusal):
    """Nobody gives it away."""

    says = _("Nobody hands this part over.")
    status = 409


class SameSignature(Refusal):
    """One person signed twice."""

    says = _("Who gave it cannot take it: a second person signs.")
    advice = _("For an organisation outside, write the name of its person who takes it.")
    status = 409


class NotReady(Refusal):
    """An evacuation that lacks something."""

    says = _("Not ready: {lacks}.")
    advice = _("Complete it, or say in one sentence why it goes all the same.")
    status = 409


class NoDecider(Refusal):
    """An order of nobody."""

    says = _("Name who decides it.")


class EvacuationIsOver(Refusal):
    """It was called off, or put away."""

    says = _("This evacuation is over.")
    status = 409


class EvacuationNotNow(Refusal):
    """A move that its state does not allow."""

    says = _("This evacuation is {state}.")
    status = 409


class NotHowMany(Refusal):
    """A count nobody means."""

    says = _("Count heads: a number from 0 to {most}.")


MOST = 5000


def check_understood(action: Action, answer: str, said_back: str) -> None:
    """Raise NotUnderstood, NotInOwnWords. answer: as read, in either language."""
    if action.ask and action.answers and not _same(answer, action.answers[0]):
        raise NotUnderstood
    back, told = _plain(said_back), _plain(in_one(action.text))
    if len(back.split()) < FEWEST_WORDS or (back == told and len(told.split()) > FEWEST_WORDS):
        raise NotInOwnWords


def check_version(action: Action, version: int | None) -> None:
    """Raise ChangedSince. version: as it was read, None for the one on the screen now."""
    if version is not None and version != action.version:
        raise ChangedSince(text=in_one(action.text))


def check_can_start(
    action: Action, *, before: Sequence[Action], decider: str, why: str, leads: bool
) -> None:
    """Raise NotNow, WaitsForOthers, LacksPermit, OnlyLeadDecides. before: what it waits for."""
    check_state(action, {A.PLANNED})
    open_ = [one for one in before if one.state in {A.PLANNED, A.STARTED}]
    if open_:
        raise WaitsForOthers(numbers=", ".join(f"{one.number}" for one in open_))
    if action.permit_state not in LACKING:
        return
    if not (decider.strip() and why.strip()):
        raise LacksPermit(
            permit=in_one(action.permit), state=PermitState(action.permit_state).label
        )
    if not leads:
        raise OnlyLeadDecides


def check_state(action: Action, states: Collection[ActionState]) -> None:
    """Raise NotNow."""
    if action.state not in states:
        raise NotNow(state=ActionState(action.state).label)


def check_no_circle(
    number: int, before: int, waits: Mapping[int, Iterable[int]], names: Mapping[int, int]
) -> None:
    """Raise GoesInACircle where `before` waits for `number`. waits: id to the ids it waits for.

    names: id to the number people call it by. Depth first, each part once.
    """
    way, seen = [[before]], set()
    while way:
        chain = way.pop()
        last = chain[-1]
        if last == number:
            told = " \N{RIGHTWARDS ARROW} ".join(str(names[one]) for one in chain)
            raise GoesInACircle(number=names[before], chain=told)
        if last not in seen:
            seen.add(last)
            way += [[*chain, one] for one in waits.get(last, ())]


def check_count(heads: int) -> None:
    """Raise NotHowMany."""
    if not 0 <= heads <= MOST:
        raise NotHowMany(most=MOST)


def lacks_of(
    *,
    level: str,
    rally: str,
    safe_place: str,
    route: str,
    authority: str,
    vehicles: int,
    unknown_seats: int,
    seats: int,
    people: int,
) -> list[str | Promise]:
    """Return by name what an evacuation lacks. people: who must find a seat."""
    lacks: list[str | Promise] = []
    if not authority.strip():
        lacks.append(_("who decides"))
    if not rally.strip():
        lacks.append(_("rally point"))
    if not safe_place.strip():
        lacks.append(_("safe place"))
    if level not in TRANSPORTED:
        return lacks
    if not route.strip():
        lacks.append(_("route"))
    if not vehicles:
        lacks.append(_("vehicle"))
    elif unknown_seats:
        lacks.append(format_lazy(_("seats of {number} vehicles"), number=unknown_seats))
    if vehicles and people > seats:
        lacks.append(
            format_lazy(_("{lack} seats for {people} people"), lack=people - seats, people=people)
        )
    return lacks


def is_overdue(action: Action, at: datetime) -> bool:
    """Tell whether its clock ran out before it was done."""
    return action.state in {A.PLANNED, A.STARTED} and action.due_at <= at


def _same(answer: str, right: str) -> bool:
    english, _sep, indonesian = right.partition(" || ")
    return _plain(answer) in {_plain(right), _plain(english), _plain(indonesian or english)}


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().casefold()
