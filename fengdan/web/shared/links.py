"""Where to go next, when the address comes from outside."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

HOME = "/"


def safe_next(request: HttpRequest) -> str:
    """The `next` asked for, if it is a page of this site; else the front page."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    local = target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    return target if local else HOME


def public_address(request: HttpRequest, path: str) -> str:
    """An address as a villager's phone reaches it: desks often sit on a network of their own."""
    return settings.PUBLIC_URL + path if settings.PUBLIC_URL else request.build_absolute_uri(path)
