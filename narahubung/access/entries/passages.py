"""What can happen at gates."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry


@dataclass(frozen=True, kw_only=True)
class Passed(Entry):
    """A badge was scanned at a gate. serial: 0 where it was none; reason: what the server says."""

    kind: ClassVar[str] = "access.passed"
    right: ClassVar[str] = Right.SEE_ACCESS
    party_id: int | None
    passage_id: int
    gate_id: int
    gate: str
    serial: int
    check: str
    admitted: bool
    judged: str
    supervisor: str
    name: str

    def topics(self) -> list[str]:
        """Name the gate, and the counts."""
        return [f"gate:{self.gate_id}", "passages"]

    def sentence(self) -> str:
        """Say what the keeper did; by whose word, where it was against the list."""
        words = (
            _("Gate {gate}: badge {serial} passed.")
            if self.admitted
            else _("Gate {gate}: badge {serial} was turned away.")
        )
        said = words.format(gate=self.gate, serial=self.serial or "?")
        if self.supervisor:
            said = f"{said} {_('Supervisor: {name}.').format(name=self.supervisor)}"
        return said


@dataclass(frozen=True, kw_only=True)
class ListsChanged(Entry):
    """A duty passed, so other officers may pass at the gates: phones fetch their lists at once."""

    kind: ClassVar[str] = "access.lists_changed"
    right: ClassVar[str] = Right.SEE_OFFICERS
    party_id: int | None

    def topics(self) -> list[str]:
        """Name the lists of all gates."""
        return ["gates"]

    def sentence(self) -> str:
        """Say it."""
        return _("The gates have new lists: the duty with a delegation passed.")


@dataclass(frozen=True, kw_only=True)
class PassBackFound(Entry):
    """A badge went in twice and came out by no gate between. gates: the first and the second."""

    kind: ClassVar[str] = "access.pass_back_found"
    right: ClassVar[str] = Right.ACCREDIT
    pass_back_id: int
    serial: int
    zone: str
    gates: list[str]

    def topics(self) -> list[str]:
        """Name the case, the desk and the counts."""
        return [f"passback:{self.pass_back_id}", "access", "passages"]

    def sentence(self) -> str:
        """Say which badge, and where."""
        words = _("Badge {serial} went into {zone} twice without coming out: gates {gates}.")
        return words.format(serial=self.serial, zone=self.zone, gates=", ".join(self.gates))


@dataclass(frozen=True, kw_only=True)
class PassBackSettled(Entry):
    """A supervisor looked into it, or an exit that was told later explains it (name is empty)."""

    kind: ClassVar[str] = "access.pass_back_settled"
    right: ClassVar[str] = Right.ACCREDIT
    pass_back_id: int
    serial: int
    note: str
    name: str

    def topics(self) -> list[str]:
        """Name the case, the desk and the counts."""
        return [f"passback:{self.pass_back_id}", "access", "passages"]

    def sentence(self) -> str:
        """Say what it was."""
        if not self.name:
            words = _("Badge {serial} did come out between: its exit was told later.")
            return words.format(serial=self.serial)
        words = _("{name} settled that badge {serial} went in twice: {note}")
        return words.format(name=self.name, serial=self.serial, note=self.note)
