"""An older signing key ends; a badge that went in twice is a case."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

_KEPT = django.db.models.deletion.PROTECT
_GONE = django.db.models.deletion.CASCADE


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("access", "0001_the_tables"),
        ("accounts", "0003_guest_passes"),
    ]
    operations: ClassVar = [
        migrations.CreateModel(
            name="KeyEnd",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=8)),
                ("successor", models.CharField(max_length=8)),
                ("ends_at", models.DateTimeField()),
                ("why", models.CharField(max_length=300)),
                ("reprints", models.IntegerField(default=0)),
                ("made_at", models.DateTimeField()),
                ("made_by_name", models.CharField(max_length=200)),
                (
                    "event",
                    models.ForeignKey(on_delete=_KEPT, related_name="+", to="accounts.event"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PassBack",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("found_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                ("settled_by_name", models.CharField(blank=True, max_length=200)),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "badge",
                    models.ForeignKey(on_delete=_GONE, related_name="+", to="access.badge"),
                ),
                (
                    "event",
                    models.ForeignKey(on_delete=_KEPT, related_name="+", to="accounts.event"),
                ),
                (
                    "first",
                    models.ForeignKey(on_delete=_GONE, related_name="+", to="access.passage"),
                ),
                (
                    "second",
                    models.ForeignKey(on_delete=_GONE, related_name="+", to="access.passage"),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="keyend",
            constraint=models.UniqueConstraint(fields=["event", "key"], name="end_of_a_key"),
        ),
        migrations.AddConstraint(
            model_name="passback",
            constraint=models.UniqueConstraint(fields=["second"], name="a_second_entry_once"),
        ),
    ]
