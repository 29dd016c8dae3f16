"""Where a person can be guided to, as this county has it."""

from dataclasses import replace
from datetime import date

from fengdan.rulebook.guiding import PLACES, Place
from fengdan.units.models import Unit
from fengdan.units.queries import active_on


def place_in_county(name: str, day: date) -> Place | None:
    """The ready-made words for a place, with the telephone of the county's unit where there is no national one."""
    place = PLACES.get(name)
    if place is None or place.phone or not place.unit:
        return place
    phone = Unit.objects.filter(active_on(day), pk=place.unit).values_list("phone", flat=True).first()
    return replace(place, phone=phone or "")
