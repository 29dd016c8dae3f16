"""People's mediation committees, the county's mediation teams, and the mediators in them."""

from django.db import models
from django.db.models import Q

from fengdan.people.models import User
from fengdan.teams.cards import BookletNumber, Card, CardConsent
from fengdan.teams.terms import Appointment, Grade, Training
from fengdan.teams.ties import Tie
from fengdan.units.models import Unit, source_field

__all__ = [
    "Appointment",
    "BookletNumber",
    "Card",
    "CardConsent",
    "Committee",
    "CommitteeMember",
    "Grade",
    "Mediator",
    "Team",
    "TeamMember",
    "Tie",
    "Training",
]


class Committee(models.Model):
    """A people's mediation committee: 3–9 members, one director, women included (人民调解法 Art. 8). It owns a seal."""

    unit = models.OneToOneField(Unit, models.PROTECT, primary_key=True)
    numbering_name = models.CharField(max_length=10, unique=True, help_text="short name in 人调字 numbers, e.g. 陇访调")
    term_ends = models.DateField(help_text="members serve three years (Art. 9)")
    source = source_field()

    def __str__(self) -> str:
        return self.unit.name


class Mediator(models.Model):
    """A mediator: what dispatch and signing need. What the menu says of them is their `Card`.

    `background` is the part of the talent pool somebody comes from; the first four are its law half. `account` is the
    username the county's files give, `user` the account itself once there is one.
    """

    class Background(models.TextChoices):
        COURT = "court", "法院"
        PROCURATORATE = "procuratorate", "检察院"
        JUSTICE = "justice", "司法局"
        LAWYER = "lawyer", "律师"
        INVITED = "invited", "特邀调解员"
        INDUSTRY = "industry", "行业人员"
        CONSULTANT = "consultant", "信息咨询师"

    code = models.CharField(max_length=10, primary_key=True)
    name = models.CharField(max_length=40)
    female = models.BooleanField()
    full_time = models.BooleanField()
    qualified = models.BooleanField(help_text="has legal and trade knowledge, per the county's team rule")
    background = models.CharField(max_length=14, choices=Background.choices, default=Background.INDUSTRY)
    account = models.CharField(max_length=40, blank=True)
    user = models.OneToOneField(User, models.PROTECT, null=True)
    source = source_field()
    active_from = models.DateField()
    active_to = models.DateField(null=True)

    def __str__(self) -> str:
        return self.name


class CommitteeMember(models.Model):
    """A mediator's place in a committee (Art. 13), from its first to its last day. The terms are `Appointment` rows.

    `ended_for` is a code of rulebook.pool.Leaving; empty for a place that lasts or that the county's files ended.
    """

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="members")
    mediator = models.ForeignKey(Mediator, models.PROTECT, related_name="appointments")
    director = models.BooleanField(default=False)
    source = source_field()
    active_from = models.DateField()
    active_to = models.DateField(null=True, help_text="the last day; none while the appointment lasts")
    ended_for = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "mediator"], condition=Q(active_to=None), name="teams_committeemember_once"
            ),
            models.UniqueConstraint(
                fields=["committee"],
                condition=Q(director=True, active_to=None),
                name="teams_committeemember_one_director",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.committee} {self.mediator}"


class Team(models.Model):
    """A mediation team of 3–6 people, at least two of them qualified and full-time.

    A team has no seal: `committee` stamps what it brings about (人民调解法 Art. 29; domain.md, fact 3).
    `matter_types` are codes of catalogue.MatterType the team is good at.
    """

    unit = models.OneToOneField(Unit, models.PROTECT, primary_key=True)
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="teams")
    matter_types = models.JSONField(default=list)
    source = source_field()

    def __str__(self) -> str:
        return self.unit.name


class TeamMember(models.Model):
    """A mediator's place in a team."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="members")
    mediator = models.ForeignKey(Mediator, models.PROTECT, related_name="memberships")
    leader = models.BooleanField(default=False)
    source = source_field()
    active_to = models.DateField(null=True, help_text="the last day; none while the place is held")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team", "mediator"], condition=Q(active_to=None), name="teams_teammember_once"
            ),
            models.UniqueConstraint(
                fields=["team"], condition=Q(leader=True, active_to=None), name="teams_teammember_one_leader"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team} {self.mediator}"
