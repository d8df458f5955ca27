"""How one command of a phone ends: done once, merged, asked about, put aside, or refused.

A command's act, its row here and the step of its lane commit together, or not at all. So a resend
finds the row, and a crash leaves nothing half.
"""

import json
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, InterfaceError, OperationalError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from narahubung.accounts.actors import actor_of
from narahubung.accounts.guards import EventIsClosed
from narahubung.accounts.models import Event, Person, Reach
from narahubung.duties import commands as duties
from narahubung.field import commands, photos, storing
from narahubung.field.catalogue import KEEPS_WHAT_WAS_SEEN, MAY_DIFFER
from narahubung.field.clocks import When, when
from narahubung.field.describing import described, page_of, party_of, step_of
from narahubung.field.envelope import Batch, Command
from narahubung.field.models import Carried, Lane, Status
from narahubung.field.replaying import Answer, Target, post, target_of
from narahubung.field.results import Result, Seen
from narahubung.field.storing import Ending, Overtaken
from narahubung.field.three_way import Merge, merged, one_at_a_time
from narahubung.journal.acting import AlreadyDone, KeyTaken, Record, joined, write_what_was_kept
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.movements.entries import StatusReported

log = logging.getLogger(__name__)
MOST_STUMBLES = 5
GAP, WAIT, LATER = "gap", "wait", "later"


@dataclass
class Settling:
    """One command on its way through the door."""

    request: HttpRequest
    batch: Batch
    lane: Lane
    command: Command
    now: datetime
    seen: Seen
    carrier_id: int | None = None  # who brought it, where that is not its author
    shared: dict[str, Any] | None = None  # others commit with it; who he is where, for all of them
    person: Person = field(init=False)
    when: When = field(init=False)
    event: Event | None = None
    ended: Carried | None = None

    def __post_init__(self) -> None:
        user: Any = self.request.user
        self.person = user
        self.when = when(
            at=self.command.at,
            skew_ms=self.command.skew_ms or self.batch.skew_ms,
            sent_at=self.batch.sent_at,
            now=self.now,
            not_before=self.lane.last_at,
        )

    def result(self) -> Result:
        """Return how it ends, or why it cannot end yet."""
        if known := self.seen.known.get(self.command.id):
            return self._known(known)
        if self.command.seq != self.lane.next_seq:
            return self._open(GAP)
        if waits := self._waits():
            return waits
        try:
            return self._told(self._settle())
        except Exception as problem:
            if self.shared is not None:
                raise  # what commits with it goes back as well, and each is done by itself
            return self._broken(problem)

    def _broken(self, problem: Exception) -> Result:
        if isinstance(problem, Overtaken | IntegrityError):
            return self._after_another()
        if isinstance(problem, OperationalError | InterfaceError):
            log.warning("%s: %s", self.command.kind, problem)
            return self._open(LATER)
        log.error("command %s of %s broke", self.command.id, self.command.kind, exc_info=problem)
        return self._stumbled()

    # ---- what is known before anything is done -----------------------------------------------

    def _known(self, row: Carried) -> Result:
        if row.lane_id != self.lane.pk or row.seq != self.command.seq:
            storing.pass_over(self.lane, self.command)
        if row.person_id != self.person.pk:
            log.error("command %s was sent by person %s too", row.pk, self.person.pk)
            return self._open(Status.REJECTED, code="other")
        if row.hash != self.command.hash:
            log.error("command %s came with another content", row.pk)
            return self._open(Status.REJECTED, code="mismatch", says=_mismatch())
        return self._told(row)

    def _waits(self) -> Result | None:
        """Say what this one needs and is not there yet."""
        needed = self.command.after
        if needed:
            write_what_was_kept()  # some may commit with this one
            rows = Carried.objects.filter(pk__in=needed, person=self.person)
            there = dict(rows.values_list("pk", "status"))
            if set(needed) - set(there):
                return self._open(WAIT, code="after")
            if Status.REJECTED in there.values():
                says = _("It belongs to something that was refused.")
                return self._told(
                    self._end(Ending(status=Status.REJECTED, code="parent", says=says))
                )
        if photos.missing(self.person, self.command.body):
            return self._open(WAIT, code="photo")
        return None

    def _after_another(self) -> Result:
        row = Carried.objects.filter(pk=self.command.id).first()
        self.lane.refresh_from_db()
        return self._known(row) if row else self._open(GAP)

    def _stumbled(self) -> Result:
        """Let a command that breaks the server not stop its lane for ever."""
        if storing.stumble(self.lane, self.command) < MOST_STUMBLES:
            return self._open(LATER)
        says = _("The system could not work this out. Please tell the coordinator what you wrote.")
        ending = Ending(
            status=Status.REJECTED, code="internal", says=says, keep=_kept(self.command)
        )
        try:
            return self._told(self._end(ending))
        except Overtaken:
            return self._after_another()

    # ---- doing it ------------------------------------------------------------------------------

    def _settle(self) -> Carried:
        command = self.command
        if not command.is_whole():
            log.error("command %s is not what its digest says", command.id)
            return self._end(Ending(status=Status.REJECTED, code="mismatch", says=_mismatch()))
        target = target_of(command.kind, command.path)
        if target is None:
            says = _("This needs a connection. Call the desk, or send it from the page.")
            return self._end(Ending(status=Status.REJECTED, code="never", says=says))
        self.event = self.seen.event(target.slug)
        if command.id in self.seen.doers:  # it was posted directly, and the answer was lost
            return self._done_elsewhere(self.seen.doers[command.id])
        body = target.kind.brought_up(command.v, command.body)
        if target.kind.files:
            files = photos.files_of(self.person, target.kind.files, body)
            target, body = replace(target, files=files), photos.without(target.kind.files, body)
        if target.kind.policy == "field":
            with one_at_a_time():
                return self._three_ways(target, body)
        answer = self._post(target, body)
        return self.ended or self._answered(target, answer)

    def _done_elsewhere(self, doer: int) -> Carried:
        if doer != self.person.pk:
            log.error("command %s has the key of an act of person %s", self.command.id, doer)
            return self._end(Ending(status=Status.REJECTED, code="other"))
        return self._end(Ending(status=Status.APPLIED))

    def _post(
        self, target: Target, body: Any, also: Callable[[Record], Ending] | None = None
    ) -> Answer:
        """Post the form; where it records its act, the command ends with it."""

        def ends(record: Record) -> None:
            self._end_with(also(record) if also else _seen_in(record))

        told: dict[str, Any] = {"at": self.when.at, "looked_up": self.shared}
        with joined(self.command.id, ends):
            return post(self.request, target, body, key=self.command.id, **told)

    def _answered(self, target: Target, answer: Answer) -> Carried:
        """End a command whose act was not recorded."""
        refusal = answer.refusal
        if isinstance(refusal, AlreadyDone):
            return self._end(Ending(status=Status.APPLIED))
        if isinstance(refusal, KeyTaken):
            return self._end(Ending(status=Status.REJECTED, code="mismatch", says=_mismatch()))
        if answer.absent or (refusal is not None and refusal.status == 403):
            return self._not_his(target, refusal)
        if refusal is not None and refusal.status == 503:
            raise OperationalError(str(refusal))
        go = page_of(target)
        if refusal is None:
            says = answer.wrong or _("The page did nothing with it.")
            return self._end(Ending(status=Status.REJECTED, code="form", says=says, go=go))
        status = _status_of(refusal, target)
        ending = Ending(status=status, code=refusal.code, says=_whole(refusal), go=go)
        if status != Status.REJECTED and target.kind.policy in KEEPS_WHAT_WAS_SEEN:
            return self._keep_what_was_seen(target, ending)
        return self._end(ending)

    def _not_his(self, target: Target, refusal: Refusal | None) -> Carried:
        """Put aside what somebody wrote who served there once; to others it does not exist."""
        if self.event is None or not self._served_before():
            says = _whole(refusal) if refusal else _("This is not here, or no longer yours to see.")
            return self._end(Ending(status=Status.REJECTED, code="absent", says=says))
        says = _("You are no longer attached there. It is kept for the coordinator.")
        ending = Ending(status=Status.HELD, code="detached", says=says, keep=_kept(self.command))
        by = Actor(
            person_id=self.person.pk, name=str(self.person), door="phone", event_id=self.event.pk
        )
        with joined(self.command.id, lambda _record: self._end_with(ending)):
            commands.put_aside(
                carried_id=self.command.id,
                what=str(target.kind.label),
                written_at=self.when.at,
                by=by,
                at=self.when.at,
                key=self.command.id,
            )
        return self.ended or self._end(ending)

    def _served_before(self) -> bool:
        ties = Reach.objects.filter(person=self.person, event=self.event, until__lte=self.now)
        return ties.exists()

    def _keep_what_was_seen(self, target: Target, ending: Ending) -> Carried:
        """Write into the delegation's log: somebody saw it, though it changes nothing.

        A tick beside another's stays when the other is taken back.
        """
        by = self._actor()
        party_id = party_of(target, self.command.body)
        if by is None or party_id is None:
            return self._end(ending)
        text = _("{what}. {why}").format(what=described(target, self.command.body), why=ending.says)
        told: dict[str, Any] = {"by": by, "at": self.when.at, "key": self.command.id}
        with suppress(Refusal), joined(self.command.id, lambda _record: self._end_with(ending)):
            if ending.status == Status.MERGED and (step_id := step_of(target, self.command.body)):
                duties.look_beside(step_id=step_id, text=text[:2000], **told)
            else:
                duties.note_in_log(party_id=party_id, text=text[:2000], **told)
        return self.ended or self._end(ending)

    # ---- fields, three ways --------------------------------------------------------------------

    def _three_ways(self, target: Target, body: Any) -> Carried:
        by = self._actor()
        merge = merged(target, body, self.command.base, by=by) if by else None
        if by is None or merge is None:
            return self._not_his(target, None)
        if merge.changes:
            answer = self._post(target, merge.body, also=lambda _r: self._asked(target, merge, by))
            if answer.refusal is not None and answer.refusal.code in target.kind.over:
                ending = replace(_two_versions(target), says=_whole(answer.refusal))
                return self._only_ask(replace(merge, clashes=merge.wanted), target, by, ending)
            return self.ended or self._answered(target, answer)
        if not merge.clashes:
            return self._end(Ending(status=Status.MERGED, says=_("It stood so already.")))
        return self._only_ask(merge, target, by, _two_versions(target))

    def _only_ask(self, merge: Merge, target: Target, by: Actor, ending: Ending) -> Carried:
        with joined(self.command.id, lambda _record: self._end_with(ending)):
            self._ask(target, merge, by, key=self.command.id)
        return self.ended or self._end(ending)

    def _asked(self, target: Target, merge: Merge, by: Actor) -> Ending:
        if merge.clashes:
            self._ask(target, merge, by)
            return _two_versions(target)
        return Ending(status=Status.MERGED if merge.met_others else Status.APPLIED)

    def _ask(self, target: Target, merge: Merge, by: Actor, key: UUID | None = None) -> None:
        commands.ask_which(
            carried_id=self.command.id,
            thing=merge.thing,
            clashes=merge.clashes,
            by=by,
            at=self.when.at,
            key=key,
        )

    # ---- the end -------------------------------------------------------------------------------

    def _actor(self) -> Actor | None:
        """Return who the author is there at this moment."""
        if self.event is None:
            return None
        return actor_of(self.person, event_id=self.event.pk, at=self.now, door="phone")

    def _end_with(self, ending: Ending) -> None:
        """End it inside the transaction of the act that is going on."""
        self.ended = storing.end(self.lane, self.command, ending, **self._facts())
        if ending.status != Status.HELD:
            photos.forget(self.person, self.command.body)

    def _end(self, ending: Ending) -> Carried:
        """End it in a transaction of its own: it changed nothing."""
        with storing.in_one():
            self._end_with(ending)
        assert self.ended is not None  # noqa: S101 -- just made
        return self.ended

    def _facts(self) -> dict[str, Any]:
        return {
            "when": self.when,
            "now": self.now,
            "person_id": self.person.pk,
            "event_id": self.event.pk if self.event else None,
            "carrier_id": self.carrier_id,
        }

    def _told(self, row: Carried) -> Result:
        if row.lane_id == self.lane.pk and row.seq == self.lane.next_seq:
            self.lane.next_seq, self.lane.last_at = row.seq + 1, row.at
        return self._result(row.status, self.lane.next_seq, code=row.code, says=row.says, go=row.go)

    def _open(self, status: str, *, code: str = "", says: str = "") -> Result:
        return self._result(status, self.lane.next_seq, code=code, says=says)

    def _result(self, status: str, need: int, **said: str) -> Result:
        command = self.command
        return Result(
            id=command.id, hash=command.hash, status=status, seq=command.seq, need=need, **said
        )


def _seen_in(record: Record) -> Ending:
    """Return how a command ends whose act recorded this: what was told late changed nothing."""
    late = any(isinstance(entry, StatusReported) and entry.late for entry, _told in record.rows)
    if late:
        says = _("This, or something after it, was told already. What you saw is kept as well.")
        return Ending(status=Status.MERGED, code="movements.late", says=says)
    return Ending(status=Status.APPLIED)


def _status_of(refusal: Refusal, target: Target) -> str:
    """Say what a page's "no" is: it stands so already, it stands otherwise, or it cannot be."""
    if refusal.code in target.kind.met:
        return Status.MERGED
    if target.kind.policy in MAY_DIFFER and not isinstance(refusal, EventIsClosed):
        return Status.CONFLICT
    return Status.REJECTED


def _two_versions(target: Target) -> Ending:
    says = _("Somebody else changed the same. Choose which version is right.")
    go = reverse("field:versions", kwargs={"slug": target.slug})
    return Ending(status=Status.CONFLICT, code="field.two_versions", says=says, go=go)


def _mismatch() -> str:
    return _("This came twice with different content. Look whether it stands as you meant it.")


def _whole(refusal: Refusal) -> str:
    """Return a refusal's sentence with its advice."""
    advice = str(refusal.advice).format(**refusal.facts) if refusal.advice else ""
    return f"{refusal} {advice}".strip()


def _kept(command: Command) -> str:
    """Return what is needed to read it, or to do it, later."""
    return json.dumps({"v": command.v, "body": command.body, "base": command.base})
