"""人才库: the mediators by source and by what runs out soon; one page a mediator to appoint, renew and end."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from fengdan.matters.queries.mediated import mediated
from fengdan.rulebook.actor import Role
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.pool import REMIND_DAYS
from fengdan.teams.appointing import latest
from fengdan.teams.models import Mediator
from fengdan.teams.pool import committee_terms, past, standing, standings, ties, training
from fengdan.teams.records import KINDS, strike
from fengdan.teams.standing import CommitteeTerm, Runs, Standing
from fengdan.web.manage.accounts import INVALID, REFUSED, today_of
from fengdan.web.manage.pool_forms import FORMS, PoolForm
from fengdan.web.shared.policy import roles
from fengdan.web.shared.request import Request

PERIODS = (30, REMIND_DAYS, 90, 180)
RUNS = {Runs.COMMITTEE: "调委会任期", Runs.APPOINTMENT: "聘期", Runs.GRADE: "等级证书"}
SAID = {
    "renew": "聘任已登记。",
    "end": "离任已登记。本人在系统里的账号和岗位不会自动结束，请系统管理员在“请假与代理”页办理离岗。",
    "train": "培训已登记。",
    "grade": "等级已登记。",
    "tie": "关系已登记，从现在起按它核对回避。",
    "strike": "已作废，不再计算；记录仍保留。",
}


@dataclass(frozen=True)
class Asked:
    """What of the pool is wanted: a source, what runs out, within how many days, and those who have left."""

    source: str
    runs: Runs | None
    days: int
    gone: bool

    def wants(self, row: Standing, today: date) -> bool:
        if row.gone != self.gone or (self.source and row.background != self.source):
            return False
        return self.runs is None or row.runs_out(self.runs, self.until(today))

    def until(self, today: date) -> date:
        return today + timedelta(days=self.days)


def _asked(request: Request) -> Asked:
    """From the address; what it does not know counts as not asked."""
    said = request.GET
    source, runs, days = said.get("source", ""), said.get("runs", ""), said.get("days", "")
    return Asked(
        source=source if source in Mediator.Background.values else "",
        runs=Runs(runs) if runs in set(Runs) else None,
        days=int(days) if days in map(str, PERIODS) else REMIND_DAYS,
        gone=said.get("gone") == "1",
    )


@roles(Role.DIRECTOR, Role.JUSTICE)
@require_safe
def pool(request: Request) -> HttpResponse:
    today, asked = today_of(request), _asked(request)
    everybody, committees = standings(today), committee_terms(today)
    until = asked.until(today)
    ending = [row for row in committees if row.ends <= until]
    counts = {runs: sum(not row.gone and row.runs_out(runs, until) for row in everybody) for runs in Runs}
    counts[Runs.COMMITTEE] = len(ending)
    shown = [] if asked.runs is Runs.COMMITTEE else [row for row in everybody if asked.wants(row, today)]
    context = {
        "asked": asked,
        "parts": _parts(shown),
        "committees": ending if asked.runs is Runs.COMMITTEE else [],
        "sources": _sources(everybody),
        "serving": sum(not row.gone for row in everybody),
        "gone": sum(row.gone for row in everybody),
        "runs": [(runs, label, counts[runs]) for runs, label in RUNS.items()],
        "periods": PERIODS,
        "today": today,
        "until": until,
    }
    return render(request, "manage/pool.html", context)


def _sources(everybody: list[Standing]) -> list[tuple[str, str, int]]:
    """Every source, with how many serve from it now."""
    return [
        (code, label, sum(row.background == code and not row.gone for row in everybody))
        for code, label in Mediator.Background.choices
    ]


def _parts(shown: list[Standing]) -> list[tuple[str, list[Standing]]]:
    """The rows under their sources, in the order of the sources."""
    parts = [(label, [row for row in shown if row.source == label]) for label in Mediator.Background.labels]
    return [(label, rows) for label, rows in parts if rows]


def _one(code: str, today: date) -> Standing:
    found = standing(code, today)
    if found is None:
        raise Http404
    return found


@roles(Role.DIRECTOR, Role.JUSTICE)
@require_safe
def pool_mediator(request: Request, code: str) -> HttpResponse:
    done = request.GET.get("done", "")
    return _page(request, _one(code, today_of(request)), said=SAID.get(done, ""))


@roles(Role.DIRECTOR)
@require_POST
def pool_act(request: Request, code: str, act: str) -> HttpResponse:
    """聘任和续聘, 离任, 培训, 等级: one form of the mediator's page."""
    of = _one(code, today_of(request))
    if act not in FORMS:
        raise Http404
    form = FORMS[act](
        request.POST, at=request.at, of=of, committees=committee_terms(today_of(request)), auto_id=_id(act)
    )
    if not form.is_valid():
        return _page(request, of, typed=(act, form), status=INVALID)
    try:
        form.act(request.actor)
    except Refused as no:
        form.add_refused(no)
        return _page(request, _one(code, today_of(request)), typed=(act, form), status=REFUSED)
    page = redirect("pool_mediator", code)
    page["Location"] += f"?done={act}"
    return page


@roles(Role.DIRECTOR)
@require_POST
def pool_strike(request: Request, code: str, kind: str, row: int) -> HttpResponse:
    """作废: a row that was entered by mistake."""
    of = _one(code, today_of(request))
    if kind not in KINDS:
        raise Http404
    try:
        strike(code, kind, row, actor=request.actor, at=request.at)
    except Refused as no:
        return _page(request, of, refusal=no.reason, status=REFUSED)
    page = redirect("pool_mediator", code)
    page["Location"] += "?done=strike"
    return page


def _id(act: str) -> str:
    """Four forms on one page, some with a field of the same name."""
    return f"id_{act}_%s"


def _page(
    request: Request,
    of: Standing,
    *,
    said: str = "",
    refusal: str = "",
    typed: tuple[str, PoolForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    today = today_of(request)
    keeps = request.actor.has(Role.DIRECTOR)
    seats, terms, grades = past(of.code)
    context: dict[str, Any] = {
        "of": of,
        "seats": seats,
        "terms": terms,
        "grades": grades,
        "years": training(of.code),
        "ties": ties(of.code) if keeps else [],
        "said": said,
        "refusal": refusal,
        "today": today,
        "soon": today + timedelta(days=REMIND_DAYS),
        "seen": latest(of.code),
        "in_hand": mediated(request.actor, of.code) if keeps else [],
        "forms": _forms(request, of, committee_terms(today), typed) if keeps and not of.gone else {},
        "wrong": typed[0] if typed else "",
    }
    return render(request, "manage/pool_mediator.html", context, status=status)


def _forms(
    request: Request, of: Standing, committees: list[CommitteeTerm], typed: tuple[str, PoolForm] | None
) -> dict[str, PoolForm]:
    """The four forms, empty but the one that came back with what was typed."""
    made = {act: kind(at=request.at, of=of, committees=committees, auto_id=_id(act)) for act, kind in FORMS.items()}
    return made | dict([typed] if typed else [])
