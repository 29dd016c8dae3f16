from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('matters', '0001_initial'),
        ('catalogue', '0002_matter_type'),
    ]

    operations = [
        migrations.RemoveIndex('matter', 'matters_matter_team'),
        migrations.RenameField('matter', 'dispute_type', 'matter_type'),
        migrations.RenameField('matter', 'team', 'unit'),
        migrations.RenameField('assignment', 'team', 'unit'),
        migrations.AddIndex('matter', models.Index(fields=['unit', 'stage', 'next_due', 'id'], name='matters_matter_unit')),
    ]
