import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_guest_passes'),
        ('movements', '0007_shared_rides'),
        ('parties', '0001_the_tables'),
        ('programme', '0004_cues_and_private_items'),
        ('transport', '0003_plans_of_cars'),
    ]

    operations = [
        migrations.RenameModel(old_name='FleetProposal', new_name='Proposal'),
        migrations.AddField(
            model_name='proposal',
            name='kind',
            field=models.CharField(choices=[('cars', 'plan of cars'), ('pooled', 'pooled transfers'), ('slots', 'arrivals at a door')], default='cars', max_length=10),
        ),
        migrations.AddField(
            model_name='proposal',
            name='item',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programme.item'),
        ),
        migrations.AddField(
            model_name='proposal',
            name='wishes',
            field=models.JSONField(default=dict),
        ),
        migrations.CreateModel(
            name='Transfer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('who', models.CharField(blank=True, max_length=120)),
                ('people', models.PositiveIntegerField(default=1)),
                ('luggage', models.PositiveIntegerField(default=0)),
                ('ready_at', models.DateTimeField(null=True)),
                ('by_at', models.DateTimeField(null=True)),
                ('lift', models.BooleanField(default=False)),
                ('child_seat', models.BooleanField(default=False)),
                ('withdrawn', models.BooleanField(default=False)),
                ('by_name', models.CharField(max_length=200)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.event')),
                ('from_place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.place')),
                ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='programme.item')),
                ('movement', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='movements.movement')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='parties.party')),
                ('pinned', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='movements.vehicle')),
                ('to_place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.place')),
                ('trip', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='transfer', to='movements.trip')),
            ],
        ),
    ]
