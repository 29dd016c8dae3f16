"""What each part of a proposal weighs in this county."""

from collections.abc import Mapping

from fengdan.catalogue.models import ProposingTable
from fengdan.database.prepared import Prepared
from fengdan.rulebook.weights import DEFAULT_WEIGHTS

_newest = Prepared(lambda: ProposingTable.objects.order_by("-version").values_list("version", "rows")[:1])


def weights_in_force() -> tuple[int, Mapping[str, int]]:
    """As published last, with its version; ours (version 0) where nothing was published yet. One query."""
    newest = _newest.first()
    if newest is None:
        return 0, DEFAULT_WEIGHTS
    version, rows = newest
    return version, {**DEFAULT_WEIGHTS, **{row["code"]: int(row["weight"]) for row in rows}}
