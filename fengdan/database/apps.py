from django.apps import AppConfig
from django.core.signals import request_started
from django.utils.module_loading import autodiscover_modules

from fengdan.database.broken import drop_broken


class DatabaseConfig(AppConfig):
    name = "fengdan.database"

    def ready(self) -> None:
        """Let every app declare its triggers in a module `triggers`; no request begins on a broken connection."""
        autodiscover_modules("triggers")
        request_started.connect(drop_broken)
