"""What the county publishes as data: types, routing, limits, ladder, hours, calendar. Law is code; this is not."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from fengdan.catalogue.items.models import ServiceItem
from fengdan.rulebook.limits import EXTEND_LABELS, SINCE_LABELS
from fengdan.units.models import Unit, source_field

SINCE = [(code.value, label) for code, label in SINCE_LABELS.items()]
EXTEND = [(code.value, label) for code, label in EXTEND_LABELS.items()]


class MatterType(models.Model):
    """A kind of matter: one of the 18 disputes of the 司法部 statistics (domain.md §4.5), or a convenience service.

    `department` answers for it by trade (谁主管谁负责), `supporting` are codes of units that help, `team` is the code
    of the team that mediates such disputes (empty: none), `period` the limit that mediation of them has to keep (empty:
    the ordinary one). `keywords` help guess the type from a story. `item` is the service item that covers it.
    """

    class Kind(models.TextChoices):
        DISPUTE = "dispute", "矛盾纠纷"
        SERVICE = "service", "便民事项"

    code = models.CharField(max_length=2, primary_key=True)
    name = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.DISPUTE)
    department = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    supporting = models.JSONField(default=list)
    team = models.CharField(max_length=30, blank=True)
    period = models.CharField(max_length=30, blank=True)
    keywords = models.JSONField(default=list)
    item = models.ForeignKey(ServiceItem, models.PROTECT, null=True, related_name="types")
    source = source_field()

    def __str__(self) -> str:
        return self.name

    @property
    def full_name(self) -> str:
        """邻里纠纷; 其他劳动争议 and a service stay as they are."""
        bare = self.kind == self.Kind.SERVICE or self.name.endswith(("争议", "纠纷", "其他"))
        return self.name if bare else f"{self.name}纠纷"


class PublishedTable(models.Model):
    """Lines of one of the county's files as published, in order; a change makes the next version."""

    version = models.PositiveIntegerField(primary_key=True)
    rows = models.JSONField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.model_name} v{self.version}"


class RoutingTable(PublishedTable):
    """The routing rules as published: `rows` are the lines of routing.csv in order. A change makes the next version."""


class Ladder(PublishedTable):
    """五级九天 as published: `rows` are the lines of ladder.csv. No public definition was found (domain.md §1)."""


class SupervisionTable(PublishedTable):
    """督办 as published, mildest first: `rows` are the lines of supervision.csv (domain.md §2.9)."""


class ProposingTable(PublishedTable):
    """派单建议 as published: `rows` are the lines of proposing.csv, what each part of a proposal weighs."""


class ArticleTable(PublishedTable):
    """法条 for each type of dispute as published: `rows` are the lines of articles.csv, the gist in our own words."""


class Draft(models.Model):
    """County files waiting to be published on a system that is running, with what they would change.

    `files` are the files' rows by name, `differences` what publishing would have changed when the draft was made.
    """

    class Status(models.TextChoices):
        OPEN = "open", "待发布"
        PUBLISHED = "published", "已发布"
        DISCARDED = "discarded", "已放弃"

    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    files = models.JSONField()
    differences = models.JSONField()
    warnings = models.JSONField(default=list)
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["status"], condition=Q(status="open"), name="catalogue_draft_one_open")
        ]

    def __str__(self) -> str:
        return f"draft {self.pk} {self.status}"


class Limit(models.Model):
    """How long something may take: `value` in the grammar of design §3 (`5wd`, `4wh`, `30d`, `1mo`, `48h`, `30min`).

    The rest is what `rulebook.limits.Provision` says; `basis` is the article or the county's own rule.

    `set_by` and `set_at` are empty for a version that came with the county's files.
    """

    code = models.CharField(max_length=30)
    version = models.PositiveIntegerField()
    name = models.CharField(max_length=40)
    value = models.CharField(max_length=8)
    since = models.CharField(max_length=10, choices=SINCE, default="step")
    rolls = models.BooleanField(default=True, help_text="a last day off is moved on")
    pauses = models.BooleanField(default=False, help_text="stands still while the matter is suspended")
    extend = models.CharField(max_length=8, choices=EXTEND, default="no")
    longest = models.CharField(max_length=8, blank=True, help_text="by how much it may be extended in all")
    basis = models.CharField(max_length=60)
    source = models.CharField(max_length=2, choices={"原文": "原文", "假定": "假定"})
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="catalogue_limit_version")]

    def __str__(self) -> str:
        return f"{self.name} {self.value}"


class CentreSetting(models.Model):
    """What the centre calls itself and how it is reached, as its director set it. The newest version is in force.

    Without one the county's files speak: `catalogue.centre.centre`.
    """

    version = models.PositiveIntegerField(primary_key=True)
    name = models.CharField(max_length=40)
    letterhead = models.CharField(max_length=40, help_text="the heading of printed papers")
    phone = models.CharField(max_length=20, blank=True)
    supervision_phone = models.CharField(max_length=20, blank=True, help_text="for complaints about the work")
    address = models.CharField(max_length=80, blank=True)
    hours = models.CharField(max_length=80, blank=True, help_text="opening hours in words; empty: from the calendar")
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} v{self.version}"


class CalendarYear(models.Model):
    """A published year: days off and make-up workdays (调休) that differ from Monday–Friday, and the office hours."""

    year = models.PositiveIntegerField()
    version = models.PositiveIntegerField()
    notice = models.CharField(max_length=60, help_text="the State Council notice it was taken from")
    off = models.JSONField(help_text="ISO dates that are no working days although Monday–Friday, or statutory weekends")
    work = models.JSONField(help_text="ISO dates that are working days although Saturday or Sunday")
    hours = models.JSONField(help_text='office hours, e.g. [["08:30", "12:00"], ["14:30", "18:00"]]')
    rows = models.JSONField(default=list, help_text="the lines of the file, with notes and where each comes from")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "version"], name="catalogue_calendaryear_version")]

    def __str__(self) -> str:
        return f"{self.year} v{self.version}"


class LetterText(models.Model):
    """What a letter says in this county instead of the product's own words (rulebook.letter_texts).

    `template` is a key there. The newest version is in force; an empty text is the product's own words again.
    """

    template = models.CharField(max_length=30)
    version = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["template", "version"], name="catalogue_lettertext_version")]

    def __str__(self) -> str:
        return f"{self.template} v{self.version}"
