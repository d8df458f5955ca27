"""What every ICS form begins with, and what more than one of them says."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from narahubung.crisis.queries.ics import NAMES, Block, Ground, IcsForm
from narahubung.journal.reading import Line, history

LOG_LINES = 1000


def filled(
    code: str, on: Ground, blocks: Sequence[Block], *, sensitive: bool = False, wide: bool = False
) -> IcsForm:
    """Return the form with its name and these blocks."""
    name, name_id = NAMES[code]
    return IcsForm(
        code=code,
        name=name,
        name_id=name_id,
        incident=on.row.number,
        blocks=blocks,
        sensitive=sensitive,
        wide=wide,
    )


def incident_name(number: str, on: Ground) -> Block:
    """Return the block with the incident's name."""
    return Block(number=number, title=_("Incident name"), text=on.name)


def period(number: str, on: Ground) -> Block:
    """Return the block with the operational period."""
    return Block(number=number, title=_("Operational period"), text=on.period())


def log_of(on: Ground) -> list[Line]:
    """Return what was done, the oldest first, as far as this person may read it."""
    lines = history(topic=f"incident:{on.row.pk}", by=on.by, limit=LOG_LINES)
    return [line for line in reversed(lines) if line.says is not None]


def with_role(name: str, role: str) -> str:
    """Return the name, with the role where there is one."""
    return f"{name}, {role}" if name and role else name
