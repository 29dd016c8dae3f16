"""The template environment: what every page may use without asking."""

from functools import cache
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined

from fengdan.catalogue.centre import Centre, centre
from fengdan.web.shared import faces, nav, policy, words

NAMELESS = "社会治安综合治理中心"


_plain = cache(reverse)  # the places every page leads to


def url(name: str, *args: object) -> str:
    return reverse(name, args=args) if args else _plain(name)


def csrf_field(request: HttpRequest) -> str:
    """One token for all the forms of a page: to make it takes longer than to write it."""
    made: str | None = getattr(request, "csrf_field", None)
    if made is None:
        made = csrf_input(request)
        request.csrf_field = made  # type: ignore[attr-defined]
    return made


def _centre() -> Centre | None:
    """A page that reports a dead database must still have a head."""
    try:
        return centre()
    except DatabaseError:
        return None


def centre_name() -> str:
    """The page head."""
    known = _centre()
    return known.name if known else NAMELESS


def letterhead() -> str:
    """The heading of printed papers."""
    known = _centre()
    return known.letterhead if known else NAMELESS


def environment(**options: Any) -> Environment:
    options.update(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    env = Environment(**options)  # noqa: S701 - autoescape is set above
    env.globals.update(
        url=url,
        static=static,
        centre_name=centre_name,
        letterhead=letterhead,
        opens=policy.opens,
        csrf_field=csrf_field,
        nav=nav.entries,
    )
    env.filters.update(
        moment=words.moment,
        moment_full=words.moment_full,
        day=words.day,
        day_full=words.day_full,
        day_alone=words.day_alone,
        left=words.left,
        span=words.span,
        days_left=words.days_left,
        tone=words.tone,
        face=faces.face,
    )
    return env
