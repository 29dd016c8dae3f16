import django.db.models.deletion
from django.db import migrations, models

import fengdan.vault.digest
import fengdan.vault.fields


class Migration(migrations.Migration):
    dependencies = [("files", "0002_xlsx"), ("matters", "0007_rungs")]

    operations = [
        migrations.CreateModel(
            name="ImportedRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("salt", models.CharField(default=fengdan.vault.digest.new_salt, max_length=32)),
                ("key", models.CharField(max_length=64, unique=True)),
                ("digest", models.CharField(max_length=64)),
                ("line", models.PositiveIntegerField()),
                ("cells", fengdan.vault.fields.EncryptedTextField()),
                ("ended", models.BooleanField()),
                ("imported_at", models.DateTimeField()),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                (
                    "matter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="imported_row",
                        to="matters.matter",
                    ),
                ),
            ],
            options={"ordering": ["id"]},
        ),
    ]
