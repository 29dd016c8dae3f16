"""What a view is handed: Django's request with the moment and the actor that `policy.Gate` put on it."""

from datetime import datetime

from django.http import HttpRequest

from fengdan.rulebook.actor import Actor


class Request(HttpRequest):
    at: datetime
    actor: Actor
    unsettled: bool  # signed in with a password that somebody else handed out
