"""Whether the key file belongs to this database."""

from django.conf import settings

from fengdan.rulebook.errors import Refused
from fengdan.vault import blind
from fengdan.vault.models import KeyCheck


def keycheck() -> str:
    """What a database of these keys remembers of them."""
    return blind.index("keycheck", "枫单")


def bind_keys() -> None:
    """Remember the keys in a new database; raise Refused when the database knows other keys."""
    value = keycheck()
    known = KeyCheck.objects.first()
    if known is None:
        KeyCheck.objects.create(value=value)
    elif known.value != value:
        raise Refused(f"密钥文件 {settings.KEYS.name} 不是这个数据库的密钥。请放回原来的密钥文件后再启动。")
