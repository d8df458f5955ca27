from django.db import migrations

TABLES = ["journal_act", "journal_storedentry", "journal_topic"]


def forbid(apps, editor):
    for table in TABLES:
        for verb in ("UPDATE", "DELETE"):
            name = f"{table}_no_{verb.lower()}"
            if editor.connection.vendor == "sqlite":
                editor.execute(
                    f"CREATE TRIGGER {name} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                )
            else:
                editor.execute(
                    f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                    f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
                )
                editor.execute(
                    f"CREATE TRIGGER {name} BEFORE {verb} ON {table} "
                    f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
                )


def allow(apps, editor):
    for table in TABLES:
        for verb in ("UPDATE", "DELETE"):
            name = f"{table}_no_{verb.lower()}"
            where = "" if editor.connection.vendor == "sqlite" else f" ON {table}"
            editor.execute(f"DROP TRIGGER {name}{where}")


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_the_tables")]
    operations = [migrations.RunPython(forbid, allow, elidable=False)]
