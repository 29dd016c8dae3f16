"""Nothing is served from a database that is behind the code or has lost its guards."""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from fengdan.database import triggers


class Unguarded(SystemExit):
    """The process must not serve. Uncaught, it ends the process with its Chinese sentence on stderr."""


def refuse_unless_guarded(connection: BaseDatabaseWrapper) -> None:
    """Raise `Unguarded` when migrations are outstanding or triggers are not exactly those registered."""
    executor = MigrationExecutor(connection)
    if outstanding := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Unguarded(f"数据库还有 {len(outstanding)} 个迁移没有执行，请先运行 bin/fengdan init。")
    if found := triggers.problems(connection):
        raise Unguarded(f"数据库的防护触发器不完整，暂停服务：{'；'.join(found)}。请运行 bin/fengdan init 恢复。")
