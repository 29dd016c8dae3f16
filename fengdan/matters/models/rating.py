"""评单: what a party thinks of how the matter was handled."""

from django.db import models

from fengdan.matters.models.matter import Matter
from fengdan.matters.models.party import Party
from fengdan.matters.models.sealed import Sealed
from fengdan.vault.fields import EncryptedTextField


class Rating(Sealed):
    """One a party and round. `score` 1 (非常不满意) to 5 (非常满意); a low one is handled: `handled_at`, `handling`."""

    class Score(models.IntegerChoices):
        VERY_GOOD = 5, "非常满意"
        GOOD = 4, "满意"
        FAIR = 3, "基本满意"
        BAD = 2, "不满意"
        VERY_BAD = 1, "非常不满意"

    class Via(models.TextChoices):
        LINK = "link", "本人在网上"
        DESK = "desk", "本人在窗口"

    LOW = 2
    SEALED = ("matter_id", "round", "party_id", "score", "words", "via", "rated_at", "handling", "handled_at")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="ratings")
    round = models.PositiveSmallIntegerField(default=1)
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField(choices=Score.choices)
    words = EncryptedTextField(blank=True)
    via = models.CharField(max_length=4, choices=Via.choices)
    rated_at = models.DateTimeField()
    handling = EncryptedTextField(blank=True)
    handled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "round", "party"], name="matters_rating_once"),
            models.CheckConstraint(condition=models.Q(score__range=(1, 5)), name="matters_rating_score"),
        ]
        indexes = [models.Index(fields=["handled_at", "score"], name="matters_rating_waiting")]

    def __str__(self) -> str:
        return self.seal_key
