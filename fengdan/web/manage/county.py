"""The county's data: what is in force, what it lacks today, and the draft that waits for the director."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fengdan.catalogue.county import drafts, labels
from fengdan.catalogue.county.changes import ADDED, ENDED, KEPT, KEPT_NOTE
from fengdan.catalogue.county.overview import overview
from fengdan.catalogue.models import Draft
from fengdan.matters.calendars import publish_county
from fengdan.rulebook.actor import Role
from fengdan.rulebook.errors import Refused
from fengdan.web.shared.policy import roles
from fengdan.web.shared.request import Request

DRAFT_ID = re.compile(r"[0-9]{1,18}")
REFUSED, INVALID = 409, 422
DONE = {
    "publish": "已发布。县数据从现在起按新的内容执行；工作日历有变的，在办事项的到期时间已随之改动。",
    "discard": "已放弃草稿，县数据没有变动。",
}
WHOLE_ROW = {ADDED: "新增", ENDED: "终止", KEPT: "保留"}


@dataclass(frozen=True)
class Difference:
    """A line of the table: code · field · as it was · as it would be."""

    code: str
    field: str
    old: str
    new: str


@roles(Role.DIRECTOR, Role.ADMIN)
@require_safe
def county(request: Request) -> HttpResponse:
    return _page(request)


@roles(Role.DIRECTOR)
@require_POST
def publish(request: Request) -> HttpResponse:
    return _decide(request, "publish", publish_county, Draft.Status.PUBLISHED)


@roles(Role.DIRECTOR)
@require_POST
def discard(request: Request) -> HttpResponse:
    return _decide(request, "discard", drafts.discard, Draft.Status.DISCARDED)


def _decide(request: Request, verb: str, act: Callable[..., Any], status: Draft.Status) -> HttpResponse:
    """Do it once: the same person sending it twice is told it is done, another that somebody was first."""
    given = request.POST.get("draft", "")
    if not DRAFT_ID.fullmatch(given):
        return _page(request, "页面已失效，请刷新后再办理。", INVALID)
    try:
        act(int(given), actor_id=request.actor.id, user=request.user, at=request.at)
    except Refused as no:
        if not drafts.decided_by(int(given), status, int(request.actor.id)):
            return _page(request, no.reason, REFUSED)
    return redirect(f"{reverse('manage_county')}?done={verb}")


def _page(request: Request, refusal: str = "", status: int = 200) -> HttpResponse:
    draft = drafts.open_draft()
    context = {
        "county": overview(timezone.localdate(request.at)),
        "draft": draft,
        "files": _grouped(draft) if draft else [],
        "last": drafts.last_published(),
        "may_decide": request.actor.has(Role.DIRECTOR),
        "refusal": refusal,
        "done": DONE.get(request.GET.get("done", ""), ""),
    }
    return render(request, "manage/county.html", context, status=status)


def _grouped(draft: Draft) -> list[tuple[str, list[Difference]]]:
    """The differences, file by file in the order of the files."""
    order = {name: place for place, name in enumerate(labels.FILES)}
    changes = sorted(draft.differences, key=lambda change: (order.get(change["file"], len(order)), change["file"]))
    grouped = []
    for name, of_file in groupby(changes, key=lambda change: change["file"]):
        names = _names(draft, name)
        grouped.append((labels.file(name), [_difference(change, names) for change in of_file]))
    return grouped


def _names(draft: Draft, file: str) -> dict[str, str]:
    """Code → name, for the files whose rows have names."""
    return {row["code"]: row["name"] for row in draft.files.get(file, ()) if "name" in row}


def _difference(change: dict[str, str], names: dict[str, str]) -> Difference:
    what, key = change["what"], change["key"]
    code = f"{key} {names[key]}" if key in names and what != ADDED else key or "全部"
    field = WHOLE_ROW.get(what) or labels.column(change["field"])
    new = {ENDED: "发布之日终止", KEPT: KEPT_NOTE}.get(what) or change["new"]
    return Difference(code, field, change["old"], new)
