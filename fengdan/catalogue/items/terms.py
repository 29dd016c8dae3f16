"""What a matter goes by: the version its item had when it was registered."""

from collections.abc import Collection

from fengdan.catalogue.items.models import ItemVersion
from fengdan.database.prepared import Prepared, Slot
from fengdan.rulebook.items import LIMIT_OF, Terms
from fengdan.rulebook.limits import parse_limit

COLUMNS = ("pk", "item_id", "version", "steps")
Line = tuple[int, str, int, list[dict[str, str]]]

_version = Prepared(lambda: ItemVersion.objects.filter(pk=Slot("version")).values_list(*COLUMNS))
_live = Prepared(
    lambda: ItemVersion.objects.filter(item=Slot("item"), version__gt=0).order_by("-version").values_list(*COLUMNS)[:1]
)


def terms_of(version: int | None) -> Terms | None:
    """By the id of a version. One query; none without one."""
    found = _version.first(version=version) if version else None
    return _terms(found) if found else None


def terms_in_force(item: str | None) -> Terms | None:
    """Of the version that is live now. One query; None for what is in no item."""
    found = _live.first(item=item) if item else None
    return _terms(found) if found else None


def version_names(versions: Collection[int]) -> dict[int, str]:
    """Id of a version → 清单“邻里纠纷调解”第 1 版. One query, none for none."""
    if not versions:
        return {}
    rows = ItemVersion.objects.filter(pk__in=versions)
    return {row.pk: f"清单“{row.texts['name']}”第 {row.version} 版" for row in rows}


def version_name(version: ItemVersion) -> str:
    """As an event says it."""
    return f"{version.item_id}.{version.version}"


def _terms(line: Line) -> Terms:
    key, item, version, steps = line
    own = {LIMIT_OF[row["step"]]: parse_limit(row["limit"]) for row in steps if row["limit"]}
    return Terms(key, f"{item}.{version}", own)
