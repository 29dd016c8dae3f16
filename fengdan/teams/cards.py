"""菜单上的名片: what the menu says of a mediator, their consent to it, and the numbers of the booklet.

Nothing here is secret: a card is written to be read by everybody. Whether it may be read is `published`.
"""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from fengdan.files.models import StoredFile
from fengdan.people.models import User
from fengdan.rulebook.menu import NUMBERS
from fengdan.units.models import source_field


class Card(models.Model):
    """What is said of one mediator (法释〔2021〕23号 Art. 5).

    `since` is the year from which they mediate. `types` are codes of catalogue.MatterType (受理范围), `strengths` and
    `languages` words of rulebook.menu, `areas` codes of the townships served (none: the whole county). `court` is
    the court that invited them (特邀). `consented_on` is the day of the consent that lasts, see CardConsent. `changes`
    counts them, so that of two people who change it at once the second is told.
    """

    mediator = models.OneToOneField("Mediator", models.PROTECT, primary_key=True, related_name="card")
    number = models.PositiveSmallIntegerField(null=True)
    since = models.PositiveSmallIntegerField(null=True)
    types = models.JSONField(default=list)
    strengths = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    areas = models.JSONField(default=list)
    seat = models.CharField(max_length=60, blank=True)
    court = models.CharField(max_length=60, blank=True)
    introduction = models.CharField(max_length=200, blank=True)
    photo = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    consented_on = models.DateField(null=True)
    published = models.BooleanField(default=False)
    changes = models.PositiveIntegerField(default=1)
    source = source_field()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(published=False) | Q(number__isnull=False, consented_on__isnull=False),
                name="teams_card_published_with_consent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.mediator_id}"


class CardConsent(models.Model):
    """A mediator's consent to being on the menu, from a day until it is withdrawn.

    `recorded_by` and `recorded_at` are empty for one that came with the county's files.
    """

    class How(models.TextChoices):
        PAPER = "paper", "签了纸质同意书"
        ACCOUNT = "account", "本人在系统里同意"

    mediator = models.ForeignKey("Mediator", models.PROTECT, related_name="card_consents")
    given_on = models.DateField()
    how = models.CharField(max_length=8, choices=How.choices)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["mediator"], condition=Q(withdrawn_at=None), name="teams_cardconsent_one_lasting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mediator_id} {self.given_on}"


class BookletNumber(models.Model):
    """Whom a number of the booklet meant, from a day to the last one; no last day while the card is published.

    For HELD after that day it means nobody else.
    """

    number = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(NUMBERS.start), MaxValueValidator(NUMBERS.stop - 1)]
    )
    mediator = models.ForeignKey("Mediator", models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number"], condition=Q(until=None), name="teams_bookletnumber_one_now"),
            models.UniqueConstraint(fields=["mediator"], condition=Q(until=None), name="teams_bookletnumber_own_now"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="teams_bookletnumber_span"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.mediator_id}"
