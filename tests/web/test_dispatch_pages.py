"""派单台, the proposal beside the form and after it, and what whoever comes too late is told."""

import pytest

from fengdan.matters.actions.reassign import reassign
from fengdan.matters.models import Matter
from fengdan.matters.targets import Wishes
from fengdan.rulebook.stages import TEAM
from fengdan.teams.models import Mediator
from tests.cast import MORNING, Walk, actor
from tests.supervised import away
from tests.web.reader import read
from tests.web.scene import EVERYBODY, NO_WATER, STRANGERS, WATER, Handled, Unchanged, brought, screen

pytestmark = pytest.mark.django_db
MAY = {"dispatcher", "duty", "small"}
MAY_LOOK = {*MAY, "director", "leader", "supervisor"}


def step(matter: Matter, verb: str) -> str:
    return f"/m/{matter.code}/{verb}/"


def moved(walk: Walk) -> Matter:
    told = {"reason": "原来的团队忙不过来", "actor": actor("dispatcher"), "at": walk._tick()}
    return reassign(walk.matter, unit="team-06", wishes=Wishes(["home"], "晚上", "家里", "m0602"), **told)


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_dispatch_desk_is_the_dispatchers_and_the_duty_leaders(who):
    assert screen(who).get("/dispatch/").status_code == (200 if who in MAY else 404)


def test_it_lists_what_waits_with_the_best_candidate_their_load_and_the_way_to_the_form():
    waiting, asked = brought("accepted").matter, brought("assigned").matter
    with Unchanged():
        response = screen("dispatcher").get("/dispatch/")
    page, html = read(response), response.content.decode()
    assert step(waiting, "assign") in html
    assert asked.code not in page.text_of["waiting"]
    assert "手上没有在办事项" in page.text_of["waiting"]
    assert "所在团队受理范围含邻里纠纷 +20" in page.text_of["waiting"]
    assert "1 件" in page.text_of["teams"]


def test_what_no_team_is_asked_says_why():
    Handled().take_in(NO_WATER, by="clerk").accept_itself("duty")
    page = read(screen("duty").get("/dispatch/"))
    assert "等待派单、交办（1）" in page.text_of["waiting"]
    assert "便民事项，交责任单位" in page.text_of["waiting"]


def test_the_unit_that_answers_by_the_rules_stands_before_the_proposal():
    answers = Handled().take_in(NO_WATER, by="clerk").accept_itself("duty").matter.routes.get().unit
    ruled = brought("accepted").matter.routes.get().unit
    waiting = read(screen("dispatcher").get("/dispatch/")).text_of["waiting"]
    assert f"按规则交{answers.short_name}" in waiting
    assert (f"按规则交{ruled.short_name}；派给调解团队的，建议：" in waiting) == (ruled.kind != TEAM)


def test_who_is_asked_instead_is_of_another_team_and_there_are_five():
    matter = brought("assigned").matter
    page = read(screen("dispatcher").get(step(matter, "reassign")))
    people = [value for value in page.offers("unit") if "/" in value]
    assert len(people) == 5
    assert not [value for value in page.offers("unit") if value.startswith("team-16")]


def test_the_form_shows_five_and_folds_away_why_not_the_others():
    matter = brought("accepted").matter
    user = Mediator.objects.get(pk="m1602").user.username
    away(user, day=MORNING)
    with Unchanged():
        page = read(screen("dispatcher").get(step(matter, "assign")))
    people = [value for value in page.offers("unit") if "/" in value]
    assert len(people) == 5
    assert all(value.startswith("team-16/") for value in people[:3])
    assert "为什么不是某某" in page.text_of["why-not"]
    assert "所在团队和本人的受理范围都不含邻里纠纷" in page.text_of["why-not"]


def test_needs_are_ticked_and_the_order_follows():
    matter = brought("accepted").matter
    page = read(screen("dispatcher").get(step(matter, "assign") + "?need=female&need=evening&need=nonsense"))
    first = next(value for value in page.offers("unit") if "/" in value)
    assert Mediator.objects.get(pk=first.partition("/")[2]).female
    assert page.form(step(matter, "assign")).typed()["needs"] == ["female", "evening"]
    assert "“晚间”不影响排列" in page.words


def test_one_of_those_proposed_is_chosen_and_the_leader_finds_them_ticked():
    matter = brought("accepted").matter
    page = read(screen("dispatcher").get(step(matter, "assign") + "?need=female"))
    chosen = next(value for value in page.offers("unit") if "/" in value)
    sent = page.form(step(matter, "assign")).filled(unit=chosen, time="晚上八点", place="家里", reason="女调解员好说话")
    assert screen("dispatcher").post(step(matter, "assign"), sent).status_code == 302
    team, _, code = chosen.partition("/")
    assert matter.assignments.get().unit_id == team
    asked = read(screen("leader").get(f"/m/{matter.code}/"))
    name = Mediator.objects.get(pk=code).name
    assert all(word in asked.text_of["asking"] for word in ("女调解员", "晚上八点", "家里", name, "女调解员好说话"))
    taking = read(screen("leader").get(step(matter, "take")))
    assert taking.form(step(matter, "take")).typed()["mediator"] == [code]
    paper = read(screen("leader").get(f"/m/{matter.code}/paper/task_list/"))
    assert all(word in paper.words for word in ("女调解员", f"希望由{name}承办", "晚上八点", "家里"))


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_proposal_is_looked_at_by_those_who_answer_for_it(who):
    matter = brought("assigned").matter
    with Unchanged():
        answer = screen(who).get(f"/m/{matter.code}/proposal/1/")
    assert answer.status_code == (200 if who in MAY_LOOK else 404)


def test_the_proposal_says_who_was_chosen_and_that_it_still_comes_out_the_same():
    matter = moved(brought("assigned"))
    for number, team in ((1, "邻里与相邻关系综合调解团队"), (2, "劳动")):
        page = read(screen("director").get(f"/m/{matter.code}/proposal/{number}/"))
        assert team in page.text_of["chosen"]
        assert "今天重算结果一致" in page.text_of["chosen"]
        assert "分值第 1 版" in page.text_of["chosen"]
    assert "不在建议之内" in page.text_of["chosen"]
    assert f"/m/{matter.code}/proposal/2/" in screen("duty").get(f"/m/{matter.code}/").content.decode()


@pytest.mark.parametrize("number", ["0", "2", "99999999999999999"])
def test_there_is_no_other(number):
    matter = brought("assigned").matter
    assert screen("duty").get(f"/m/{matter.code}/proposal/{number}/").status_code == 404


@pytest.mark.parametrize("who", STRANGERS)
def test_strangers_find_nothing(who):
    matter = brought("assigned").matter
    assert screen(who).get(f"/m/{matter.code}/proposal/1/").status_code == 404
    assert screen(who).get(step(matter, "reassign")).status_code == 404


def test_the_old_leader_is_told_what_became_of_it_and_nothing_about_the_matter():
    walk = brought("assigned")
    form = read(screen("leader").get(step(walk.matter, "take"))).form(step(walk.matter, "take"))
    matter = moved(walk)
    for answer in (
        screen("leader").get(step(matter, "take")),
        screen("leader").get(step(matter, "prepare")),
        screen("leader").post(step(matter, "take"), form.filled(no_conflict="on")),
    ):
        page = read(answer)
        assert answer.status_code == 409
        assert "改派，不用再接单。" in page.words
        assert not [word for word in ("王测一", "李测二", "劳动") if word in page.words]
    home = screen("leader").get("/")
    assert step(matter, "take") in home.content.decode()
    assert "王测一" not in read(home).text_of["letters"]
    assert screen("leader").get(f"/m/{matter.code}/").status_code == 404
    assert screen("leader09").get(step(matter, "take")).status_code == 404


def test_two_dispatchers_on_old_pages_and_the_second_hears_to_whom_it_went():
    matter = brought("accepted").matter
    page = step(matter, "assign")
    first, second = (read(screen(who).get(page)).form(page) for who in ("dispatcher", "duty"))
    assert screen("dispatcher").post(page, first.filled(unit="team-16", reason="专门")).status_code == 302
    answer = screen("duty").post(page, second.filled(unit="team-06", reason="我看行"))
    assert answer.status_code == 409
    assert "派给邻里与相邻关系综合调解团队，正在等它接单。" in read(answer).words
    assert "我看行" in answer.content.decode()


def test_a_unit_that_was_asked_is_offered_no_proposal():
    matter = brought("given").matter
    page = read(screen("dispatcher").get(f"/m/{matter.code}/"))
    assert "asking" not in page.text_of
    assert step(matter, "reassign") in screen("dispatcher").get(f"/m/{matter.code}/").content.decode()
    assert matter.holder_id == WATER
