"""The languages of a delegation's own page: its first words, from `words.yaml`, and the rest."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml
from django.utils.translation import get_language, get_language_info

_FILE = Path(__file__).with_name("words.yaml")
_OURS = ("en", "id")  # every other page speaks these too


@dataclass(frozen=True, kw_only=True)
class Welcome:
    """The texts in one language."""

    language: str
    is_rtl: bool
    welcome: str
    card: str


def welcome_in(language: str) -> Welcome:
    """Return the texts in a guest's language; where nobody wrote it, in that in force."""
    known = _known()
    return known[language if language in known else (get_language() or "en")[:2]]


def spoken(language: str, *, chosen: str = "") -> str:
    """Return Django's name of the language in which a page speaks to a guest.

    chosen: one of ours, where the guest asked for it, else "". A language nobody wrote is left as
    it is.
    """
    if chosen:
        return chosen
    return _django_s(language) if language in _known() else get_language() or "en"


def languages() -> list[tuple[str, str]]:
    """Return (code, its own name) of every language there is, English and Indonesian first."""
    codes = [*_OURS, *(code for code in _known() if code not in _OURS)]
    return [(code, _name(code)) for code in codes]


def language_for(wanted: str) -> str:
    """Return the first of these languages (ISO codes, spaces between) that stands here."""
    return next((code for code in wanted.split() if code in _known()), "en")


@lru_cache(maxsize=1)
def _known() -> dict[str, Welcome]:
    written = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {
        code: Welcome(language=code, is_rtl=bool(_info(code)["bidi"]), **texts)
        for code, texts in written.items()
    }


def _name(code: str) -> str:
    return str(_info(code)["name_local"]).capitalize()


def _info(code: str) -> dict[str, object]:
    return dict(get_language_info(_django_s(code)))


def _django_s(code: str) -> str:
    return "zh-hans" if code == "zh" else code
