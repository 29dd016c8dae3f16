"""What keeps a step from being taken whoever asks: one guard a step, over the facts alone."""

from fengdan.rulebook.guards.after import AFTER
from fengdan.rulebook.guards.arranging import ARRANGING
from fengdan.rulebook.guards.booking import BOOKING
from fengdan.rulebook.guards.conflicts import CONFLICTS
from fengdan.rulebook.guards.giving import GIVING
from fengdan.rulebook.guards.guard import Guard
from fengdan.rulebook.guards.levels import LEVELS
from fengdan.rulebook.guards.orders import ORDERS
from fengdan.rulebook.guards.risk import RISK
from fengdan.rulebook.guards.supervision import SUPERVISING
from fengdan.rulebook.guards.time import TIME
from fengdan.rulebook.guards.work import WORK

__all__ = ["GUARDS"]

GUARDS: dict[str, Guard] = (
    WORK | GIVING | LEVELS | RISK | AFTER | TIME | SUPERVISING | ORDERS | CONFLICTS | BOOKING | ARRANGING
)
