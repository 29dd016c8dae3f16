"""邀请参与: a relative, neighbour or expert who helps to mediate, with everybody's consent (人民调解法 Art. 20)."""

from django.db import models

from fengdan.matters.models.matter import Matter
from fengdan.matters.models.sealed import Sealed
from fengdan.vault.fields import EncryptedTextField


class Invitee(Sealed):
    """Whoever was asked in, and as what."""

    class Capacity(models.TextChoices):
        RELATIVE = "relative", "亲属"
        NEIGHBOUR = "neighbour", "邻里"
        COLLEAGUE = "colleague", "同事"
        EXPERT = "expert", "有专门知识的人"
        OFFICIAL = "official", "有关单位或组织的人员"
        ELDER = "elder", "当地公道正派、热心调解的人"

    SEALED = ("matter_id", "name", "capacity", "invited_at")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="invitees")
    name = EncryptedTextField()
    capacity = models.CharField(max_length=10, choices=Capacity.choices)
    invited_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.seal_key
