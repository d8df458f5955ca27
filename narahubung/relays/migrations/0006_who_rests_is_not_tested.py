from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("relays", "0005_quiet_events")]

    operations = [
        migrations.AddField("channeltest", "resting", models.IntegerField(default=0)),
    ]
