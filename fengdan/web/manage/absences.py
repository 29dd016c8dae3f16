"""请假与代理: one's own days away and who signs meanwhile; duty and the administrator enter them for others."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from fengdan.people.absences import OTHERS, be_away, call_off, leave_office
from fengdan.people.models import Absence, Grant, User
from fengdan.rulebook.actor import Actor, Role
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused
from fengdan.units.queries import active_on
from fengdan.web.shared.fields import Day, Text
from fengdan.web.shared.forms import Form
from fengdan.web.shared.policy import roles, signed_in
from fengdan.web.shared.request import Request

SHOWN = 100
LEAVE_ID = "id_leave_%s"  # two forms on one page ask for a user


class AbsenceForm(Form):
    user = Text("谁请假（用户名）", 40, hint="本人请假不用改。")
    from_day = Day("从哪天")
    to_day = Day("到哪天", hint="包括这一天。")
    stand_in = Text("谁代签（用户名）", 40, required=False, hint="请假期间替他签收、办理的人；不填就没有人代。")

    def people(self) -> tuple[User, User | None]:
        """Whoever is away and whoever stands in. Raises Refused naming the field."""
        said = self.cleaned_data
        return _account(said["user"], "user"), _account(said["stand_in"], "stand_in") if said["stand_in"] else None


class LeaveForm(Form):
    user = Text("谁离岗（用户名）", 40)
    last_day = Day("最后一天", hint="过了这一天，所有岗位自动结束；账号和办过的事都保留。")


def _account(username: str, field: str) -> User:
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise Refused(f"没有用户名为“{username}”的在用账号，请核对。", field)
    return user


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def absences(request: Request) -> HttpResponse:
    own = User.objects.get(pk=int(request.actor.id))
    form = AbsenceForm(
        request.POST if request.method == "POST" else None, at=request.at, initial={"user": own.username}
    )
    if form.is_bound and form.is_valid():
        try:
            user, stand_in = form.people()
            days = {name: form.cleaned_data[name] for name in ("from_day", "to_day")}
            be_away(user, **days, stand_in=stand_in, actor=request.actor, at=request.at)
        except Refused as no:
            form.add_refused(no)
        else:
            return redirect("absences")
    return _page(request, form, LeaveForm(at=request.at, auto_id=LEAVE_ID), status=422 if form.is_bound else 200)


@signed_in
@require_POST
def absence_call_off(request: Request, absence: int) -> HttpResponse:
    try:
        call_off(absence, actor=request.actor, at=request.at)
    except Refused as no:
        raise Http404 from no
    return redirect("absences")


@roles(Role.ADMIN)
@require_POST
def leave(request: Request) -> HttpResponse:
    """离岗."""
    form = LeaveForm(request.POST, at=request.at, auto_id=LEAVE_ID)
    if form.is_valid():
        try:
            user = _account(form.cleaned_data["user"], "user")
            leave_office(user, last_day=form.cleaned_data["last_day"], actor=request.actor, at=request.at)
        except Refused as no:
            form.add_refused(no)
        else:
            return redirect("absences")
    return _page(request, AbsenceForm(at=request.at), form, status=422)


def _page(request: Request, form: AbsenceForm, leaving: LeaveForm, status: int) -> HttpResponse:
    today = request.at.astimezone(ZONE).date()
    context = {
        "form": form,
        "leaving": leaving if request.actor.has(Role.ADMIN) else None,
        "absences": _listed(request.actor, today),
        "colleagues": _colleagues(request.actor, today),
        "today": today,
    }
    return render(request, "manage/absences.html", context, status=status)


def _listed(actor: Actor, today: date) -> list[Absence]:
    """One's own and those one stands in for; duty and the administrator see everybody's. Not those long over."""
    mine = Q() if actor.has(*OTHERS) else Q(user=int(actor.id)) | Q(stand_in=int(actor.id))
    rows = Absence.objects.filter(mine, called_off_at=None, to_day__gte=today).select_related("user", "stand_in")
    return list(rows.order_by("from_day", "pk")[:SHOWN])


def _colleagues(actor: Actor, today: date) -> list[Any]:
    """People of the same units, offered as stand-ins."""
    units = [unit for _, unit in actor.units]
    held = Grant.objects.filter(active_on(today), unit__in=units, user__is_active=True).exclude(user=int(actor.id))
    rows = held.order_by("user__username").values("user__username", "user__name", "unit__short_name").distinct()
    return list(rows[:SHOWN])
