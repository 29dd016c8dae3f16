"""After a restore: what was on its way when the backup was made may have gone out since, and a person decides."""

from datetime import datetime

from fengdan.outbox.claims import Channel, State
from fengdan.outbox.models import RESTORED, Delivery
from fengdan.outbox.plan import Plan, plan_letters


def hold_restored(at: datetime, plan: Plan) -> int:
    """Set every delivery by a machine that has not ended to unknown, letters without deliveries included. How many.

    What a person brings by hand stays on the list it is on.
    """
    plan_letters(at, plan)
    under_way = Delivery.objects.filter(
        state__in=[State.WAITING, State.SENDING, State.UNKNOWN], channel__in=[Channel.SMS, Channel.MAIL]
    )
    return under_way.update(state=State.UNKNOWN, token="", claimed_until=None, problem=RESTORED)
