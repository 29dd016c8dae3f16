"""What each step wrote, as one sentence or two for the history."""

from fengdan.matters.queries.sentences.after import AFTER
from fengdan.matters.queries.sentences.arranging import ARRANGING
from fengdan.matters.queries.sentences.booking import BOOKING
from fengdan.matters.queries.sentences.clock import CLOCKS
from fengdan.matters.queries.sentences.endings import ENDINGS
from fengdan.matters.queries.sentences.orders import ORDERS
from fengdan.matters.queries.sentences.people import PEOPLE
from fengdan.matters.queries.sentences.supervision import SUPERVISING
from fengdan.matters.queries.sentences.tell import Tell
from fengdan.matters.queries.sentences.time import TIME
from fengdan.matters.queries.sentences.work import WORK

__all__ = ["TELL"]

TELL: dict[str, Tell] = WORK | ENDINGS | PEOPLE | AFTER | CLOCKS | TIME | SUPERVISING | ORDERS | BOOKING | ARRANGING
