"""The tables of an empty database, made at once as all migrations one by one would leave them.

Django renders dozens of models anew for every single step of a migration. Where there are no rows
to keep, the steps in between are of no use.
"""

from typing import Any

from django.db.migrations import RunPython, RunSQL
from django.db.migrations.executor import MigrationExecutor


def found(connection: Any) -> None:
    """Make all tables, run what our migrations do besides (triggers), note them all as applied.

    A step that only changes rows says so with `elidable=True`, and is left out: there are none. Of
    what others bring, all such steps only change rows.
    """
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    state = executor.loader.project_state()
    with connection.schema_editor() as editor:
        for model in state.apps.get_models():
            if model._meta.can_migrate(connection):
                editor.create_model(model)
    executor.recorder.ensure_schema()
    for migration, _backwards in plan:
        ours = type(migration).__module__.startswith("narahubung.")
        for step in migration.operations if ours else ():
            if isinstance(step, RunPython | RunSQL) and not step.elidable:
                with connection.schema_editor(atomic=migration.atomic) as editor:
                    step.database_forwards(migration.app_label, editor, state, state)
        executor.recorder.record_applied(migration.app_label, migration.name)
