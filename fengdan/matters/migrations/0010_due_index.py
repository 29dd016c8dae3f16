from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0009_response"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(
                condition=models.Q(("stopped_at", None)), fields=["due_at", "id"], name="matters_clock_due"
            ),
        ),
    ]
