from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0008_items'),
    ]

    operations = [
        migrations.CreateModel(
            name='ProposingTable',
            fields=[
                ('version', models.PositiveIntegerField(primary_key=True, serialize=False)),
                ('rows', models.JSONField()),
            ],
        ),
    ]
