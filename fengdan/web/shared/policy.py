"""One declared policy per address, and the gate that enforces it. A view without a policy does not exist."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from fengdan.people.actor import actor_of
from fengdan.people.models import User
from fengdan.rulebook.actor import Actor, Role
from fengdan.web.shared.request import Request

log = logging.getLogger(__name__)
View = TypeVar("View", bound=Callable[..., Any])

STRANGER = Actor(id="", name="")
NOT_TYPED = frozenset({"csrfmiddlewaretoken", "once", "seen", "then", "letter"})


@dataclass(frozen=True)
class Policy:
    """Who may ask for an address at all. What they may see or do there, the rulebook decides.

    `doors` are those through which the address is reached (FENGDAN_DOORS); `unsettled` says that it opens before a
    password that somebody else handed out has been changed.
    """

    open_to_strangers: bool = False
    roles: frozenset[Role] = frozenset()
    doors: frozenset[str] = frozenset({"staff"})
    unsettled: bool = False

    def admits(self, actor: Actor) -> bool:
        return self.open_to_strangers or (bool(actor.id) and (not self.roles or actor.has(*self.roles)))


def opens(door: str) -> bool:
    """Whether this process opens the door: desks and phones may be served by two, on two networks."""
    return settings.DOORS in {"all", door}


def public(view: View) -> View:
    """Anybody, through the door of the public."""
    return _declare(view, Policy(open_to_strangers=True, doors=frozenset({"public"})))


def staff_door(view: View) -> View:
    """Anybody who stands at the door for staff: to sign in and out."""
    return _declare(view, Policy(open_to_strangers=True, unsettled=True))


def both_doors(view: View) -> View:
    """Anybody, through either door."""
    return _declare(view, Policy(open_to_strangers=True, doors=frozenset({"public", "staff"})))


def unsettled(view: View) -> View:
    """Also before a password that was handed out has been changed. Goes on top of the policy."""
    return _declare(view, replace(view.policy, unsettled=True))  # type: ignore[attr-defined]


def signed_in(view: View) -> View:
    """Every account, whatever its roles."""
    return _declare(view, Policy())


def roles(*allowed: Role) -> Callable[[View], View]:
    """Accounts that hold at least one of these roles today."""
    if not allowed:
        raise ValueError("roles() without a role would admit everybody who is signed in")
    return lambda view: _declare(view, Policy(roles=frozenset(allowed)))


def _declare(view: View, policy: Policy) -> View:
    view.policy = policy  # type: ignore[attr-defined]
    return view


def policy_of(view: Callable[..., Any]) -> Policy | None:
    return getattr(view, "policy", None)


class Gate:
    """Sets `request.at` and `request.actor`, and lets a request through only as its view's policy says.

    Whoever was handed a password changes it before anything else. A refused member of staff gets the same 404 as for
    an address that does not exist.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        request.at = timezone.now()
        user = request.user
        # through the public's door nobody is signed in
        staff = user if isinstance(user, User) and opens("staff") else None
        request.actor = actor_of(staff, timezone.localdate(request.at)) if staff else STRANGER
        request.unsettled = staff is not None and staff.must_change_password
        response = self.get_response(request)
        if request.actor.id:
            add_never_cache_headers(response)  # nothing stays behind on a shared window machine
        return response

    def process_view(
        self, request: Request, view: Callable[..., Any], _args: object, _kwargs: object
    ) -> HttpResponse | None:
        policy = policy_of(view)
        if policy is None:
            log.error("view without a policy: %s.%s", view.__module__, getattr(view, "__qualname__", view))
            raise Http404
        if not any(opens(door) for door in policy.doors):
            raise Http404
        if request.unsettled and not policy.unsettled:
            return HttpResponseRedirect(reverse("password"))
        if policy.admits(request.actor):
            return None
        if request.actor.id:
            raise Http404
        return _to_signin(request)


def _to_signin(request: HttpRequest) -> HttpResponse:
    """A page leads to the sign-in; what somebody had typed is shown again, so that it is not lost with the session."""
    if getattr(request, "htmx", False):
        return HttpResponse(status=204)  # a hint that failed must not tear the form away from who is typing
    if request.method in {"GET", "HEAD"}:
        return HttpResponseRedirect(reverse("signin") + "?" + urlencode({"next": request.get_full_path()}))
    typed = [text for name in request.POST if name not in NOT_TYPED for text in request.POST.getlist(name) if text]
    return render(request, "shared/expired.html", {"typed": typed}, status=403)
