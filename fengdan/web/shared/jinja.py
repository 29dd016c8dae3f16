"""The template environment: what every page may use without asking."""

from typing import Any

from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined

from fengdan.units.models import Unit
from fengdan.web.shared import faces, nav, words

NAMELESS = "社会治安综合治理中心"


def url(name: str, *args: object) -> str:
    return reverse(name, args=args)


def centre_name() -> str:
    """The page head. A page that reports a dead database must still have one."""
    if name := cache.get("centre_name"):
        return str(name)
    try:
        name = Unit.objects.filter(code="centre").values_list("name", flat=True).first()
    except DatabaseError:
        return NAMELESS
    if name:
        cache.set("centre_name", name)
    return name or NAMELESS


def csp_nonce(request: HttpRequest) -> str:
    return str(getattr(request, "csp_nonce", ""))


def environment(**options: Any) -> Environment:
    options.update(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    env = Environment(**options)  # noqa: S701 - autoescape is set above
    env.globals.update(
        url=url,
        static=static,
        centre_name=centre_name,
        csp_nonce=csp_nonce,
        csrf_input_of=csrf_input,
        nav=nav.entries,
    )
    env.filters.update(
        moment=words.moment,
        moment_full=words.moment_full,
        day=words.day,
        day_full=words.day_full,
        left=words.left,
        days_left=words.days_left,
        tone=words.tone,
        face=faces.face,
    )
    return env
