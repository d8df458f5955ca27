"""Where the job of an import stands: no act, no entry, only what the page shows while it waits."""

from datetime import datetime

from narahubung.intake.models import Import, ImportState
from narahubung.journal import feed


def note(
    import_id: int, *, at: datetime, was: ImportState | None = None, **values: object
) -> bool:
    """Write down where the job stands and tell the screens; False when it is no longer as it `was`.

    Values go to the columns of Import. A person may have put the list away in the meantime.
    """
    rows = Import.objects.filter(pk=import_id)
    if was is not None:
        rows = rows.filter(state=was.value)
    if not rows.update(moved_at=at, **values):
        return False
    feed.announce([f"import:{import_id}"])
    return True
