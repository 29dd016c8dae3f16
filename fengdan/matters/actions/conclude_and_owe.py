"""办结, and in the same save what then remains to be done: each its own event, all or nothing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from fengdan.matters.actions.add_obligation import Owed, add_obligation
from fengdan.matters.actions.conclude import conclude
from fengdan.matters.models import Matter
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.conclusions import Conclusion, why_not_due
from fengdan.rulebook.errors import Refused


def conclude_and_owe(
    matter: Matter,
    *,
    conclusion: Conclusion,
    owed: Sequence[Owed] = (),
    nothing_due: bool = False,
    actor: Actor,
    at: datetime,
    **more: Any,
) -> Matter:
    """End the matter; what was settled says what is still to be done or that nothing is. Raises Refused.

    A refusal of the n-th obligation names the field `owed<n>_<field>`. `more` is as for `conclude`.
    """
    with transaction.atomic():
        done = conclude(matter, conclusion=conclusion, nothing_due=nothing_due, actor=actor, at=at, **more)
        if done.events.get(seq=done.version).step != "conclude":  # this very form was saved before
            return done
        if refusal := why_not_due(conclusion, owed=len(owed), nothing_due=nothing_due, known=_known(done)):
            raise Refused(refusal, "nothing_due")
        for place, each in enumerate(owed, start=1):
            try:
                done = add_obligation(done, owed=each, actor=actor, at=at)
            except Refused as no:
                raise Refused(no.reason, no.field and f"owed{place}_{no.field}") from no
        return done


def _known(matter: Matter) -> bool:
    """Whether it was written down before, or all was done when the oral agreement was reached."""
    this_round = {"round": matter.round}
    oral = matter.oral_agreements.filter(**this_round, performed=True)
    return matter.obligations.filter(**this_round).exists() or oral.exists()
