"""A text of a declaration is corrected by another one; the database changes and deletes none."""

from django.db import migrations

TABLE = "gifts_declarationtext"


def forbid(apps, editor):
    for verb in ("UPDATE", "DELETE"):
        name = f"{TABLE}_no_{verb.lower()}"
        if editor.connection.vendor == "sqlite":
            editor.execute(
                f"CREATE TRIGGER {name} BEFORE {verb} ON {TABLE} "
                f"BEGIN SELECT RAISE(ABORT, '{TABLE} is append-only'); END"
            )
        else:
            editor.execute(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{TABLE} is append-only'; END $$"
            )
            editor.execute(
                f"CREATE TRIGGER {name} BEFORE {verb} ON {TABLE} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
            )


def allow(apps, editor):
    for verb in ("UPDATE", "DELETE"):
        name = f"{TABLE}_no_{verb.lower()}"
        where = "" if editor.connection.vendor == "sqlite" else f" ON {TABLE}"
        editor.execute(f"DROP TRIGGER {name}{where}")


class Migration(migrations.Migration):
    dependencies = [("gifts", "0002_declarations_custody_and_holidays")]
    operations = [migrations.RunPython(forbid, allow, elidable=False)]
