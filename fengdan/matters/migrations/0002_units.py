from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('matters', '0001_initial'),
        ('catalogue', '0002_matter_type'),
    ]

    operations = [
        migrations.RenameField('matter', 'dispute_type', 'matter_type'),
        migrations.RenameField('matter', 'team', 'unit'),
        migrations.RenameField('assignment', 'team', 'unit'),
        migrations.RenameIndex('matter', new_name='matters_matter_unit', old_name='matters_matter_team'),
    ]
