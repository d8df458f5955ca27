"""The units of the competency map as units.yaml names them."""

from functools import cache
from pathlib import Path

import yaml
from django.utils.translation import get_language


@cache
def _units() -> dict[str, dict[str, str]]:
    told = yaml.safe_load((Path(__file__).parent / "units.yaml").read_text())
    return {unit["code"]: unit["name"] for unit in told["units"]}


def units() -> list[str]:
    """Return their codes, in order."""
    return list(_units())


def unit_name(code: str) -> str:
    """Return the name in the language in force; of an unknown unit its code."""
    names = _units().get(code)
    if names is None:
        return code
    return names["id" if (get_language() or "id").startswith("id") else "en"]
