import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('transport', '0004_transfers_and_arrivals'),
    ]

    operations = [
        migrations.AddField(
            model_name='transfer',
            name='part_of',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='transport.transfer'),
        ),
        migrations.AlterField(
            model_name='proposal',
            name='kind',
            field=models.CharField(choices=[('cars', 'plan of cars'), ('pooled', 'pooled transfers'), ('slots', 'arrivals at a door'), ('leaving', 'departures from a door')], default='cars', max_length=10),
        ),
    ]
