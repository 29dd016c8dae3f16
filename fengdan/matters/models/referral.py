"""来件: what another body sent with a matter, and the receipt it wants back."""

from django.db import models

from fengdan.matters.models.matter import Matter
from fengdan.matters.models.sealed import Sealed


class Referral(Sealed):
    """Whoever sent the matter here (法院委派、公安移送、信访转来、12345 …), under which number, on which day."""

    SEALED = ("matter_id", "organ", "number", "sent_on")

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="referral")
    organ = models.CharField(max_length=60)
    number = models.CharField(max_length=60, blank=True)
    sent_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.matter_id} {self.organ}"
