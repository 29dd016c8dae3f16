"""Nothing is served from a database that is behind the code or has lost its guards."""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from fengdan.database import roles, triggers


class Unguarded(SystemExit):
    """The process must not serve. Uncaught, it ends the process with its Chinese sentence on stderr."""


def outstanding(connection: BaseDatabaseWrapper) -> int:
    """How many migrations have not been applied."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def refuse_unless_guarded(connection: BaseDatabaseWrapper) -> None:
    """Raise `Unguarded` when migrations are outstanding or triggers are not exactly those registered."""
    if count := outstanding(connection):
        raise Unguarded(f"数据库还有 {count} 个迁移没有执行，请先运行 bin/fengdan init。")
    if found := triggers.problems(connection):
        raise Unguarded(f"数据库的防护触发器不完整，暂停服务：{'；'.join(found)}。请运行 bin/fengdan init 恢复。")


def refuse_owner(connection: BaseDatabaseWrapper) -> None:
    """Raise `Unguarded` when the role that serves could change tables and triggers."""
    if roles.owns(connection):
        raise Unguarded(
            "正式系统不能用拥有数据表的数据库角色（或超级用户）提供服务：请另建一个普通角色写在 DATABASE_URL，"
            "拥有者写在 DATABASE_OWNER_URL，再运行 bin/fengdan init。"
        )
