"""Each clock says what comes next as it runs out; those that run already are set to their first rung."""

from django.db import migrations, models
from django.db.models import Q


def set_running(apps, schema_editor):
    clock = apps.get_model("matters", "Clock")
    running = clock.objects.filter(stopped_at=None)
    for row in running.iterator():
        row.rung, row.rung_at = "remind", row.started_at + (row.due_at - row.started_at) * 0.7
        row.save(update_fields=["rung", "rung_at"])


class Migration(migrations.Migration):
    dependencies = [("matters", "0006_waiting")]

    operations = [
        migrations.AddField(
            model_name="clock",
            name="rung",
            field=models.CharField(
                blank=True, default="", help_text="what comes next as it runs out; empty: nothing more", max_length=10
            ),
            preserve_default=False,
        ),
        migrations.AddField(model_name="clock", name="rung_at", field=models.DateTimeField(null=True)),
        migrations.RunPython(set_running, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(
                condition=Q(stopped_at=None, rung_at__isnull=False),
                fields=["rung_at", "id"],
                name="matters_clock_rung",
            ),
        ),
    ]
