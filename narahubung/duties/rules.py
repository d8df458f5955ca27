"""Where a step stands, when its next look is due, and who may look. Pure: no queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.duties.models import Check, Observation, Step, StepState
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal

# A second look is one at another time: not the same tap twice.
SECOND_TIME = timedelta(minutes=1)
UNDO_WITHIN = timedelta(minutes=10)
# A tick that went bad is looked at again soon, at the latest so long after the change.
AGAIN_WITHIN, AGAIN_AT_LATEST = timedelta(minutes=30), timedelta(hours=12)
LATE_AFTER = timedelta(minutes=10)
LOOKS = ("check", "recheck")
BESIDE = "beside"  # a look at what another had checked already: no new state, but it is not lost
FINISHED = (StepState.RECHECKED, StepState.ELSEWHERE)


class NotYours(Refusal):
    """The person may see the step but does not work on it."""

    says = _("Only who is attached to this delegation, or the coordinator, ticks its steps.")
    status = 403


class StepIsGone(Refusal):
    """The fact it hung on is gone."""

    says = _("This step no longer applies: what it hung on was cancelled or changed.")


class StepSleeps(Refusal):
    """A step for special cases that nobody opened."""

    says = _("This step is only for when it is needed.")
    advice = _("Open it first.")


class StepIsOpen(Refusal):
    """Opened before."""

    says = _("This step is open already.")


class AlreadyChecked(Refusal):
    """Somebody was first."""

    says = _("This was checked already, by {name} at {clock}.")
    advice = _("If you looked yourself as well, press re-check.")


class AllDone(Refusal):
    """Nothing left to look at."""

    says = _("This is checked and re-checked; nothing is left to do.")


class NotCheckedYet(Refusal):
    """A re-check is the second look."""

    says = _("This was not checked yet, so it cannot be re-checked.")
    advice = _("Press check: your look is the first one.")


class TooSoon(Refusal):
    """The same person in the same minute."""

    says = _("You checked this a moment ago. A re-check is a second look.")
    advice = _("Look again later, or let a colleague look.")


class AnotherPerson(Refusal):
    """Critical steps are looked at by two people."""

    says = _("This step is critical: {name} checked it, so somebody else must re-check it.")
    advice = _("Ask your deputy or the coordinator to look.")


class NothingToUndo(Refusal):
    """No check stands."""

    says = _("There is no check to take back.")


class LookedSince(Refusal):
    """Somebody looked after the page was shown: that look was not what was to be taken back."""

    says = _("{name} has looked since. That check stays.")


class TooLateToUndo(Refusal):
    """Somebody else's check, or one's own of long ago."""

    says = _("You can take back your own check within 10 minutes.")
    advice = _("Ask the coordinator to take it back.")


class AlreadyRemoved(Refusal):
    """The observation is gone or became a request."""

    says = _("This observation was removed already.")


class NothingSaid(Refusal):
    """An empty note or observation."""

    says = _("Write a few words first.")


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What a step's checks amount to on the facts of today."""

    done: int
    state: str
    changed: list[dict[str, str]]


def looks(checks: Iterable[Check]) -> list[Check]:
    """Return the checks and re-checks that were not taken back, oldest first."""
    return sorted((c for c in checks if c.kind in LOOKS and not c.undone), key=lambda c: c.pk or 0)


def newest_look(checks: Iterable[Check]) -> Check | None:
    """Return the last look of anybody, also one that came beside another's."""
    made = [c for c in checks if c.kind in {*LOOKS, BESIDE} and not c.undone]
    return max(made, key=lambda c: c.pk or 0, default=None)


def differs(seen: Mapping[str, str], facts: Mapping[str, str]) -> list[dict[str, str]]:
    """Return what changed between two sets of facts; a fact only one of them knows is no change."""
    return [
        {"fact": fact, "old": seen[fact], "new": facts[fact]}
        for fact in sorted(seen.keys() & facts.keys())
        if seen[fact] != facts[fact]
    ]


def standing(*, facts: Mapping[str, str], moments: int, checks: Iterable[Check]) -> Standing:
    """Say where a step stands. A tick counts while the facts are those it was made on.

    So a fact that goes back to what it was gives the tick back, and one undone tick gives way to
    the one before it.
    """
    made = looks(checks)
    done = min(max((c.reached for c in made if not differs(c.facts, facts)), default=0), moments)
    if done >= moments:
        return Standing(done=done, state=StepState.RECHECKED, changed=[])
    if done:
        return Standing(done=done, state=StepState.CHECKED, changed=[])
    if made:
        return Standing(done=0, state=StepState.AGAIN, changed=differs(made[-1].facts, facts))
    return Standing(done=0, state=StepState.OPEN, changed=[])


def reached(*, moments: Sequence[datetime], done: int, at: datetime) -> int:
    """Return how many moments stand after a look at `at`.

    One look answers every re-check that was due by then, but a first look never the last re-check:
    every step is looked at twice.
    """
    passed = sum(1 for moment in moments if moment <= at)
    most = len(moments) - 1 if done == 0 and len(moments) > 1 else len(moments)
    return min(max(done + 1, passed), most)


def due_at(*, state: str, moments: Sequence[datetime], done: int, at: datetime) -> datetime | None:
    """Return when the next look is due; `at` is when the step came into this state."""
    if state == StepState.AGAIN:
        coming = next((moment for moment in moments if moment > at), at)
        return min(max(coming, at + AGAIN_WITHIN), at + AGAIN_AT_LATEST)
    if state in {StepState.OPEN, StepState.CHECKED} and done < len(moments):
        return moments[done]
    return None


def check_can_work(step: Step, by: Actor) -> None:
    """Raise NotYours, StepIsGone or StepSleeps."""
    check_may_for(step.party_id, by)
    if step.state == StepState.GONE:
        raise StepIsGone
    if step.state == StepState.ASLEEP:
        raise StepSleeps


def check_may_for(party_id: int, by: Actor) -> None:
    """Raise NotYours for who does not work for this party."""
    if not by.may_for(Right.DO_DUTIES, party_id):
        raise NotYours


def check_can_check(step: Step, checks: Iterable[Check], by: Actor, clock: str) -> None:
    """Raise when this is not the first look."""
    check_can_work(step, by)
    if step.state in FINISHED:
        raise AllDone
    if step.state == StepState.CHECKED:
        last = looks(checks)[-1]
        raise AlreadyChecked(name=last.by_name, clock=clock)


def check_can_recheck(step: Step, checks: Iterable[Check], by: Actor, at: datetime) -> None:
    """Raise when there is nothing to look at a second time, or not by this person now.

    Source of the rule: two entries by different persons or at two times; critical steps need two
    different people.
    """
    check_can_work(step, by)
    if step.state in FINISHED:
        raise AllDone
    if step.state != StepState.CHECKED:
        raise NotCheckedYet
    standing_ones = [c for c in looks(checks) if not differs(c.facts, step.facts)]
    first, last = standing_ones[0], standing_ones[-1]
    if step.critical and first.person_id == by.person_id:
        raise AnotherPerson(name=first.by_name)
    if last.person_id == by.person_id and at < last.at + SECOND_TIME:
        raise TooSoon


def check_can_undo(
    step: Step, checks: Iterable[Check], by: Actor, at: datetime, *, seen: int | None = None
) -> None:
    """Raise unless it is one's own slip of the last minutes, or a coordinator asks.

    seen: the look that was shown as the last one, None where nothing was shown.
    """
    checks = list(checks)
    last, newest = next(reversed(looks(checks)), None), newest_look(checks)
    check_may_for(step.party_id, by)
    if last is None or differs(last.facts, step.facts):  # what no longer counts is history
        raise NothingToUndo
    if seen is not None and newest is not None and newest.pk > seen:
        raise LookedSince(name=newest.by_name)
    if Right.DO_DUTIES in by.everywhere:
        return
    if last.person_id != by.person_id or at > last.at + UNDO_WITHIN:
        raise TooLateToUndo


def check_can_open(step: Step, by: Actor) -> None:
    """Raise unless the step sleeps."""
    check_may_for(step.party_id, by)
    if step.state == StepState.GONE:
        raise StepIsGone
    if step.state != StepState.ASLEEP:
        raise StepIsOpen


def check_has_words(text: str) -> None:
    """Raise NothingSaid for blank text."""
    if not text.strip():
        raise NothingSaid


def check_still_there(observation: Observation) -> None:
    """Raise AlreadyRemoved."""
    if observation.removed:
        raise AlreadyRemoved


def moments_of(step: Any) -> list[datetime]:
    """Return a step's moments as aware times."""
    return [datetime.fromisoformat(moment) for moment in step.moments]
