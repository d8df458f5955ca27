"""The outbox protocol as a pure model: what the door must answer, and what must stand after it.

No database, no HTTP, no clock. The state machine in `test_field_protocol.py` holds it against the
real door, step by step. It knows six things that may be done to the one delegation of the test: a
line for the log, a look at a step, a look taken back, a change of a form of two fields, a status,
and anything at all by somebody who was detached.
"""

import copy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

Key = tuple[str, int, str, str]  # device, person, epoch, class
STATUSES = ("en_route", "landed", "door_open", "greeted")
SECOND_TIME, UNDO_WITHIN = timedelta(minutes=1), timedelta(minutes=10)


class Crash(BaseException):
    """The process dies here. No Exception: nothing may catch it."""


@dataclass(frozen=True, kw_only=True)
class Meant:
    """What a command is, apart from how it is written: the model never reads a form.

    seen: of an untick, the how-manieth look the page showed as the last one; None: none.
    """

    sort: str  # fact, look, unlook, edit, tell
    person: int
    text: str = ""
    step: int = 0
    which: str = ""
    seen: int | None = None
    base: dict[str, str] = field(default_factory=dict)
    new: dict[str, str] = field(default_factory=dict)
    status: str = ""


@dataclass
class Look:
    """One check or re-check of a step."""

    which: str
    person: int
    at: datetime
    undone: bool = False


@dataclass
class Lane:
    """One class of one epoch of a phone."""

    next: int = 1
    highest: int = 0
    last_at: datetime | None = None
    closed: bool = False
    lost: int = 0


@dataclass
class Row:
    """How a command ended."""

    person: int
    lane: Key
    seq: int
    hash: str
    status: str
    code: str


@dataclass(frozen=True, kw_only=True)
class Ended:
    """What comes of one command: its status, and whether an act bears its id."""

    status: str
    code: str = ""
    acted: bool = False


@dataclass
class Server:
    """What the server knows. meant: of each command, by id and digest, what it is."""

    now: datetime
    fields: dict[str, str]
    meant: dict[tuple[str, str], Meant] = field(default_factory=dict)
    attached: dict[int, bool] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)
    acts: dict[str, int] = field(default_factory=dict)
    lanes: dict[Key, Lane] = field(default_factory=dict)
    lost: dict[tuple[str, int], int] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    looks: dict[int, list[Look]] = field(default_factory=dict)
    marks: list[tuple[str, bool]] = field(default_factory=list)
    questions: list[tuple[str, str, str, str]] = field(default_factory=list)

    def copy(self) -> "Server":
        """Return a backup."""
        return copy.deepcopy(self)

    # ---- the door ------------------------------------------------------------------------------

    def handle(
        self, letter: dict[str, Any], crash: tuple[int, str] | None = None
    ) -> list[dict[str, Any]]:
        """Take a batch; return what is told of each command.

        crash: at the how-manieth command, "before" it is booked, "between" it and the next, or
        "after" the commit that it shares with others. Raises Crash.
        """
        phone = letter["device"], letter["person"]
        self._hear(phone, letter)
        if not letter["commands"]:
            return []
        key = (*phone, letter["epoch"], letter["class"])
        known = {each["id"]: self.rows.get(each["id"]) for each in letter["commands"]}
        place, when = crash or (-1, "")
        told: list[dict[str, Any]] = []
        for some in _commits(letter["commands"]):
            stood, first, shares = self.copy() if crash else self, len(told), len(some) > 1
            for command in some:
                dies = when if place == len(told) else ""
                try:
                    told.append(self._one(key, command, known[command["id"]], dies, shares=shares))
                except Crash:
                    vars(self).update(vars(stood))
                    raise
                if told[-1]["status"] in {"gap", "wait"}:
                    break
            is_over = when == "after" or (when == "between" and not shares)
            if is_over and first <= place < len(told):
                raise Crash
            if told[-1]["status"] in {"gap", "wait"}:
                break
        return told

    def post_directly(self, command: dict[str, Any]) -> None:
        """Take a form from its own page, with the command's id as its key."""
        meant = self.meant[command["id"], command["hash"]]
        if command["id"] not in self.acts and self.attached[meant.person] and meant.text:
            self.log.append(command["id"])
            self.acts[command["id"]] = meant.person

    def _hear(self, phone: tuple[str, int], letter: dict[str, Any]) -> None:
        """Close the lanes of epochs that are over; remember how far the phone has numbered."""
        beacon, epoch = letter["beacon"], letter["epoch"]
        self.lost.setdefault(phone, 0)
        mine = {key: lane for key, lane in self.lanes.items() if key[:2] == phone}
        if not any(key[2] == epoch for key in mine):
            for key, lane in mine.items():
                if not lane.closed:
                    has = beacon["unsent"][key[3]]
                    lane.closed = True
                    lane.lost = max(lane.highest - lane.next + 1 - has, 0)
                    self.lost[phone] += lane.lost
        for sort, highest in beacon["max_seq"].items():
            if highest:
                lane = self.lanes.setdefault((*phone, epoch, sort), Lane())
                lane.highest = max(lane.highest, highest)

    def _one(
        self,
        key: Key,
        command: dict[str, Any],
        known: Row | None,
        dies: str,
        *,
        shares: bool,
    ) -> dict[str, Any]:
        told = self._ended(key, command, known, dies)
        if dies == "between" and shares:
            raise Crash
        return told

    def _ended(
        self, key: Key, command: dict[str, Any], known: Row | None, dies: str
    ) -> dict[str, Any]:
        person, lane = key[1], self.lanes.setdefault(key, Lane())
        if known is not None:
            if (known.lane, known.seq) != (key, command["seq"]) and command["seq"] == lane.next:
                lane.next += 1  # it ended in another lane: this one goes on over it
            if known.person != person:
                return self._told(lane, "rejected", "other")
            if known.hash != command["hash"]:
                return self._told(lane, "rejected", "mismatch")
            return self._told(lane, known.status, known.code)
        if command["seq"] != lane.next:
            return self._told(lane, "gap")
        parents = [self.rows.get(each) for each in command["after"]]
        parents = [row if row and row.person == person else None for row in parents]
        if None in parents:
            return self._told(lane, "wait", "after")
        if dies == "before":
            raise Crash
        at = min(datetime.fromisoformat(command["at"]), self.now)
        at = max(at, lane.last_at) if lane.last_at else at
        if any(row.status == "rejected" for row in parents if row):
            end = Ended(status="rejected", code="parent")
        else:
            end = self._do(command, person, at)
        if end.acted:
            self.acts[command["id"]] = person
        self.rows[command["id"]] = Row(
            person, key, command["seq"], command["hash"], end.status, end.code
        )
        lane.next, lane.last_at = command["seq"] + 1, at
        return self._told(lane, end.status, end.code)

    def _told(self, lane: Lane, status: str, code: str = "") -> dict[str, Any]:
        return {"status": status, "need": lane.next, "code": code}

    # ---- what it does --------------------------------------------------------------------------

    def _do(self, command: dict[str, Any], person: int, at: datetime) -> Ended:
        meant = self.meant.get((command["id"], command["hash"]))
        if meant is None:  # its content is not what its digest says
            return Ended(status="rejected", code="mismatch")
        if command["id"] in self.acts:
            return Ended(status="applied")
        if not self.attached[person]:
            return Ended(status="held", code="detached", acted=True)
        return {
            "fact": self._fact,
            "look": self._look,
            "unlook": self._unlook,
            "edit": self._edit,
            "tell": self._tell,
        }[meant.sort](command["id"], meant, at)

    def _fact(self, number: str, meant: Meant, _at: datetime) -> Ended:
        if not meant.text:
            return Ended(status="rejected", code="duties.NothingSaid")
        self.log.append(number)
        return Ended(status="applied", acted=True)

    def _look(self, number: str, meant: Meant, at: datetime) -> Ended:
        stand = self._standing(meant.step)
        no = self._no_look(stand, meant, at)
        if no:
            self.log.append(number)  # somebody saw it, though it changes nothing
            status = "merged" if no in {"AlreadyChecked", "AllDone"} else "conflict"
            if status == "merged":  # and it is not taken back by who has not seen it
                self.looks[meant.step].append(Look("beside", meant.person, at))
            return Ended(status=status, code=f"duties.{no}", acted=True)
        looks = self.looks.setdefault(meant.step, [])
        looks.append(Look(meant.which, meant.person, at))
        return Ended(status="applied", acted=True)

    def _no_look(self, stand: list[Look], meant: Meant, at: datetime) -> str:
        if len(stand) == 2:
            return "AllDone"
        if meant.which == "check":
            return "AlreadyChecked" if stand else ""
        if not stand:
            return "NotCheckedYet"
        is_same = stand[-1].person == meant.person
        return "TooSoon" if is_same and at < stand[-1].at + SECOND_TIME else ""

    def _unlook(self, _number: str, meant: Meant, at: datetime) -> Ended:
        stand = self._standing(meant.step)
        if not stand:
            return Ended(status="merged", code="duties.NothingToUndo")
        last, made = stand[-1], self.looks[meant.step]
        newest = max(place for place, look in enumerate(made) if not look.undone)
        if meant.seen is not None and newest > meant.seen:
            return Ended(status="conflict", code="duties.LookedSince")
        if last.person != meant.person or at > last.at + UNDO_WITHIN:
            return Ended(status="conflict", code="duties.TooLateToUndo")
        last.undone = True
        return Ended(status="applied", acted=True)

    def _standing(self, step: int) -> list[Look]:
        made = self.looks.get(step, [])
        return [look for look in made if not look.undone and look.which != "beside"]

    def _edit(self, number: str, meant: Meant, _at: datetime) -> Ended:
        changed, met_others, asked = {}, False, []
        for name, ours in meant.new.items():
            theirs, seen = self.fields[name], meant.base[name]
            met_others |= seen != theirs
            if ours in {theirs, seen}:
                continue
            if seen == theirs:
                changed[name] = ours
            else:
                asked.append((number, name, ours, theirs))
        self.fields |= changed
        self.questions += asked
        if asked:
            return Ended(status="conflict", code="field.two_versions", acted=True)
        if not changed:
            return Ended(status="merged")
        return Ended(status="merged" if met_others else "applied", acted=True)

    def _tell(self, _number: str, meant: Meant, _at: datetime) -> Ended:
        place = STATUSES.index(meant.status)
        late = any(STATUSES.index(other) >= place for other, _late in self.marks)
        self.marks.append((meant.status, late))
        if late:
            return Ended(status="merged", code="movements.late", acted=True)
        return Ended(status="applied", acted=True)


def _commits(commands: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Return which commands commit together: those between two changes of fields."""
    found: list[list[dict[str, Any]]] = []
    alone = True
    for command in commands:
        if alone or command["kind"] == "airports:move":
            found.append([])
        found[-1].append(command)
        alone = command["kind"] == "airports:move"
    return found
