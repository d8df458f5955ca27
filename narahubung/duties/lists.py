"""The standard lists: data files, read once a process; their texts in the reader's language."""

from functools import lru_cache
from pathlib import Path

from django.utils.translation import get_language

from narahubung.plans import procedures as plan

FOLDER = Path(__file__).parent / "procedures"


@lru_cache(maxsize=1)
def lists() -> tuple[plan.Procedure, ...]:
    """Return every list. Raises BadProcedureError with all faults of all files."""
    return plan.load(FOLDER)


@lru_cache(maxsize=1)
def classifier() -> plan.Classifier:
    """Return the rules that say which kind a session is."""
    return plan.load_classifier(FOLDER)


def list_of(procedure: str) -> plan.Procedure | None:
    """Return the newest version of a list, None when there is no such list (any more)."""
    return _newest().get(procedure)


def step_of(procedure: str, version: str | int, code: str) -> plan.Step | None:
    """Return a step as written; of a version no longer kept, what the newest one says."""
    steps = _steps()
    newest = list_of(procedure)
    found = steps.get((procedure, str(version), code))
    return found or (steps.get((procedure, str(newest.version), code)) if newest else None)


def told(text: plan.Text | None) -> str:
    """Return a text of a list in the language in force; "" for none."""
    return text.in_language(get_language() or "id") if text else ""


def text_of(procedure: str, version: str | int, code: str) -> str:
    """Return the text of a step in the language in force, its code when nobody knows it."""
    step = step_of(procedure, version, code)
    return told(step.text) if step else code


def title_of(procedure: str) -> str:
    """Return the title of a list in the language in force."""
    newest = list_of(procedure)
    return told(newest.title) if newest else procedure


@lru_cache(maxsize=1)
def _newest() -> dict[str, plan.Procedure]:
    return {one.id: one for one in sorted(lists(), key=lambda one: (one.effective_on, one.version))}


@lru_cache(maxsize=1)
def _steps() -> dict[tuple[str, str, str], plan.Step]:
    return {(one.id, str(one.version), step.code): step for one in lists() for step in one.steps}
