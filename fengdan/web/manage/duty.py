"""值班表: a week of windows × days; 换班 and 顶班 are noted here, and whom a window lacks is told."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fengdan.duty import changes
from fengdan.duty.changes import NOTES, When
from fengdan.duty.roster import places
from fengdan.duty.week import DAYS, monday_of, week
from fengdan.rulebook.duty import LEADER, SPELL_LABELS, Person
from fengdan.rulebook.errors import Refused
from fengdan.web.manage.accounts import INVALID, REFUSED
from fengdan.web.shared.fields import Choice, Day, Text
from fengdan.web.shared.forms import Form
from fengdan.web.shared.policy import roles
from fengdan.web.shared.request import Request

NO_WINDOW = "leader"  # what a select can hold in the place of nothing
SWAP_ID, REPLACE_ID = "id_swap_%s", "id_replace_%s"
OUTSIDE = "值班表以外的人"
FIRST_YEAR, LAST_YEAR = 2000, 2100


SAME_NAME = "值班表里有这个名字，请在上面选；同名的另一个人，请在姓名后面注明，如“李测二（公安）”。"


class SwapForm(Form):
    day = Day("哪一天")
    spell = Choice("全天还是半天", SPELL_LABELS.items(), radio=True, initial="day")
    one = Choice("谁换下来")
    other = Choice("谁换上去", hint="这一天有班的，两个人互换；没有班的，替前一位上班。")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("one", "other"):
            people = _named(changes.people(localdate(self.at)))
            self.fields[name].choices = [("", "请选择"), *people]  # type: ignore[attr-defined]


class ReplaceForm(Form):
    day = Day("哪一天")
    spell = Choice("全天还是半天", SPELL_LABELS.items(), radio=True, initial="day")
    place = Choice("哪个窗口")
    person = Choice("谁来顶班", required=False, empty=OUTSIDE)
    name = Text("姓名", 40, required=False, hint="值班表以外的人才填。姓名和岗位会公开。")
    post = Text("岗位", 40, required=False, hint="如：驻点民警。")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(place or NO_WINDOW, name) for place, name in places().items()]
        self.fields["place"].choices = [("", "请选择"), *named]  # type: ignore[attr-defined]
        self.people = changes.people(localdate(self.at))
        self.fields["person"].choices = [("", OUTSIDE), *_named(self.people)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("person"):
            for name in ("name", "post"):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, f"请填写“{self.fields[name].label}”，或者在上面选一位。")
            if said.get("name") in {person.name for person in self.people.values()}:
                self.add_error("name", SAME_NAME)
        return said

    def comes(self) -> Person:
        said = self.cleaned_data
        known = self.people.get(said["person"])
        return known or Person(said["name"], said["post"])


def _named(people: Mapping[str, Person]) -> list[tuple[str, str]]:
    return [(key, f"{person.name}（{person.post}）") for key, person in people.items()]


@roles(*NOTES)
@require_safe
def manage_duty(request: Request) -> HttpResponse:
    """`?week=` any day of the week; `?day=&spell=&place=` what the form for 顶班 begins with."""
    asked = {name: request.GET.get(name, "") for name in ("day", "spell", "place")}
    initial = {name: value for name, value in asked.items() if value}
    return _page(request, _day(request.GET.get("week", "")), replacing=_replace_form(request, initial=initial))


@roles(*NOTES)
@require_POST
def duty_swap(request: Request) -> HttpResponse:
    form = SwapForm(request.POST, at=request.at, auto_id=SWAP_ID)
    if not form.is_valid():
        return _page(request, None, swapping=form, status=INVALID)
    said = dict(form.cleaned_data)  # a refusal takes its field out of the form's own
    try:
        once, _ = form.once_key()
        people = {"one": said["one"], "other": said["other"]}
        changes.swap(When(said["day"], said["spell"]), **people, once=once, actor=request.actor, at=request.at)
    except Refused as no:
        form.add_refused(no)
        return _page(request, said["day"], swapping=form, status=REFUSED)
    return _to(said["day"])


@roles(*NOTES)
@require_POST
def duty_replace(request: Request) -> HttpResponse:
    form = _replace_form(request, request.POST)
    if not form.is_valid():
        return _page(request, None, replacing=form, status=INVALID)
    said = dict(form.cleaned_data)
    place = LEADER if said["place"] == NO_WINDOW else said["place"]
    try:
        once, _ = form.once_key()
        when, comes = When(said["day"], said["spell"]), form.comes()
        changes.replace(when, place=place, person=comes, once=once, actor=request.actor, at=request.at)
    except Refused as no:
        form.add_refused(no)
        return _page(request, said["day"], replacing=form, status=REFUSED)
    return _to(said["day"])


@roles(*NOTES)
@require_http_methods(["POST"])
def duty_undo(request: Request, change: int) -> HttpResponse:
    try:
        day = changes.undo(change, actor=request.actor, at=request.at)
    except Refused as no:
        raise Http404 from no
    return _to(day)


def _replace_form(request: Request, data: Any = None, **more: Any) -> ReplaceForm:
    return ReplaceForm(data, at=request.at, auto_id=REPLACE_ID, **more)


def _to(day: date) -> HttpResponse:
    return redirect(f"/manage/duty/?week={monday_of(day)}")


def _day(text: str) -> date | None:
    """A day that was asked for, as long as a week around it can be shown."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def _page(
    request: Request,
    day: date | None,
    *,
    swapping: SwapForm | None = None,
    replacing: ReplaceForm | None = None,
    status: int = 200,
) -> HttpResponse:
    today = localdate(request.at)
    monday = monday_of(day if day and FIRST_YEAR <= day.year <= LAST_YEAR else today)
    context = {
        "week": week(monday, today),
        "monday": monday,
        "before": monday - timedelta(days=DAYS),
        "after": monday + timedelta(days=DAYS),
        "today": today,
        "swapping": swapping or SwapForm(at=request.at, auto_id=SWAP_ID, initial={"day": today}),
        "replacing": replacing or _replace_form(request),
        "no_window": NO_WINDOW,
    }
    return render(request, "manage/duty.html", context, status=status)
