"""领导包案: the leader who takes charge of a matter in person (信访工作条例 Art. 18)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from fengdan.matters.models.matter import Matter
from fengdan.matters.models.sealed import Sealed
from fengdan.vault.fields import EncryptedTextField


class PersonalLead(Sealed):
    """`who` is name and post in words; `user` their account, if they have one. It lasts until the next or the end."""

    SEALED = ("matter_id", "round", "user_id", "who", "reason", "set_at", "set_by", "ended_at")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="personal_leads")
    round = models.PositiveSmallIntegerField(default=1)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    who = EncryptedTextField()
    reason = EncryptedTextField()
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=40, help_text="an actor's id")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "round"], condition=Q(ended_at=None), name="matters_personallead_one"
            ),
        ]

    def __str__(self) -> str:
        return self.seal_key
