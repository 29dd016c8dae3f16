"""What the county publishes as data: dispute types, limits, office hours, the calendar. Law is code; this is not."""

from django.db import models


class DisputeType(models.Model):
    """One of the 18 types of the 司法部 statistics (domain.md §4.5). `keywords` help guess the type from a story."""

    code = models.CharField(max_length=2, primary_key=True)
    name = models.CharField(max_length=20, unique=True)
    keywords = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.name


class Limit(models.Model):
    """How long something may take: `value` in the grammar of design §3 (`5wd`, `4wh`, `30d`, `1mo`, `48h`, `30min`)."""

    code = models.CharField(max_length=30)
    version = models.PositiveIntegerField()
    name = models.CharField(max_length=40)
    value = models.CharField(max_length=8)
    basis = models.CharField(max_length=60)
    source = models.CharField(max_length=2, choices={"原文": "原文", "假定": "假定"})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="catalogue_limit_version")]

    def __str__(self) -> str:
        return f"{self.name} {self.value}"


class CalendarYear(models.Model):
    """A published year: days off and make-up workdays (调休) that differ from Monday–Friday, and the office hours."""

    year = models.PositiveIntegerField()
    version = models.PositiveIntegerField()
    notice = models.CharField(max_length=60, help_text="the State Council notice it was taken from")
    off = models.JSONField(help_text="ISO dates that are no working days although Monday–Friday, or statutory weekends")
    work = models.JSONField(help_text="ISO dates that are working days although Saturday or Sunday")
    hours = models.JSONField(help_text='office hours, e.g. [["08:30", "12:00"], ["14:30", "18:00"]]')

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "version"], name="catalogue_calendaryear_version")]

    def __str__(self) -> str:
        return f"{self.year} v{self.version}"
