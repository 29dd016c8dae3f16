"""Areas and organisations of the county. Rows are effective-dated and never deleted."""

from django.db import models


class Area(models.Model):
    """A place: the county or one of its townships (villages and grids later). Codes are GB/T 2260 + township digits."""

    class Kind(models.TextChoices):
        COUNTY = "county", "县"
        TOWNSHIP = "township", "乡镇"

    code = models.CharField(max_length=15, primary_key=True)
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """An organisation that can hold a matter: the centre, a team; later departments, townships, villages."""

    class Kind(models.TextChoices):
        CENTRE = "centre", "综治中心"
        COMMITTEE = "committee", "人民调解委员会"
        TEAM = "team", "综合调解团队"

    code = models.CharField(max_length=30, primary_key=True)
    name = models.CharField(max_length=60, unique=True)
    short_name = models.CharField(max_length=20)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    area = models.ForeignKey(Area, models.PROTECT)
    phone = models.CharField(max_length=20, blank=True, help_text="public telephone of the unit, not personal data")
    source = models.CharField(max_length=2, choices={"原文": "原文", "假定": "假定"})
    active_from = models.DateField()
    active_to = models.DateField(null=True)

    def __str__(self) -> str:
        return self.name


class Window(models.Model):
    """A window of the hall: 常态入驻 (standing) or 动态进驻 (rotating)."""

    class Kind(models.TextChoices):
        STANDING = "standing", "常态入驻窗口"
        ROTATING = "rotating", "动态进驻窗口"

    code = models.CharField(max_length=10, primary_key=True)
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    unit = models.ForeignKey(Unit, models.PROTECT)
    source = models.CharField(max_length=2, choices={"原文": "原文", "假定": "假定"})

    def __str__(self) -> str:
        return self.name
