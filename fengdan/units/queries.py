"""Rows in force on a day, and who stands above whom."""

from datetime import date

from django.db.models import Q, QuerySet

from fengdan.database.prepared import Slot
from fengdan.units.models import Area, Unit


def active_on(day: date | Slot, prefix: str = "") -> Q:
    """Rows in force on a day, by their active_from and active_to."""
    return Q(**{f"{prefix}active_from__lte": day}) & (
        Q(**{f"{prefix}active_to": None}) | Q(**{f"{prefix}active_to__gte": day})
    )


def lasting_on(day: date) -> Q:
    """Rows in force on the day or later, by their active_to alone."""
    return Q(active_to=None) | Q(active_to__gte=day)


def serves(unit: Unit, day: date) -> bool:
    """Whether the unit is in service on the day."""
    return unit.active_from <= day and (unit.active_to is None or day <= unit.active_to)


def below(units: frozenset[str]) -> QuerySet[Unit]:
    """The units directly under these: the villages of a township."""
    return Unit.objects.filter(above_id__in=units)


def place_name(area: Area) -> str:
    """巩昌镇西街村; a township by its own name. Reads the parent."""
    return f"{area.parent}{area}" if area.inner else area.name
