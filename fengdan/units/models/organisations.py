"""Areas and organisations of the county. Rows are effective-dated and never deleted."""

from django.db import models

from fengdan.rulebook.actor import ROLE_LABELS, Role

SOURCES = {"原文": "原文", "假定": "假定"}
LIAISON_ROLES = (Role.DEPT, Role.COURT, Role.JUSTICE, Role.TOWN, Role.VILLAGE, Role.GRID)


def source_field() -> "models.CharField[str, str]":
    """Where a row comes from: 原文 (published) or 假定 (assumed by us, to be confirmed by the county)."""
    return models.CharField(max_length=2, choices=SOURCES, default="假定")


class Area(models.Model):
    """A place: the county, its townships (9 digits), their villages and communities (12; 统计用区划代码)."""

    class Kind(models.TextChoices):
        COUNTY = "county", "县"
        TOWNSHIP = "township", "乡镇"
        VILLAGE = "village", "村"
        COMMUNITY = "community", "社区"

    code = models.CharField(max_length=15, primary_key=True)
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    source = source_field()

    def __str__(self) -> str:
        return self.name

    @property
    def inner(self) -> bool:
        """Whether it lies in a township."""
        return self.kind in {self.Kind.VILLAGE, self.Kind.COMMUNITY}

    @property
    def township_code(self) -> str:
        """Of the township it lies in; a township's, or the county's, own."""
        return str(self.parent_id if self.inner else self.pk)


class Unit(models.Model):
    """An organisation. All but committees can hold a matter; a village unit is the village's own committee.

    `above` is who sees its work and receives what it hands up; `successor` took its duties over when it ended.
    """

    class Kind(models.TextChoices):
        CENTRE = "centre", "综治中心"
        DEPARTMENT = "department", "县直部门"
        TOWNSHIP = "township", "乡镇综治中心"
        VILLAGE = "village", "村（社区）人民调解委员会"
        COMMITTEE = "committee", "人民调解委员会"
        TEAM = "team", "综合调解团队"

    code = models.CharField(max_length=30, primary_key=True)
    name = models.CharField(max_length=60, unique=True)
    short_name = models.CharField(max_length=20)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    area = models.ForeignKey(Area, models.PROTECT)
    above = models.ForeignKey("self", models.PROTECT, null=True, related_name="below")
    successor = models.ForeignKey("self", models.PROTECT, null=True, related_name="predecessors")
    phone = models.CharField(max_length=20, blank=True, help_text="public telephone of the unit, not personal data")
    source = source_field()
    active_from = models.DateField()
    active_to = models.DateField(null=True)

    def __str__(self) -> str:
        return self.name


class Liaison(models.Model):
    """联络员: who answers for a unit (domain.md §2.5). `account` is the username, empty while there is none."""

    code = models.CharField(max_length=30, primary_key=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="liaisons")
    role = models.CharField(max_length=12, choices=[(role.value, ROLE_LABELS[role]) for role in LIAISON_ROLES])
    name = models.CharField(max_length=40)
    account = models.CharField(max_length=40, blank=True)
    source = source_field()
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
    queue = models.CharField(max_length=1, default="A", help_text="letter of the numbers called here; may be shared")
    phone = models.CharField(max_length=20, blank=True, help_text="empty: the unit's own")
    unit = models.ForeignKey(Unit, models.PROTECT)
    source = source_field()

    def __str__(self) -> str:
        return self.name


class Room(models.Model):
    """A room of the centre that a session can be held in."""

    class Kind(models.TextChoices):
        COURT = "court", "科技法庭"
        MEDIATION = "mediation", "调解室"
        COUNSELLING = "counselling", "心理咨询室"

    code = models.CharField(max_length=10, primary_key=True)
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    unit = models.ForeignKey(Unit, models.PROTECT)
    source = source_field()

    def __str__(self) -> str:
        return self.name


class DirectoryEntry(models.Model):
    """A line of the county's “1+4+8+N”. No public definition was found: no logic hangs on it (domain.md §1.3)."""

    class Part(models.TextChoices):
        ONE = "1", "一个中心"
        FOUR = "4", "四项职能"
        EIGHT = "8", "八个平台"
        MANY = "N", "多方力量"

    code = models.CharField(max_length=10, primary_key=True)
    part = models.CharField(max_length=1, choices=Part.choices)
    name = models.CharField(max_length=60)
    source = source_field()

    def __str__(self) -> str:
        return self.name
