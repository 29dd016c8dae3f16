"""Accounts, the roles they hold, who is away and who stands in, and failed attempts to get in."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from fengdan.rulebook.actor import ADMINISTRATORS, POSTS, ROLE_LABELS, Role
from fengdan.units.models import Unit
from fengdan.vault.fields import EncryptedTextField


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, name: str, password: str) -> "User":
        """Make an account. The password is hashed; nothing else is checked here."""
        user = self.model(username=username, name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A member of staff who signs in. `name` is the name shown at work; letters go to `phone` and `mail`."""

    username = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=40)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False, help_text="the password was handed out by somebody else")
    phone = EncryptedTextField(blank=True, default="")
    mail = EncryptedTextField(blank=True, default="")

    objects = UserManager()

    USERNAME_FIELD = "username"

    def __str__(self) -> str:
        return self.name


class Grant(models.Model):
    """A role held from a day on, for one unit."""

    user = models.ForeignKey(User, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=12, choices=[(role.value, ROLE_LABELS[role]) for role in POSTS])
    unit = models.ForeignKey(Unit, models.PROTECT)
    active_from = models.DateField()
    active_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "unit"],
                condition=Q(active_to=None),
                name="people_grant_once",
            ),
            # the three administrators are kept apart (等保 8.1.4)
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(active_to=None, role__in=[role.value for role in sorted(ADMINISTRATORS)]),
                name="people_grant_one_administrator",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {ROLE_LABELS[Role(self.role)]}"


class GrantRequest(models.Model):
    """A post of an administrator that one administrator wants given (or ended) and the security administrator decides.

    `day` is the first day of a post to be given, the last day of one to be ended. `agreed` is None until decided.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=[(role.value, ROLE_LABELS[role]) for role in POSTS])
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    ends = models.BooleanField()
    day = models.DateField()
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    agreed = models.BooleanField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role"], condition=Q(agreed=None), name="people_grantrequest_one_open"
            ),
            models.CheckConstraint(condition=~Q(decided_by=F("asked_by")), name="people_grantrequest_two_people"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {ROLE_LABELS[Role(self.role)]} {'ends' if self.ends else 'begins'} {self.day}"


class Absence(models.Model):
    """Days on which somebody is away, the first and the last included, and who signs for them (代理), if anybody.

    One that is called off keeps its row; `called_off_at` says since when it counts for nothing.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="absences")
    stand_in = models.ForeignKey(User, models.PROTECT, null=True, related_name="stands_in")
    from_day = models.DateField()
    to_day = models.DateField()
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    called_off_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(to_day__gte=F("from_day")), name="people_absence_span"),
            models.CheckConstraint(
                condition=Q(stand_in=None) | ~Q(stand_in=F("user")), name="people_absence_stand_in_is_another"
            ),
        ]
        indexes = [models.Index(fields=["to_day", "from_day"], name="people_absence_days")]

    def __str__(self) -> str:
        return f"{self.user} {self.from_day}–{self.to_day}"


class Attempt(models.Model):
    """Recent failures under one key (an account, an address, a slip code), for `throttle`. Keys are keyed digests."""

    key = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveIntegerField()
    last = models.DateTimeField()
    blocked_until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.failures} × {self.key[:8]}"
