"""Counters get a key that follows from what they count. First the rows under their new keys, beside the old ones:
PostgreSQL alters no table in the transaction that wrote to it."""

import django.db.models.deletion
from django.db import migrations, models

import citedesmetiers.tallies.models
from citedesmetiers.tallies.models import name_of

BATCH = 1000
COLUMNS = ("series", "place_id", "day", "hour", "k1", "k2")


def copy(apps, schema_editor):
    """Every counter once; begun anew if it was cut short."""
    tally, named = apps.get_model("tallies", "Tally"), apps.get_model("tallies", "NamedTally")
    named.objects.all().delete()
    batch = []
    for *cell, n in tally.objects.order_by("pk").values_list(*COLUMNS, "n").iterator(BATCH):
        batch.append(named(id=name_of(*cell), n=n, **dict(zip(COLUMNS, cell, strict=True))))
        if len(batch) == BATCH:
            named.objects.bulk_create(batch)
            batch = []
    named.objects.bulk_create(batch)


class Migration(migrations.Migration):

    dependencies = [
        ('centre', '0001_initial'),
        ('tallies', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='NamedTally',
            fields=[
                ('id', citedesmetiers.tallies.models.CellName(editable=False, primary_key=True, serialize=False)),
                ('series', models.CharField(max_length=24)),
                ('day', models.DateField()),
                ('hour', models.SmallIntegerField(default=-1)),
                ('k1', models.CharField(blank=True, max_length=32)),
                ('k2', models.CharField(blank=True, max_length=32)),
                ('n', models.IntegerField(default=0)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='centre.place', db_index=False)),
            ],
            options={
                'verbose_name_plural': 'tallies',
            },
        ),
        migrations.RunPython(copy, migrations.RunPython.noop),
    ]
