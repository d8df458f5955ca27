"""The language of the command line: Indonesian or English, known before Django is loaded.

NARAHUBUNG_LANGUAGE decides where it is set, else the shell's LANGUAGE, LC_ALL, LC_MESSAGES, LANG.
"""

import gettext as python_gettext
import os
from pathlib import Path

_DOMAIN = "django"  # the file is the same that pages use
_TEXTS = Path(__file__).parent / "locale"


def noop(text: str) -> str:
    """Mark a sentence that somebody else asks gettext for."""
    return text


def choose() -> None:
    """Speak the language of who sits at the shell from now on. Sets LANGUAGE where we were told."""
    if told := os.environ.get("NARAHUBUNG_LANGUAGE"):
        os.environ["LANGUAGE"] = told
    python_gettext.bindtextdomain(_DOMAIN, _TEXTS)
    python_gettext.textdomain(_DOMAIN)


def language() -> str:
    """Return `id` or `en`, for sentences of the rooms."""
    return "id" if python_gettext.find(_DOMAIN, _TEXTS) else "en"
