"""A product of a few pages, to try the machinery around views without any page of the office."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path

from fengdan.rulebook.actor import Role
from fengdan.urls import handler400, handler403, handler404, handler500  # noqa: F401 - read by Django
from fengdan.web.public.signin import signin, signout
from fengdan.web.shared.big import big
from fengdan.web.shared.nav import PLACES
from fengdan.web.shared.policy import public, roles, signed_in


@public
def front(request):
    return HttpResponse("front")


@signed_in
def desk(request):
    return HttpResponse(f"{request.actor.name} {' '.join(request.actor.roles)} {request.at:%Z}")


@roles(Role.CLERK, Role.DUTY)
def register(request):
    return HttpResponse("register")


@signed_in
def missing(request):
    raise Http404


@signed_in
def broken(request):
    raise RuntimeError("secret detail")


@public
def page(request):
    return render(request, "shared/base.html")


def undeclared(request):
    return HttpResponse("nobody decided who may see this")


urlpatterns = [
    path("", front, name="home"),
    path("desk/", desk, name="matters"),
    path("register/", register, name="register"),
    path("missing/", missing),
    path("broken/", broken),
    path("page/", page),
    path("undeclared/", undeclared),
    path("password/", signed_in(desk), name="password"),
    path("signin/", signin, name="signin"),
    path("signout/", signout, name="signout"),
    path("shared/big/", big, name="big"),
]
# wherever the navigation leads, there is something
urlpatterns += [
    path(f"{place.name}/", signed_in(desk), name=place.name)
    for place in PLACES
    if place.name not in {pattern.name for pattern in urlpatterns}
]
