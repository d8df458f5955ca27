"""`migrate`, which makes the tables of an empty database at once."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from narahubung.kit.founding import found, only_one


class Command(migrate.Command):
    """Bring a database up to date; an empty one is not led through its whole history."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Make all tables first where there are none and all are wanted."""
        connection = connections[options["database"]]
        asked = ("app_label", "fake", "fake_initial", "plan", "check_unapplied", "prune")
        is_all = not any(options[name] for name in asked)
        with only_one(connection):
            if is_all and not connection.introspection.table_names():
                found(connection)
            super().handle(*args, **options)
