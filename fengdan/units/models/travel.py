"""How far a township is: what lies between two bookings of one person in different places."""

from django.db import models

from fengdan.units.models.organisations import Area, source_field


class Travel(models.Model):
    """Minutes on the road from the county's seat to a township."""

    area = models.OneToOneField(Area, models.PROTECT, primary_key=True, related_name="+")
    minutes = models.PositiveSmallIntegerField()
    source = source_field()

    def __str__(self) -> str:
        return f"{self.area_id} {self.minutes}"
