"""派单建议: what was proposed when a matter was given to a team, kept so that it can be computed again."""

from django.db import models

from fengdan.matters.models.assignment import Assignment
from fengdan.matters.models.matter import Matter
from fengdan.matters.models.sealed import Sealed


class Proposal(Sealed):
    """The ranking behind one assignment to a team; never changed afterwards.

    `inputs` and `ranking` are as rulebook.proposing_kept writes them: codes and numbers, nobody's personal data. `rank`
    is the place of whom was chosen, 0 for a team or mediator that was not among those proposed.
    """

    SEALED = ("matter_id", "round", "assignment_id", "made_at", "versions", "inputs", "ranking", "rank")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="proposals")
    round = models.PositiveSmallIntegerField()
    assignment = models.OneToOneField(Assignment, models.PROTECT, related_name="proposal")
    made_at = models.DateTimeField()
    versions = models.JSONField()
    inputs = models.JSONField()
    ranking = models.JSONField()
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.made_at:%Y-%m-%d}"
