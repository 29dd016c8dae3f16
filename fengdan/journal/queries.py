"""What others want to know of the journal."""

from fengdan.database.prepared import Prepared
from fengdan.journal.models import Entry

_newest = Prepared(lambda: Entry.objects.order_by("-seq").values_list("seq", flat=True)[:1])


def newest() -> int:
    """The number of the newest entry, 0 without any: whether anything was published since. One query."""
    return _newest.first() or 0
