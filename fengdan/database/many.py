"""All that hangs on a row, read with it: one query where each kind of thing would take one of its own."""

from typing import Any

from django.db.models import JSONField, QuerySet, Subquery

AGGREGATE = {"postgresql": ("jsonb_agg", "jsonb_build_array"), "sqlite": ("json_group_array", "json_array")}


class Many(Subquery):
    """The rows of a `values_list` as one column of another query: a list of lists, or of values when it is flat.

    They come through JSON, so for codes, ids, words and flags only: a day or a moment comes as text.
    """

    def __init__(self, rows: QuerySet[Any, Any]) -> None:
        super().__init__(rows, output_field=JSONField())
        self.names = (*rows.query.values_select, *rows.query.annotation_select)
        self.flat = len(self.names) == 1

    def get_db_converters(self, connection: Any) -> list[Any]:
        """Most often nothing hangs there, and nothing is to be turned."""
        turns = super().get_db_converters(connection)

        def converted(value: Any, *asked: Any) -> Any:
            if value == "[]":
                return []
            for turn in turns:
                value = turn(value, *asked)
            return value

        return [converted]

    def as_sql(
        self, compiler: Any, connection: Any, template: str | None = None, **extra: Any
    ) -> tuple[str, tuple[Any, ...]]:
        gather, tie = AGGREGATE[connection.vendor]
        row = ", ".join(f'found."{name}"' for name in self.names)
        row = row if self.flat else f"{tie}({row})"
        wrapped = f"(SELECT COALESCE({gather}({row}), '[]') FROM (%(subquery)s) found)"  # noqa: S608 - names of columns
        return super().as_sql(compiler, connection, template or wrapped, **extra)
