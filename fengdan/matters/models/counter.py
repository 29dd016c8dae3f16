"""The last number given out of each gap-free series."""

from django.db import models


class Counter(models.Model):
    """`series` is `matter:<area>-<day>` `agreement:<committee>:<year>` or `oral:<unit>:<year>`."""

    series = models.CharField(max_length=60, primary_key=True)
    last = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.series} {self.last}"
