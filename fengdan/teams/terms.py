"""What the pool knows of a mediator over time: terms of appointment, grades, training. Rows are never deleted.

Known as models of `fengdan.teams.models`. `set_by` is empty for what came with the county's files.
"""

from django.db import models
from django.db.models import F, Q

from fengdan.people.models import User
from fengdan.rulebook.pool import GRADE_LABELS
from fengdan.units.models import source_field

BY_HAND = "+"  # nobody asks an account for what it entered
COUNTS = Q(struck_at=None)


class Entered(models.Model):
    """Who entered a row and when, and who struck it (作废) where it was a mistake: then it stays and counts no more."""

    source = source_field()
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name=BY_HAND)
    set_at = models.DateTimeField(null=True)
    struck_by = models.ForeignKey(User, models.PROTECT, null=True, related_name=BY_HAND)
    struck_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Appointment(Entered):
    """A term for which a mediator is appointed in a committee (聘任, 续聘): 人民调解法 Art. 9, 13.

    `until` is the last day of the term; `ended_on` the last day where it was ended before.
    """

    committee = models.ForeignKey("teams.Committee", models.PROTECT, related_name="terms")
    mediator = models.ForeignKey("teams.Mediator", models.PROTECT, related_name="terms")
    from_day = models.DateField()
    until = models.DateField()
    appointed_by = models.CharField(max_length=60)
    letter = models.CharField(max_length=40, blank=True, help_text="the number of the letter of appointment")
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("from_day")), name="teams_appointment_days"),
            models.UniqueConstraint(
                fields=["committee", "mediator", "from_day"], condition=COUNTS, name="teams_appointment_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mediator_id} {self.from_day}"


class Grade(Entered):
    """A grade of people's mediator, with the body that issued it and the day it runs out. The latest counts."""

    mediator = models.ForeignKey("teams.Mediator", models.PROTECT, related_name="grades")
    grade = models.CharField(max_length=1, choices=[(grade.value, label) for grade, label in GRADE_LABELS.items()])
    issuer = models.CharField(max_length=60)
    issued_on = models.DateField()
    expires_on = models.DateField(help_text="the last day it counts")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(expires_on__gte=F("issued_on")), name="teams_grade_days"),
            models.UniqueConstraint(fields=["mediator", "issued_on"], condition=COUNTS, name="teams_grade_once"),
        ]

    def __str__(self) -> str:
        return f"{self.mediator_id} {self.grade}"


class Training(Entered):
    """Hours of training somebody took part in (人民调解法 Art. 14: the county's justice bureau trains)."""

    mediator = models.ForeignKey("teams.Mediator", models.PROTECT, related_name="trainings")
    held_on = models.DateField()
    topic = models.CharField(max_length=60)
    hours = models.PositiveSmallIntegerField()
    held_by = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mediator", "held_on", "topic"], condition=COUNTS, name="teams_training_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mediator_id} {self.held_on}"
