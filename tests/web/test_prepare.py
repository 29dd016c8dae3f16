"""接单准备 on the phone: the story, the plan, the articles, and one tap to take it."""

import pytest

from fengdan.matters.verify import verify
from fengdan.rulebook.conflicts import DECLARATION
from tests.cast import QUARREL
from tests.web.reader import read
from tests.web.scene import STRANGERS, Unchanged, brought, events, screen

pytestmark = pytest.mark.django_db
WRITTEN = {"plan": "先单独谈。", "attention": "分开坐。", "invite": "村支书", "questions": "哪天漏的？"}


def led_to(matter, *answers):
    """Whether each of these pages leads to the one to prepare by."""
    return all(f'href="/m/{matter.code}/prepare/"' in answer.content.decode() for answer in answers)


def page_of(who, matter):
    return read(screen(who).get(f"/m/{matter.code}/prepare/"))


def test_story_parties_articles_and_what_is_written_stand_on_one_page():
    matter = brought("underway").matter
    seat, address = screen("mediator"), f"/m/{matter.code}/prepare/"
    assert "还没有写。" in read(seat.get(address)).text_of["plan"]
    assert seat.post(address, read(seat.get(address)).form(address).filled(**WRITTEN)).status_code == 302
    page = read(seat.get(address))
    assert [words for words in WRITTEN.values() if words not in page.text_of["plan"]] == []
    assert [words for words in (QUARREL.story, "王测一", "李测二", "记录调解会") if words not in page.words] == []
    assert "公平合理来处理。 未核实" in page.text_of["articles"]
    # the next version begins where the last one ended
    assert page.form(address).typed()["plan"] == [WRITTEN["plan"]]


def test_a_leader_takes_it_with_one_tap_and_the_declaration():
    matter = brought("assigned").matter
    address = f"/m/{matter.code}/take/"
    assert DECLARATION in page_of("leader", matter).text_of["take"]
    assert led_to(matter, screen("leader").get(f"/m/{matter.code}/"), screen("leader").get(address))
    form = page_of("leader", matter).form(address)
    seat = screen("leader")
    assert seat.post(address, form.sends).status_code == 302
    assert events(matter)[-1] == "take"
    with Unchanged():
        assert seat.post(address, form.sends).status_code == 302  # a double tap
    assert verify()["problems"] == []
    assert [each for each in page_of("leader", matter).forms if each.action == address] == []


@pytest.mark.parametrize("who", ["duty", "dispatcher", "clerk"])
def test_who_does_not_lead_the_team_is_offered_no_taking_and_no_writing(who):
    matter = brought("assigned").matter
    page = page_of(who, matter)
    assert "“写调解预案”由团队负责人" in page.words
    assert [each.action for each in page.forms if each.action.startswith("/m/")] == []


def test_another_team_finds_no_such_page():
    matter = brought("taken").matter
    assert {screen(who).get(f"/m/{matter.code}/prepare/").status_code for who in STRANGERS} == {404}
