"""The ledger's pages."""

from django.db import models

from fengdan.matters.models.matter import Matter


class Event(models.Model):
    """One step of one matter, append-only. seq is gapless from 1 and equals the version it brings about.

    `at` is when it happened, `recorded_at` when it was typed. `facts` hold codes and ids only; `digests` the seals
    of every sealed row written with it; `versions` the county data used; `once` the form's nonce.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    step = models.CharField(max_length=20)
    stage_before = models.CharField(max_length=12, blank=True)
    stage_after = models.CharField(max_length=12)
    holder = models.CharField(max_length=30)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    actor_id = models.CharField(max_length=40)
    role = models.CharField(max_length=12)
    on_behalf_of = models.CharField(max_length=40, blank=True)
    facts = models.JSONField()
    digests = models.JSONField()
    versions = models.JSONField()
    once = models.CharField(max_length=64, null=True, unique=True)
    prev_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["matter_id", "seq"]
        constraints = [models.UniqueConstraint(fields=["matter", "seq"], name="matters_event_seq")]

    def __str__(self) -> str:
        return f"{self.matter_id}#{self.seq} {self.step}"
