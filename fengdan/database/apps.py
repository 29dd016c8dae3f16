from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class DatabaseConfig(AppConfig):
    name = "fengdan.database"

    def ready(self) -> None:
        """Let every app declare its triggers in a module `triggers`."""
        autodiscover_modules("triggers")
