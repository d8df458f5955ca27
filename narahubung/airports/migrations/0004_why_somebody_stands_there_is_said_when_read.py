from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('airports', '0003_what_was_confirmed'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='farewellplace',
            name='why',
        ),
    ]
