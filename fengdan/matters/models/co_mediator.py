"""共同承办: mediators beside the mediator of record (人民调解法 Art. 19; 在线调解规则 Art. 11)."""

from django.db import models

from fengdan.matters.models.matter import Matter
from fengdan.teams.models import Mediator


class CoMediator(models.Model):
    """Named with an assignment or a change of mediator; `ended_at` is empty while they are on the matter."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="co_mediators")
    mediator = models.ForeignKey(Mediator, models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "mediator"], condition=models.Q(ended_at=None), name="matters_comediator_once"
            ),
        ]
        indexes = [models.Index(fields=["mediator", "ended_at"], name="matters_comediator_now")]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.mediator_id}"
