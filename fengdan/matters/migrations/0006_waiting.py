from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('matters', '0005_answered_online'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='rating',
            index=models.Index(fields=['handled_at', 'score'], name='matters_rating_waiting'),
        ),
        migrations.AddIndex(
            model_name='transfer',
            index=models.Index(fields=['receipt_on'], name='matters_transfer_waiting'),
        ),
    ]
