import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0001_initial'),
        ('matters', '0001_initial'),  # knows the model by its old name
    ]

    operations = [
        migrations.RenameModel('DisputeType', 'MatterType'),
    ]
