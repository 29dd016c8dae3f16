"""What a live system (FENGDAN_PROFILE=live) refuses to start with. Pure: the environment is an argument."""

from collections.abc import Mapping
from urllib.parse import SplitResult, urlsplit

SHORTEST_KEY = 32
FEWEST = 10  # different characters
KNOWN_KEYS = ("django-insecure", "changeme", "change-me", "change_me", "secret_key", "only-for-tests", "your-secret")
EASY = frozenset({"postgres", "password", "fengdan", "123456", "12345678", "admin", "root", "changeme"})
DEBUG = ("FENGDAN_DEBUG", "DJANGO_DEBUG", "DEBUG")
OFF = frozenset({"", "0", "false", "no", "off"})
POSTGRES = frozenset({"postgres", "postgresql"})


def why_not_live(environment: Mapping[str, str], secret_key: str) -> str | None:
    """The first thing that is wrong, as a sentence saying which variable and what to do; None when all is in order."""
    return (
        _key(secret_key)
        or _debug(environment)
        or _demo(environment)
        or _hosts(environment)
        or _addresses(environment)
        or _database(environment)
    )


def _key(secret_key: str) -> str | None:
    plain = secret_key.lower()
    if len(secret_key) < SHORTEST_KEY:
        return f"FENGDAN_SECRET_KEY 太短：正式系统至少 {SHORTEST_KEY} 个字符；不设置则自动生成并保存。"
    if len(set(secret_key)) < FEWEST or any(known in plain for known in KNOWN_KEYS):
        return "FENGDAN_SECRET_KEY 是示例或容易猜到的密钥，请换成随机生成的；不设置则自动生成并保存。"
    return None


def _debug(environment: Mapping[str, str]) -> str | None:
    found = next((name for name in DEBUG if environment.get(name, "").lower() not in OFF), None)
    return f"正式系统不能打开调试，请去掉环境变量 {found}。" if found else None


def _demo(environment: Mapping[str, str]) -> str | None:
    if environment.get("FENGDAN_DEMO_PASSWORD"):
        return "正式系统没有演示账号，请去掉环境变量 FENGDAN_DEMO_PASSWORD。"
    return None


def _hosts(environment: Mapping[str, str]) -> str | None:
    for host in environment.get("FENGDAN_HOSTS", "localhost").split(","):
        if "*" in host or host.strip().startswith("."):
            return f"FENGDAN_HOSTS 不能含通配“{host.strip()}”，请写明本系统的域名或地址，多个用逗号隔开。"
        if not host.strip():
            return "FENGDAN_HOSTS 里有空的一项，请写明本系统的域名或地址，多个用逗号隔开。"
    return None


def _addresses(environment: Mapping[str, str]) -> str | None:
    public = environment.get("FENGDAN_PUBLIC_URL", "")
    if public and (urlsplit(public).scheme not in {"http", "https"} or not urlsplit(public).hostname):
        return "FENGDAN_PUBLIC_URL 应为 http:// 或 https:// 开头的完整网址。"
    return None


def _database(environment: Mapping[str, str]) -> str | None:
    """The owner of the tables migrates and does nothing else."""
    used, owner = (urlsplit(environment.get(name, "")) for name in ("DATABASE_URL", "DATABASE_OWNER_URL"))
    if used.scheme in POSTGRES and (used.password or "").lower() in EASY:
        return "DATABASE_URL 里的数据库密码太容易猜到，请更换。"
    if not owner.geturl():
        return None
    if owner.scheme not in POSTGRES or used.scheme not in POSTGRES:
        return "DATABASE_OWNER_URL 只用于 PostgreSQL，请与 DATABASE_URL 一起写成 postgres:// 开头，或者去掉。"
    if owner.username == used.username:
        return "DATABASE_URL 和 DATABASE_OWNER_URL 用了同一个数据库角色，请给日常运行另建一个不拥有任何表的角色。"
    if _where(owner) != _where(used):
        return "DATABASE_URL 和 DATABASE_OWNER_URL 不是同一个数据库，请核对主机、端口和库名。"
    return None


def _where(address: SplitResult) -> tuple[str, str, str]:
    return address.netloc.rpartition("@")[2], address.path, address.query
