from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "fengdan.search"
