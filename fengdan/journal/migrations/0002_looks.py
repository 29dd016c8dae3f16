from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="entry", index=models.Index(fields=["actor_id", "seq"], name="journal_entry_actor")
        ),
        migrations.AddIndex(model_name="entry", index=models.Index(fields=["act", "at"], name="journal_entry_act")),
    ]
