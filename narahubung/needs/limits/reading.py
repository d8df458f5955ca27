"""The two data files of this folder, read once."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

_HERE = Path(__file__).parent


@lru_cache(maxsize=1)
def defaults() -> dict[str, Any]:
    """Return `entitlements.yaml`: categories, things, kinds, favours, share_hours."""
    read: dict[str, Any] = yaml.safe_load((_HERE / "entitlements.yaml").read_text())
    return read


@lru_cache(maxsize=1)
def wordings() -> dict[str, Any]:
    """Return `wordings.yaml`: by language code what is said."""
    read: dict[str, Any] = yaml.safe_load((_HERE / "wordings.yaml").read_text())
    return read


def thing_name(thing: str) -> str:
    """Return what a thing is called in the language in force; one not in the file as it is."""
    names = defaults()["things"].get(thing, {}).get("name", {})
    here = "id" if (get_language() or "id").startswith("id") else "en"
    return str(names.get(here, thing.replace("_", " ")))


def thing_icon(thing: str) -> str:
    """Return the icon of a thing."""
    return str(defaults()["things"].get(thing, {}).get("icon", "help-circle"))
