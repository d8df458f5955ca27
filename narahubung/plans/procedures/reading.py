"""From YAML files to procedures, with every fault named by file, step and field."""

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from narahubung.plans.procedures import fields as read
from narahubung.plans.procedures import shapes
from narahubung.plans.procedures.shapes import Anchor, Evidence, Moment, Procedure, Step, Text
from narahubung.plans.procedures.unfolding import moment_of

CLASSIFY = "classify.yaml"
NO_TEXT = Text(id="", en="")
_STEP = {field.name for field in dataclasses.fields(Step)}
_HEAD = {field.name for field in dataclasses.fields(Procedure)} | {"hangs_on", "applies_when"}
_MUST = _STEP - {"hint", "evidence", "applies_when", "when_needed"}
Conditions = Mapping[str, tuple[str, ...]]


class BadProcedureError(ValueError):
    """One or more lists cannot be used; `faults` has one sentence for each reason."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(faults))


class _SafeLoader(yaml.SafeLoader):
    """The safe loader, which also refuses a field given twice (YAML would keep the last)."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - as the base class
        names = [key.value for key, _ in node.value]
        twice = sorted({str(name) for name in names if names.count(name) > 1})
        if twice:
            raise yaml.constructor.ConstructorError(
                None, None, f"given twice: {', '.join(twice)}", node.start_mark
            )
        return super().construct_mapping(node, deep)


def load(folder: Path) -> tuple[Procedure, ...]:
    """Read every list (`*.yaml` but `classify.yaml`) of a folder, ordered by letter and version.

    A folder may hold several versions of one list, each in a file of its own. Raises
    BadProcedureError with all faults of all files at once.
    """
    faults: list[str] = []
    procedures: list[Procedure] = []
    for path in sorted(folder.glob("*.yaml")):
        if path.name != CLASSIFY:
            try:
                procedures.append(_procedure(parsed(path)))
            except BadProcedureError as bad:
                faults += [f"{path.name}: {fault}" for fault in bad.faults]
    faults += _clashes(procedures)
    if faults:
        raise BadProcedureError(faults)
    return tuple(sorted(procedures, key=lambda p: (p.letter, p.id, p.version)))


def parsed(path: Path) -> dict[str, Any]:
    """Return the top mapping of a YAML file. Raises BadProcedureError."""
    try:
        data = _SafeLoader(path.read_text(encoding="utf-8")).get_single_data()
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadProcedureError([f"is not YAML: {error}"]) from error
    if not isinstance(data, dict):
        raise BadProcedureError(["is not a procedure: no fields"])
    return data


def _clashes(procedures: list[Procedure]) -> Iterator[str]:
    versions: dict[tuple[str, object], int] = {}
    letters: dict[str, str] = {}
    for procedure in procedures:
        name = f"{procedure.id} version {procedure.version}"
        for what in (procedure.version, procedure.effective_on):
            if versions.setdefault((procedure.id, what), id(procedure)) != id(procedure):
                yield f"{name}: another file has the same version or effective_on"
        if letters.setdefault(procedure.letter, procedure.id) != procedure.id:
            yield f"{name}: letter {procedure.letter} belongs to {letters[procedure.letter]}"


def _procedure(data: dict[str, Any]) -> Procedure:
    faults: list[str] = []
    head = read.Fields(data, faults, allowed=_HEAD, must=_HEAD - {"applies_when", "hangs_on"})
    letter = head.read("letter", read.letter, "")
    conditions: Conditions = head.read("applies_when", read.conditions, {})
    steps: list[Step] = []
    rows: list[dict[str, Any]] = head.read("steps", read.rows, [])
    for number, row in enumerate(rows, start=1):
        own = {"hangs_on": data["hangs_on"], **row} if "hangs_on" in data else row
        found: list[str] = []
        steps.append(_step(own, letter, conditions, found))
        faults += [f"step {row.get('code') or f'no. {number}'}: {fault}" for fault in found]
    codes = [step.code for step in steps]
    faults += [f"step {code}: given twice" for code in sorted(set(codes)) if codes.count(code) > 1]
    procedure = Procedure(
        id=head.read("id", read.slug, ""),
        letter=letter,
        version=head.read("version", read.version, 0),
        effective_on=head.read("effective_on", read.day, date.min),
        title=head.read("title", read.text, NO_TEXT),
        source=head.read("source", read.words, ""),
        steps=tuple(steps),
    )
    if faults:
        raise BadProcedureError(faults)
    return procedure


def _step(row: dict[str, Any], letter: str, conditions: Conditions, faults: list[str]) -> Step:
    fields = read.Fields(row, faults, allowed=_STEP, must=_MUST)
    hangs_on = fields.read("hangs_on", read.one_of(frozenset(shapes.FACTS_OF)), "event")
    step = Step(
        code=fields.read("code", read.code(letter), ""),
        text=fields.read("text", read.text, NO_TEXT),
        hint=fields.read("hint", read.text, None),
        kind=fields.read("kind", read.one_of(shapes.KINDS), ""),
        department=fields.read("department", read.one_of(shapes.ANY_DEPARTMENT), ""),
        role=fields.read("role", read.one_of(shapes.ROLES), ""),
        critical=fields.read("critical", read.flag, default=False),
        hangs_on=hangs_on,
        check=fields.read("check", read.check, Moment(base="start", offset=timedelta(0))),
        recheck=fields.read("recheck", read.rechecks, ()),
        evidence=fields.read("evidence", read.evidence, Evidence()),
        applies_when={**conditions, **fields.read("applies_when", read.conditions, {})},
        invalidated_by=fields.read("invalidated_by", read.some_of(shapes.FACTS_OF[hangs_on]), ()),
        weight=fields.read("weight", read.weight, 0),
        when_needed=fields.read("when_needed", read.flag, default=False),
    )
    if step.when_needed and step.weight:
        faults.append("weight: a step that is opened only when needed has weight 0")
    if not faults:
        faults += _out_of_order(step)
    return step


def _out_of_order(step: Step) -> list[str]:
    """Find an hour of the day at which a re-check would not come after what precedes it."""
    for hour in range(24):
        at = datetime(2022, 11, 15, hour, tzinfo=UTC)
        for lasts in (None, timedelta(minutes=10), timedelta(hours=3)):
            ends_at = None if lasts is None else at + lasts
            anchor = Anchor(kind=step.hangs_on, id="trial", at=at, zone="UTC", ends_at=ends_at)
            check_at = moment_of(step.check, anchor, ZoneInfo("UTC"))
            moments = [moment_of(m, anchor, ZoneInfo("UTC"), check_at) for m in step.recheck]
            if any(b <= a for a, b in zip([check_at, *moments], moments, strict=False)):
                return [
                    f"recheck: comes before the check or out of order ({step.hangs_on} at "
                    f"{hour:02d}.00, lasting {lasts or 'unknown'})"
                ]
    return []
