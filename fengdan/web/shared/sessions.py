"""How long a sign-in lasts: 15 minutes without a request, 8 hours in all."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY, login, logout
from django.http import HttpRequest, HttpResponse

from fengdan.people.models import User

SIGNED_IN = "signed_in"
SEEN = "seen"
BY_ITSELF = "Fengdan-Refresh"  # a page that asks each minute: nobody is there because of that
REWRITE_AFTER = 60  # seconds: a click a second must not mean a write a second


def begin(request: HttpRequest, user: User) -> None:
    """Sign the user in under a new session key."""
    login(request, user)
    _stamp(request, time.time())


def _stamp(request: HttpRequest, now: float) -> None:
    request.session[SIGNED_IN] = request.session[SEEN] = int(now)


def over(signed_in: int, seen: int, now: float) -> bool:
    return now - seen > settings.SESSION_IDLE_SECONDS or now - signed_in > settings.SESSION_COOKIE_AGE


class IdleOut:
    """Ends a session that idled, grew too old, or whose account was disabled."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if SESSION_KEY in request.session:
            self._renew_or_end(request, time.time())
        return self.get_response(request)

    def _renew_or_end(self, request: HttpRequest, now: float) -> None:
        session = request.session
        if SIGNED_IN not in session:
            _stamp(request, now)
        if not request.user.is_authenticated or over(session[SIGNED_IN], session[SEEN], now):
            logout(request)
        elif now - session[SEEN] >= REWRITE_AFTER and BY_ITSELF not in request.headers:
            session[SEEN] = int(now)
