"""PostgreSQL: one role owns the tables and migrates, another serves and owns nothing (design §4)."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection as default
from django.db.backends.base.base import BaseDatabaseWrapper

# the application only ever adds to these; nobody may take a row away or change it, whatever the triggers say
APPEND_ONLY = ("matters_event", "journal_entry")
# to lock a row PostgreSQL asks for the right to update at least one of its columns; the trigger refuses the update
LOCKED = {"journal_entry": "subject"}
# the only tables from which the product deletes; everything else is history
DELETED_FROM = ("django_session", "people_attempt", "search_index")


@contextmanager
def as_owner() -> Iterator[None]:
    """Work as the owner (DATABASE_OWNER_URL), if there is one; afterwards the application's role is let in."""
    if not settings.OWNER_DATABASE:
        yield
        return
    mine = dict(default.settings_dict)
    default.close()
    default.settings_dict.update(settings.OWNER_DATABASE)
    try:
        yield
        let_in(default, str(mine["USER"]))
    finally:
        default.close()
        default.settings_dict.update(mine)


def let_in(owner: BaseDatabaseWrapper, role: str) -> None:
    """Give the application's role what it needs on the owner's tables, and take away what it must not have."""
    quote = owner.ops.quote_name
    name = quote(role)
    with owner.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        schema = quote(cursor.fetchone()[0])
        tables = set(owner.introspection.table_names(cursor))
        cursor.execute(f"GRANT USAGE ON SCHEMA {schema} TO {name}")
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {name}")
        cursor.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {name}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {name}")
        for table in sorted(tables - {"django_migrations"}):
            may = ["INSERT"]
            may += [] if table in APPEND_ONLY else ["UPDATE"]
            may += [f"UPDATE ({quote(LOCKED[table])})"] if table in LOCKED else []
            may += ["DELETE"] if table in DELETED_FROM else []
            cursor.execute(f"GRANT {', '.join(may)} ON {quote(table)} TO {name}")


def owns(connection: BaseDatabaseWrapper) -> bool:
    """Whether the role we serve with owns a table, or is above all rights."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = current_schema()"
            " AND pg_has_role(current_user, tableowner, 'MEMBER')) FROM pg_roles WHERE rolname = current_user"
        )
        return bool(cursor.fetchone()[0])
