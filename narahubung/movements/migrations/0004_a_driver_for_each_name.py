"""The names of drivers that lists gave with their vehicles become drivers."""

from django.db import migrations


def make_drivers(apps, schema_editor):
    """One driver for each name and phone of an event, tied to the party of the vehicle."""
    Driver = apps.get_model("movements", "Driver")
    Vehicle = apps.get_model("movements", "Vehicle")
    made = {}
    for vehicle in Vehicle.objects.exclude(driver="").order_by("event_id", "code"):
        key = (vehicle.event_id, vehicle.driver, vehicle.driver_phone)
        if key not in made:
            english = vehicle.driver_english
            made[key] = Driver.objects.create(
                event_id=vehicle.event_id,
                code=f"D-{vehicle.code}"[:40],
                full_name=vehicle.driver,
                phone=vehicle.driver_phone,
                party_id=vehicle.party_id,
                languages=f"en {english}" if english and english != "none" else "",
                synthetic=vehicle.synthetic,
            )
        vehicle.usual_driver = made[key]
        vehicle.save(update_fields=["usual_driver"])


class Migration(migrations.Migration):
    dependencies = [("movements", "0003_drivers_permits_and_classes")]
    operations = [migrations.RunPython(make_drivers, migrations.RunPython.noop, elidable=True)]
