"""An append-only log of acts that belong to no matter."""

from django.db import models


class Entry(models.Model):
    """Who did what and when. `facts` hold codes and ids, never personal data. Rows cannot be changed or deleted."""

    seq = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    act = models.CharField(max_length=30)
    actor_id = models.CharField(max_length=40)
    subject = models.CharField(max_length=60, blank=True)
    facts = models.JSONField(default=dict)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "seq"], name="journal_entry_subject"),
            models.Index(fields=["actor_id", "seq"], name="journal_entry_actor"),
            models.Index(fields=["act", "at"], name="journal_entry_act"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.act}"
