"""The tables of an empty database, made at once as all migrations one by one would leave them.

Django renders dozens of models anew for every single step of a migration. Where there are no rows
to keep, the steps in between are of no use.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db.migrations import RunPython, RunSQL
from django.db.migrations.executor import MigrationExecutor

_ONE_MIGRATES = 7_403  # any constant; PostgreSQL advisory lock: tables are made by one at a time


def found(connection: Any) -> None:
    """Make all tables, run what our migrations do besides (triggers), note them all as applied.

    All or nothing: whoever is killed meanwhile leaves the database as empty as it was.

    A step that only changes rows says so with `elidable=True`, and is left out: there are none. Of
    what others bring, all such steps only change rows.
    """
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    state = executor.loader.project_state()
    with connection.schema_editor() as editor:  # one transaction
        for model in state.apps.get_models():
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        editor.create_model(executor.recorder.Migration)
        for migration, _backwards in plan:
            ours = type(migration).__module__.startswith("narahubung.")
            for step in migration.operations if ours else ():
                if isinstance(step, RunPython | RunSQL) and not step.elidable:
                    step.database_forwards(migration.app_label, editor, state, state)
            executor.recorder.record_applied(migration.app_label, migration.name)


@contextmanager
def only_one(connection: Any) -> Iterator[None]:
    """Let one process at a time make or change tables; the others wait."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_ONE_MIGRATES])
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_ONE_MIGRATES])
    elif connection.is_in_memory_db():
        yield
    else:
        folder = os.open(Path(connection.settings_dict["NAME"]).parent, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            yield
        finally:
            os.close(folder)
