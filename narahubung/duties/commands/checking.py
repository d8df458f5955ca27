"""Ticks: the first look, the second, taking one back, notes, and steps for special cases."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from narahubung.accounts.models import Event
from narahubung.documents import commands as documents
from narahubung.documents.reading import Received
from narahubung.duties import entries, rules
from narahubung.duties.commands.unfolding import about_step
from narahubung.duties.counting import recount
from narahubung.duties.models import Check, Step, StepState
from narahubung.journal.acting import act, command, found_once, kept_for_the_end
from narahubung.kit.actor import Actor
from narahubung.kit.zones import clock_text
from narahubung.parties.models import Party

_KEPT = ["done", "state", "changed", "due_at", "recheck_at"]


@command
def check(
    *,
    step_id: int,
    note: str = "",
    count: int | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Say that one looked, the first time (or again, after the fact changed).

    at: when it was done in the field, also when that reached us much later.
    Raises NotYours, StepIsGone, StepSleeps, AlreadyChecked, AllDone; Step.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        step = Step.objects.for_change(by, step_id)
        made = list(step.checks.all())
        rules.check_can_check(step, made, by, _clock_of(step, made))
        look = _look(step, "check", note=note, count=count, by=by, at=at)
        _settle(step, [*made, look], at)
        record(
            entries.StepChecked(**about_step(step), looked_at=at, note=note.strip(), count=count)
        )


@command
def recheck(
    *,
    step_id: int,
    note: str = "",
    count: int | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Say that one looked a second time, or as the second person; times as in `check`.

    Raises NotYours, StepIsGone, StepSleeps, NotCheckedYet, AllDone, TooSoon, AnotherPerson;
    Step.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        step = Step.objects.for_change(by, step_id)
        made = list(step.checks.all())
        rules.check_can_recheck(step, made, by, at)
        look = _look(step, "recheck", note=note, count=count, by=by, at=at)
        _settle(step, [*made, look], at)
        record(
            entries.StepRechecked(**about_step(step), looked_at=at, note=note.strip(), count=count)
        )


@command
def look_beside(
    *, step_id: int, text: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Keep that somebody looked as well at what another had checked already.

    The step stands as it did; but who takes the other's check back has not seen this one, so it
    stays checked. Raises NotYours, NothingSaid; Step.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        step = Step.objects.for_change(by, step_id)
        rules.check_may_for(step.party_id, by)
        rules.check_has_words(text)
        _look(step, rules.BESIDE, note="", count=None, by=by, at=at)
        record(entries.StepNoted(**about_step(step), note=text.strip()))


@command
def undo_check(
    *,
    step_id: int,
    seen: int | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Take back the last check or re-check of a step; it stays in the history as taken back.

    One's own within 10 minutes, a coordinator any. seen: the last one that the page showed; a later
    one stays. Raises NotYours, NothingToUndo, LookedSince, TooLateToUndo; Step.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        step = Step.objects.for_change(by, step_id)
        made = list(step.checks.all())
        rules.check_can_undo(step, made, by, at, seen=seen)
        last = rules.looks(made)[-1]
        last.undone = True
        last.save(update_fields=["undone"])
        _settle(step, made, at)
        record(entries.CheckUndone(**about_step(step), check_id=last.pk, of=last.by_name))


@command
def open_when_needed(*, step_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Open a step for a special case (lost luggage); it is due at once.

    Raises NotYours, StepIsGone, StepIsOpen; Step.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        step = Step.objects.for_change(by, step_id)
        rules.check_can_open(step, by)
        step.state, step.due_at = StepState.OPEN, at
        step.save(update_fields=["state", "due_at"])
        record(entries.StepOpened(**about_step(step)))


@command
def note(*, step_id: int, text: str, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Write something down at a step. Raises NotYours, NothingSaid; Step.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        step = Step.objects.for_change(by, step_id)
        rules.check_may_for(step.party_id, by)
        rules.check_has_words(text)
        _look(step, "note", note=text, count=None, by=by, at=at)
        record(entries.StepNoted(**about_step(step), note=text.strip()))


@command
def note_in_log(
    *,
    party_id: int,
    text: str,
    files: Sequence[Received] = (),
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Write a line into a party's log, which else writes itself from the taps.

    The journal is the log: nothing else is stored. files: a photo, a voice note; with one the
    text may be empty. Raises NotYours, NothingSaid, NotYoursToAttach, Party.DoesNotExist.
    """
    with act(by=by, at=at, key=key, bare=not files) as record:
        rows = Party.objects.visible_to(by).values_list("pk", flat=True)
        party_id = found_once(("party", by, party_id), lambda: rows.get(pk=party_id))
        rules.check_may_for(party_id, by)
        if text.strip() or not files:
            rules.check_has_words(text)
            record(entries.Noted(party_id=party_id, note=text.strip()))
        for file in files:
            documents.attach(party_id=party_id, about=f"party:{party_id}", file=file, by=by, at=at)


def _look(
    step: Step,
    kind: str,
    *,
    note: str,
    count: int | None,
    by: Actor,
    at: datetime,
) -> Check:
    counts = kind in rules.LOOKS
    moments = rules.moments_of(step)
    return Check.objects.create(
        step=step,
        kind=kind,
        person_id=by.person_id,
        by_name=by.name,
        at=at,
        note=note.strip(),
        count=count,
        facts=step.facts,
        reached=rules.reached(moments=moments, done=step.done, at=at) if counts else 0,
    )


def _settle(step: Step, checks: list[Check], at: datetime) -> None:
    moments = rules.moments_of(step)
    now = rules.standing(facts=step.facts, moments=len(moments), checks=checks)
    step.done, step.changed = now.done, now.changed
    if step.state != StepState.GONE:
        step.state = now.state
        step.due_at = rules.due_at(state=now.state, moments=moments, done=now.done, at=at)
    ahead = max(now.done, 1)
    step.recheck_at = moments[ahead] if ahead < len(moments) else None
    step.save(update_fields=_KEPT)
    if step.counts:  # once for all checks that commit together
        about = step.event_id, step.party_id, step.procedure
        kept_for_the_end(("readiness", *about), about, _recount)


def _recount(abouts: list[tuple[int, int, str]]) -> None:
    event_id, party_id, procedure = abouts[0]
    recount(event_id, [party_id], procedure=procedure)


def _clock_of(step: Step, checks: list[Check]) -> str:
    """Return when somebody was first, for the one who comes second."""
    if step.state != StepState.CHECKED:
        return ""
    zone = Event.objects.values_list("zone", flat=True).get(pk=step.event_id)
    return clock_text(rules.looks(checks)[-1].at, zone)
