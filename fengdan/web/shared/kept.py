"""Pages that are the same for everybody who is not signed in: kept whole, with an ETag, until something has changed.

What a public page shows is published by an act, and every such act writes to the journal: a page is as old as the
journal's newest entry says. Counts and free times also change by themselves, so no page is kept for over a minute.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import HttpResponse, HttpResponseNotModified

from fengdan.database.broken import drop_broken
from fengdan.journal.queries import newest
from fengdan.web.shared.big import COOKIE
from fengdan.web.shared.request import Request

View = TypeVar("View", bound=Callable[..., HttpResponse])
MANY = 500  # addresses; what is asked beyond them makes the shelf begin anew
TYPED = "text"  # what somebody typed stays with nobody
REVALIDATE = "no-cache"  # a browser may keep it, and asks before every use: what is taken off is gone at once


@dataclass(frozen=True)
class Kept:
    """A page as it was written: the journal's newest entry and the minute then, its bytes and their tag."""

    stamp: tuple[int, datetime]
    body: bytes
    tag: str


shelf: dict[tuple[str, bool], Kept] = {}  # by address and letter size; threads may write one twice, to no harm


def kept(view: View) -> View:
    """Of a view that reads the address and the letter size, and nothing else of a stranger's request."""

    @wraps(view)
    def answer(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.actor.id or (request.META.get("QUERY_STRING") and TYPED in request.GET):
            return view(request, *args, **kwargs)
        stamp = (newest(), request.at.replace(second=0, microsecond=0))
        key = (request.get_full_path(), COOKIE in request.COOKIES)
        known = shelf.get(key)
        if known is None or known.stamp != stamp:
            drop_broken()
            response = view(request, *args, **kwargs)
            if response.status_code != HttpResponse.status_code:
                return response
            known = Kept(stamp, response.content, f'"{hashlib.sha256(response.content).hexdigest()[:32]}"')
            if len(shelf) >= MANY:
                shelf.clear()
            shelf[key] = known
        return _answered(request, known)

    return cast("View", answer)


def sound_connection(get_response: Callable[[Any], HttpResponse]) -> Callable[[Any], HttpResponse]:
    """Middleware: no request begins on a broken connection. One that a page on the shelf answers asks the database
    nothing, and to look whether the connection is sound took a fifth of it.
    """

    def handle(request: Any) -> HttpResponse:
        if not _on_the_shelf(request.META):
            drop_broken()
        return get_response(request)

    return handle


def _on_the_shelf(asked: Mapping[str, Any]) -> bool:
    """Whether a stranger without any cookie asks for it; whether it still is as it should be, `kept` sees."""
    return not (asked.get("HTTP_COOKIE") or asked.get("QUERY_STRING")) and (asked["PATH_INFO"], False) in shelf


def _answered(request: Request, page: Kept) -> HttpResponse:
    if request.META.get("HTTP_IF_NONE_MATCH") == page.tag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(page.body)
    response["ETag"] = page.tag
    response["Cache-Control"] = REVALIDATE
    response["Vary"] = "Cookie"
    return response
