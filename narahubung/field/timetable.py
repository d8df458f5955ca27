"""What is thrown away because time passes: parts of photos whose phone never came back."""

from datetime import datetime, timedelta
from uuid import UUID

from narahubung.field import storing
from narahubung.field.models import Photo
from narahubung.journal.timing import every

PARTS_KEPT = timedelta(days=14)


@every(timedelta(hours=6))
def photos_left_behind(*, at: datetime, key: UUID) -> None:
    """Erase them; the phone, should it come back, begins them anew."""
    storing.erase_photos(Photo.objects.filter(begun_at__lt=at - PARTS_KEPT))
