"""An order of precedence is a draft until protocol shows it to the officers."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("protocol", "0002_occasions_details_and_seats")]
    operations: ClassVar = [
        migrations.AddField("rankorder", "shown_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "rankorder", "shown_by_name", models.CharField(blank=True, max_length=200)
        ),
    ]
