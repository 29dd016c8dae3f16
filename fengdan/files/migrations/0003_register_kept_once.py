from django.db import migrations, models

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SECOND = "old_book_second"


def keep_the_first(apps, _schema_editor):
    """Two at once could keep the same register twice. Rows point at either, so the second stays, under another name."""
    StoredFile = apps.get_model("files", "StoredFile")
    seen = set()
    for file in StoredFile.objects.filter(kind=XLSX).order_by("pk"):
        if (file.subject, file.digest) in seen:
            StoredFile.objects.filter(pk=file.pk).update(subject=f"{SECOND}:{file.pk}")
        seen.add((file.subject, file.digest))


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0002_xlsx"),
    ]

    operations = [
        migrations.RunPython(keep_the_first, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="storedfile",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", XLSX)), fields=("subject", "digest"), name="files_register_once"
            ),
        ),
    ]
