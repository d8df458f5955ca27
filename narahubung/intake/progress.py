"""Where the job of an import stands: no act, no entry, only what the page shows while it waits."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from narahubung.intake.models import Import, ImportState
from narahubung.journal import feed


def note(
    import_id: int, *, at: datetime, to: Mapping[str, Any], was: ImportState | None = None
) -> bool:
    """Write down where the job stands and tell the screens; False when it is no longer as it `was`.

    to: columns of Import and their values. A person may have put the list away in the meantime.
    """
    rows = Import.objects.filter(pk=import_id)
    if was is not None:
        rows = rows.filter(state=was.value)
    if not rows.update(moved_at=at, **to):
        return False
    feed.announce([f"import:{import_id}"])
    return True
