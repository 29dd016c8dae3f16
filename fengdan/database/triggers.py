"""The registry of triggers: what the database itself refuses, the same on both engines.

An app declares its triggers in its own module `triggers.py`, imported at start. `migrate` drops all before and installs
all after, because Django's table rebuilds on SQLite silently drop some and trip over others. What is installed is
compared with what is registered, text by text, before anything is served.
"""

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from fengdan.database.dialects import PREFIX, Event, Trigger, dialect

_registry: dict[str, Trigger] = {}


def register(trigger: Trigger) -> None:
    """Add a trigger. Names are unique; the same declaration twice (a module imported again) is one."""
    if _registry.setdefault(trigger.name, trigger) != trigger:
        raise ValueError(f"two triggers are named {trigger.name}")


def refuse(name: str, table: str, event: Event, *, unless: str, says: str) -> None:
    """Register: refuse `event` on a row of `table` unless the SQL condition `unless` is true.

    The condition is written once for both engines, over NEW and OLD, and may hold subqueries:

        refuse("matter_moves", "matters_matter", "UPDATE",
               unless="NEW.stage = OLD.stage OR EXISTS (SELECT 1 FROM matters_event e WHERE …)",
               says="I05: a stage moves only with its event")

    A condition that comes out NULL refuses: a forgotten null never opens the door. Compare nullable columns with
    `IS NOT DISTINCT FROM`. `says` begins with the invariant's id and arrives in the message of an IntegrityError.
    """
    text = says.replace("'", "''")
    register(
        Trigger(
            name,
            table,
            event,
            sqlite=f"SELECT RAISE(ABORT, '{text}') WHERE ({unless}) IS NOT TRUE;",
            postgres=(
                f"IF ({unless}) IS NOT TRUE THEN {_raise(text)} END IF;\n"
                f"RETURN {'OLD' if event == 'DELETE' else 'NEW'};"
            ),
        )
    )


def _raise(text: str) -> str:
    return f"RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', MESSAGE = '{text}';"


def append_only(table: str, *keys: tuple[str, ...], invariant: str = "I06") -> None:
    """Register: rows of `table` are never changed, removed or replaced.

    `keys` are the unique keys of the table, `("id",)` if none is given. Name them all: SQLite's INSERT OR REPLACE
    removes the row in the way without firing a DELETE trigger unless `recursive_triggers` is on, and a bare shell has
    it off.
    """
    says = f"{invariant}: {table} is append-only"
    refuse(f"{table}_no_update", table, "UPDATE", unless="FALSE", says=says)
    refuse(f"{table}_no_delete", table, "DELETE", unless="FALSE", says=says)
    register(Trigger(f"{table}_no_truncate", table, "TRUNCATE", postgres=_raise(says)))
    for key in keys or (("id",),):
        same = " AND ".join(f'"{column}" = NEW."{column}"' for column in key)
        taken = f'EXISTS (SELECT 1 FROM "{table}" WHERE {same})'  # noqa: S608 - names from our own declarations
        body = f"SELECT RAISE(ABORT, '{says}') WHERE {taken};"
        register(Trigger(f"{table}_once_{'_'.join(key)}", table, "INSERT", sqlite=body))


def install(connection: BaseDatabaseWrapper) -> None:
    """Put in place every registered trigger whose table exists, and no others of ours."""
    engine = dialect(connection)
    tables = set(connection.introspection.table_names())
    with transaction.atomic(connection.alias):
        drop_all(connection)
        for trigger in _registry.values():
            if trigger.table in tables:
                engine.create(trigger)


def drop_all(connection: BaseDatabaseWrapper) -> None:
    """Remove every trigger of ours, also those no longer registered."""
    engine = dialect(connection)
    with transaction.atomic(connection.alias):
        for name, trigger in engine.installed().items():
            if name.startswith(PREFIX):
                engine.drop(name, trigger.table)


def problems(connection: BaseDatabaseWrapper) -> list[str]:
    """Return a sentence for each difference between what is registered and what stands in the database."""
    engine = dialect(connection)
    tables = set(connection.introspection.table_names())
    wanted = {t.full_name: text for t in _registry.values() if (text := engine.expected(t))}
    found = engine.installed()
    absent = {name for name, trigger in wanted.items() if trigger.table not in tables}
    return [
        *(f"缺少数据表：{table}" for table in sorted({wanted[name].table for name in absent})),
        *(f"触发器缺失：{name}" for name in sorted(wanted.keys() - found.keys() - absent)),
        *(f"触发器已被改动：{name}" for name in sorted(wanted.keys() & found.keys()) if wanted[name] != found[name]),
        *(f"有未登记的触发器：{name}" for name in sorted(found.keys() - wanted.keys())),
    ]
