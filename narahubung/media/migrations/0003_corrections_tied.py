"""Apart from the tables: PostgreSQL does not change a table whose rows are being written."""

from django.db import migrations


def tie_corrections(apps, schema_editor):
    """Tie the sentences of corrections to those they take back; until now the fact tied them."""
    Sentence = apps.get_model('media', 'Sentence')
    rows = Sentence.objects.filter(part='taken_back', statement__corrects__isnull=False)
    for row in rows.select_related('statement').order_by('pk'):
        facts = list(row.facts.values_list('pk', flat=True))
        taken = Sentence.objects.exclude(takes_back=None).values('takes_back')
        said = Sentence.objects.filter(statement=row.statement.corrects_id, facts__in=facts)
        row.takes_back = said.exclude(pk__in=taken).order_by('order', 'pk').first()
        if row.takes_back is not None:
            row.save(update_fields=['takes_back'])


class Migration(migrations.Migration):

    dependencies = [
        ('media', '0002_releases_and_the_plan'),
    ]

    operations = [
        migrations.RunPython(tie_corrections, migrations.RunPython.noop),
    ]
