"""The index is no model: its table is a virtual one on SQLite and a tsvector one on PostgreSQL."""

from typing import Any

from django.db import migrations


def make(_apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("CREATE VIRTUAL TABLE search_index USING fts5(singles, pairs, tokenize='ascii')")
    else:
        schema_editor.execute(
            "CREATE TABLE search_index (subject_id bigint PRIMARY KEY, singles tsvector NOT NULL, pairs tsvector NOT NULL)"
        )
        schema_editor.execute("CREATE INDEX search_index_singles ON search_index USING gin (singles)")
        schema_editor.execute("CREATE INDEX search_index_pairs ON search_index USING gin (pairs)")


def drop(_apps: Any, schema_editor: Any) -> None:
    schema_editor.execute("DROP TABLE search_index")


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [migrations.RunPython(make, drop)]
