"""Then the old table goes, and the new one takes its name and its constraints."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('centre', '0001_initial'),
        ('tallies', '0002_named_cells'),
    ]

    operations = [
        migrations.DeleteModel(name='Tally'),
        migrations.RenameModel(old_name='NamedTally', new_name='Tally'),
        migrations.AddConstraint(
            model_name='tally',
            constraint=models.UniqueConstraint(models.F('day'), models.F('series'), models.F('place'), models.F('hour'), models.F('k1'), models.F('k2'), name='a_count_stands_in_one_cell'),
        ),
        migrations.AddConstraint(
            model_name='tally',
            constraint=models.CheckConstraint(condition=models.Q(('n__gte', 0)), name='a_count_is_never_negative'),
        ),
        migrations.AddConstraint(
            model_name='tally',
            constraint=models.CheckConstraint(condition=models.Q(('hour__range', (-1, 23))), name='an_hour_is_an_hour_or_none'),
        ),
    ]
