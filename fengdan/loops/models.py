"""The pulse of the loops."""

from django.db import models


class Beat(models.Model):
    """The last round of a loop: `at` is when it ended; `note` says what kept it from its work, empty when nothing."""

    name = models.CharField(primary_key=True, max_length=20)
    at = models.DateTimeField()
    note = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d %H:%M:%S}"
