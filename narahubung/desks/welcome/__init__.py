"""What a delegation's own page says in the guest's language, from `words.yaml`."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml
from django.utils.translation import get_language, get_language_info

_FILE = Path(__file__).with_name("words.yaml")
_OURS = ("en", "id")  # the whole page speaks these


@dataclass(frozen=True, kw_only=True)
class Welcome:
    """The texts in one language. by: with `{when}`, a clock time and its zone."""

    language: str
    is_rtl: bool
    welcome: str
    by: str
    card: str


def welcome_in(language: str) -> Welcome:
    """Return the texts in a guest's language.

    Where the page can speak it, or nobody wrote it, in that of the page.
    """
    known = _known()
    if language in _OURS or language not in known:
        language = (get_language() or "en")[:2]
    return known[language]


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
    return dict(get_language_info("zh-hans" if code == "zh" else code))
