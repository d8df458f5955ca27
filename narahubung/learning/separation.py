"""A drill's folder and a drill's database belong together, and never with those of real life."""

from django.db import connection
from django.utils.translation import gettext_lazy as _

from narahubung.kit import exercise
from narahubung.kit.refusals import Refusal
from narahubung.learning.models import Standing


class DrillInARealHouse(Refusal):
    """The folder is real, its database is a drill's."""

    says = _("This database is that of the drill {code}; this folder is not a drill's.")
    advice = _("Nothing was started. Use the drill's own folder: narahubung drill run FOLDER")


class RealInADrillHouse(Refusal):
    """The folder is a drill's, its database is real."""

    says = _("This folder is a drill's, but its database is not.")
    advice = _("Nothing was started. Take the real folder (--home), or make another drill.")


def check_together() -> None:
    """Compare the folder's mark with the database's row. Raises one of the two refusals."""
    tables = set(connection.introspection.table_names())
    row = Standing.objects.first() if Standing._meta.db_table in tables else None
    if row is not None and not exercise.is_on():
        raise DrillInARealHouse(code=row.code)
    if row is None and exercise.is_on() and tables:
        raise RealInADrillHouse
