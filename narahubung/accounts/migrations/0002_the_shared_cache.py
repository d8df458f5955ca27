from django.core.management import call_command
from django.db import migrations


def make(apps, editor):
    # Log-in limits are counted here, shared by all processes.
    call_command("createcachetable", database=editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_the_tables")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop, elidable=False)]
