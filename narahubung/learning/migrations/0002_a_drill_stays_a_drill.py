from django.db import migrations

TABLE = "learning_standing"


def forbid(apps, editor):
    for verb in ("UPDATE", "DELETE"):
        name = f"{TABLE}_no_{verb.lower()}"
        if editor.connection.vendor == "sqlite":
            editor.execute(
                f"CREATE TRIGGER {name} BEFORE {verb} ON {TABLE} "
                f"BEGIN SELECT RAISE(ABORT, 'a drill stays a drill'); END"
            )
        else:
            editor.execute(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION 'a drill stays a drill'; END $$"
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
    dependencies = [("learning", "0001_the_tables")]
    operations = [migrations.RunPython(forbid, allow, elidable=False)]
