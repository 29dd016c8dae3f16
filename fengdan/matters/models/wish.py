"""派单要求: what goes with an assignment beside the reason for it."""

from django.db import models

from fengdan.matters.models.assignment import Assignment
from fengdan.matters.models.matter import Matter
from fengdan.matters.models.sealed import Sealed
from fengdan.teams.models import Mediator
from fengdan.vault.fields import EncryptedTextField


class Wish(Sealed):
    """What is asked of a team beside taking the matter: needs (codes of rulebook.proposing.Need), when, where, by whom.

    `mediator` is whom the people or the dispatcher would have; the team's leader decides at taking.
    """

    SEALED = ("matter_id", "assignment_id", "needs", "time", "place", "mediator_id")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="wishes")
    assignment = models.OneToOneField(Assignment, models.PROTECT, related_name="wish")
    needs = models.JSONField(default=list)
    time = EncryptedTextField(blank=True)
    place = EncryptedTextField(blank=True)
    mediator = models.ForeignKey(Mediator, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.assignment_id}"
