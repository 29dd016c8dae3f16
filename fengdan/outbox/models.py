"""Letters: a row written in the transaction of the deed it tells about. The table is the queue."""

from django.db import models
from django.db.models import Q


class Letter(models.Model):
    """A notice to a unit. Its text is looked up by `template` and filled from the matter when read: no names are kept.

    The only channel so far is the inbox on the work page; a letter there is delivered by being there.
    """

    to_unit = models.CharField(
        max_length=30, help_text="a unit code: units know nothing of letters, nor letters of units"
    )
    to_role = models.CharField(max_length=12)
    template = models.CharField(max_length=30)
    matter_id = models.BigIntegerField()
    matter_seq = models.PositiveIntegerField()
    written_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["to_unit", "to_role", "-written_at"], condition=Q(read_at=None), name="outbox_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.template} → {self.to_unit}"
