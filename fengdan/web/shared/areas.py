"""Townships and their villages as a select shows them."""

from fengdan.database.prepared import Prepared
from fengdan.units.models import Area

_inhabited = Prepared(
    lambda: (
        Area.objects.exclude(kind=Area.Kind.COUNTY).order_by("code").values_list("code", "name", "kind", "parent_id")
    )
)

Groups = list[tuple[str, list[tuple[str, str]]]]


def area_choices(township: str = "") -> Groups:
    """A group a township: the township as a whole, then its villages and communities. One query.

    `township` (an area code) leaves the others out.
    """
    groups: dict[str, tuple[str, list[tuple[str, str]]]] = {}
    villages = []
    for code, name, kind, parent in _inhabited.ask():
        if kind == Area.Kind.TOWNSHIP:
            groups[code] = (name, [(code, f"{name}（不知道哪个村就选这个）")])
        else:
            villages.append((code, name, parent))
    for code, name, parent in villages:
        groups[parent][1].append((code, f"{groups[parent][0]}{name}"))
    return [group for code, group in groups.items() if township in {"", code}]
