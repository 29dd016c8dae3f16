"""Danger, who helps, what is kept quiet: on the page of the matter for those who work on it, and nowhere in public."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fengdan.matters.actions.alarm import Danger, alarm
from fengdan.matters.actions.change_mediator import change_mediator
from fengdan.matters.actions.invite import invite
from fengdan.matters.actions.protect import protect
from fengdan.vault.mask import WITHHELD
from tests.cast import LI, Walk, actor, mediator_code
from tests.web.reader import read
from tests.web.scene import AT_HOME, WANG_AT_HOME, Unchanged, brought, screen

pytestmark = pytest.mark.django_db
UNCLE = "王测三"
DONE = "把双方分开，陪同等候民警。"


def report_danger(walk: Walk, kind: str = "domestic") -> None:
    at = walk._tick()
    told = Danger(kind, at - timedelta(minutes=6), "110、巩昌镇派出所", at - timedelta(minutes=2), DONE)
    walk.matter = alarm(walk.matter, report=told, actor=actor("mediator"), at=at)


def hide(walk: Walk, *, confidential: bool = True) -> None:
    said = {"confidential": confidential, "protected": [walk.parties()[0].pk], "reason": "怕对方找上门"}
    walk.matter = protect(walk.matter, **said, actor=actor("mediator"), at=walk._tick())


def all_of_it() -> Walk:
    """Several mediate, an uncle helps, danger was reported, somebody asks for a lower risk, the address is hidden."""
    walk = brought("willing", AT_HOME)
    by = {"actor": actor("leader")}
    chosen = {"mediator": mediator_code("mediator"), "assistants": ["m1603", "m1604"], "no_conflict": True}
    walk.matter = change_mediator(walk.matter, **chosen, reason="案情复杂", at=walk._tick(), **by)
    walk.matter = invite(walk.matter, name=UNCLE, capacity="relative", all_agree=True, at=walk._tick(), **by)
    report_danger(walk)
    walk.ask_to_calm()
    hide(walk)
    return walk


def page_of(walk: Walk) -> str:
    return f"/m/{walk.matter.code}/"


def test_the_report_is_filled_in_in_seconds_its_moments_being_now():
    walk = brought("taken")
    address = f"{page_of(walk)}alarm/"
    form = read(screen("mediator").get(address)).form(address)
    now = timezone.localtime()
    typed = form.typed()
    assert set(typed) == {"told", "measures", "noticed_at", "told_at"}  # and `kind`, of which none is chosen yet
    assert typed["noticed_at"] == typed["told_at"]
    assert typed["told_at"][0] in {f"{now - timedelta(minutes=ago):%Y-%m-%dT%H:%M}" for ago in (0, 1)}
    seat = screen("mediator")
    sent = form.filled(kind="weapon", told="110", measures="分开双方")
    assert seat.post(address, sent)["Location"] == f"{page_of(walk)}?done=alarm"
    assert "马上报告110" in read(seat.get(page_of(walk))).text_of["people"]


def test_the_page_tells_the_minutes_who_helps_and_what_waits():
    walk = all_of_it()
    page = read(screen("duty").get(page_of(walk)))
    told = page.text_of["people"]
    for words in (
        "家庭暴力",
        "4 分钟后报告110、巩昌镇派出所。",
        DONE,
        actor("mediator").name,
        "申请从红（紧急）降到蓝（一般）。",
        "双方已经和好",
        "共同承办：蒋丙三、沈丙四",
        f"受邀参与：{UNCLE}（亲属）",
    ):
        assert words in told, words
    assert "保密事项" in page.words
    assert "住址保密" in page.text_of["parties"]
    assert WITHHELD in page.text_of["parties"]


def test_nothing_is_said_where_there_is_nothing_to_say():
    page = read(screen("duty").get(page_of(brought("taken"))))
    assert "people" not in page.text_of
    assert [words for words in ("保密事项", "住址保密", "紧急情况 ") if words in page.words] == []


@pytest.mark.parametrize("kind", ["domestic", "minor"])
def test_after_violence_at_home_the_page_leads_to_protection_until_it_is_set(kind):
    walk = brought("taken", AT_HOME)
    report_danger(walk, kind)
    address = f"{page_of(walk)}protect/"
    seat = screen("mediator")
    link = ("a", {"href": address})
    assert link in read(seat.get(page_of(walk))).tags
    assert f'<a href="{address}">设定保密</a>' in seat.get(page_of(walk)).content.decode()
    director = read(screen("director").get(page_of(walk)))
    assert link not in director.tags  # not theirs to set
    hide(walk)
    assert "请马上" not in read(seat.get(page_of(walk))).text_of["people"]


def test_the_second_person_reads_who_asked_and_why_before_deciding():
    walk = brought("calming")
    page = read(screen("duty").get(f"{page_of(walk)}lower_risk/"))
    assert f"{actor('mediator').name}申请从橙（较高）降到蓝（一般）：双方已经和好" in page.words


def test_changing_the_mediator_starts_from_who_has_it():
    walk = brought("taken")
    chosen = {"mediator": mediator_code("mediator"), "assistants": ["m1603"], "no_conflict": True, "reason": "复杂"}
    walk.matter = change_mediator(walk.matter, **chosen, actor=actor("leader"), at=walk._tick())
    address = f"{page_of(walk)}change_mediator/"
    typed = read(screen("leader").get(address)).form(address).typed()
    assert (typed["mediator"], typed["assistants"]) == ([mediator_code("mediator")], ["m1603"])


def test_the_form_of_protection_shows_what_is_set():
    walk = brought("taken", AT_HOME)
    hide(walk)
    address = f"{page_of(walk)}protect/"
    typed = read(screen("mediator").get(address)).form(address).typed()
    assert (typed["confidential"], typed["protected"]) == (["on"], [str(walk.parties()[0].pk)])


@pytest.mark.parametrize(("who", "may"), [("duty", True), ("mediator", True), ("clerk", False), ("supervisor", False)])
def test_a_look_with_a_reason_shows_a_protected_address_only_to_who_has_it_in_hand(who, may):
    walk = brought("taken", AT_HOME)
    hide(walk, confidential=False)
    seat = screen(who)
    assert WANG_AT_HOME.address not in seat.get(page_of(walk)).content.decode()
    looked = seat.post(f"{page_of(walk)}reveal/", {"reason": "contact"}).content.decode()
    assert (WANG_AT_HOME.address in looked, WITHHELD in looked) == (may, not may)
    assert WANG_AT_HOME.id_number in looked


def test_a_clerk_who_makes_it_confidential_reads_that_it_is_done_and_sees_it_no_more():
    walk = brought("registered", AT_HOME)
    address, seat = f"{page_of(walk)}protect/", screen("clerk")
    sent = read(seat.get(address)).form(address).filled(confidential="on", reason="怕对方找上门")
    saved = seat.post(address, sent)
    assert saved["Location"] == "/?done=protect"
    assert "已设定保密" in read(seat.get(saved["Location"])).words
    with Unchanged():
        assert seat.get(page_of(walk)).status_code == 404
        assert walk.matter.code not in seat.get("/matters/").content.decode()


def test_whoever_follows_their_matter_reads_none_of_it():
    walk = all_of_it()
    villager = screen()
    villager.get(f"/f/{walk.matter.token}/")
    page = villager.get("/follow/mine/").content.decode()
    assert walk.matter.code in page
    never = (UNCLE, DONE, "110", "家庭暴力", "紧急", "风险", "保密", "双方已经和好", WANG_AT_HOME.address, LI.name)
    assert [words for words in never if words in page] == []


def test_the_slip_says_none_of_it_either():
    walk = brought("taken", AT_HOME)
    report_danger(walk)
    hide(walk)
    page = screen("duty").get(f"{page_of(walk)}slip/").content.decode()
    assert walk.matter.code in page
    assert [words for words in ("家庭暴力", "紧急", "风险", "保密事项", WANG_AT_HOME.address) if words in page] == []
