"""谁看过: what the auditor is shown of the looks that others took, and nothing of what they saw."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

import fengdan
from fengdan.journal.write import enter
from fengdan.people.absences import be_away, call_off
from fengdan.people.looks import LOOKS, SHOWN
from fengdan.people.models import Absence, User
from fengdan.rulebook.actor import POSTS, Role
from tests.cast import LI, WANG, actor
from tests.web.reader import read
from tests.web.scene import QUARREL, brought, photo, screen

pytestmark = pytest.mark.django_db
ADDRESS = "/manage/looks/"
NOBODY = "621122-20260101-000001-Q"
# acts of the journal that show nobody anything of a matter, as the source spells them; an export enters a look at each
NO_LOOKS = {
    '"absence"',
    '"absence_called_off"',
    '"account_added"',
    '"account_changed"',
    '"appointed"',
    '"appointment_ended"',
    '"backup"',
    '"calendar"',
    '"centre_setting"',
    '"copy_notice"',
    '"delivery_decided"',
    '"delivery_told"',
    '"drill"',
    '"export"',
    '"grade"',
    '"grant"',
    '"grant_asked"',
    '"grant_ended"',
    '"import"',
    '"item"',
    '"item_discard"',
    '"leave_office"',
    '"letter_text"',
    '"limit"',
    '"office_hours"',
    '"password_changed"',
    '"password_reset"',
    '"restore"',
    '"signin"',
    '"signin_failed"',
    '"signout"',
    '"struck"',
    '"tie"',
    '"training"',
    '"turn_changed"',
    '"turn_undone"',
    "ACT",
    "MADE",
    "PRINTED",
    "act",
}


@pytest.fixture
def auditor():
    return screen("auditor")


def table(page, part="found"):
    """The text of one part of the page, without the white space a browser does not show."""
    return " ".join(page.text_of[part].split())


def found(client, **wanted):
    return table(read(client.get(ADDRESS, wanted)))


def counted(text):
    return int(re.search(r"看过的记录 (\d+) 条", text)[1])


def look(username, code, reason="contact", ago=timedelta(0)):
    enter(act="reveal", actor_id=actor(username).id, at=timezone.now() - ago, subject=code, facts={"reason": reason})


def test_whoever_asks_for_the_full_numbers_is_seen_by_the_auditor(auditor):
    matter = brought("taken").matter
    assert screen("mediator").post(f"/m/{matter.code}/reveal/", {"reason": "contact"}).status_code == 200
    page = read(auditor.get(ADDRESS))
    shown = table(page)
    assert counted(shown) == 1
    assert f"{actor('mediator').name}（mediator）调解员" in shown
    assert f"{matter.code} 看完整号码 联系当事人" in shown
    assert not [text for text in (WANG.name, WANG.phone, LI.name, LI.phone, QUARREL.story[:6]) if text in page.words]
    assert f"/m/{matter.code}/" not in {attrs.get("href") for _, attrs in page.tags}  # nor a way to it


def test_papers_and_attachments_are_looks_too(auditor):
    printed, walk = brought("effective").matter, brought("signed for").answer(file=photo())
    assert screen("mediator").post(f"/m/{printed.code}/paper/agreement/").status_code == 200
    file = walk.matter.replies.get().attachment_id
    assert screen("duty").get(f"/m/{walk.matter.code}/attachment/{file}/").status_code == 200
    assert f"{printed.code} 看完整号码 制作文书" in found(auditor)
    assert f"{walk.matter.code} 打开附件 不用选理由" in found(auditor)


@pytest.mark.parametrize("role", [role for role in POSTS if role is not Role.AUDITOR])
def test_for_everybody_else_the_page_does_not_exist(role):
    answer = screen(role).get(ADDRESS)
    assert answer.status_code == 404
    assert "谁看过" not in read(screen(role).get("/")).words


def test_a_stranger_is_led_to_the_door():
    answer = screen().get(ADDRESS)
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/signin/")


def test_the_way_there_and_no_way_to_change_anything(auditor):
    assert ADDRESS in {attrs.get("href") for _, attrs in read(auditor.get("/")).tags}
    assert auditor.post(ADDRESS).status_code == 405


def test_by_code_by_account_and_by_both(auditor):
    one, other = brought("registered").matter.code, brought("registered").matter.code
    for username, code in (("clerk", one), ("clerk", other), ("duty", other)):
        look(username, code)
    assert counted(found(auditor)) == 3
    assert counted(found(auditor, code=one)) == 1
    assert counted(found(auditor, code=other.replace("-", "").lower())) == 2
    assert counted(found(auditor, who="clerk")) == 2
    assert counted(found(auditor, who="duty", code=other)) == 1
    assert counted(found(auditor, who="duty", code=one)) == 0
    assert "没有这样的记录" in found(auditor, who="duty", code=one)


def test_fifty_a_page_the_newest_first_and_none_twice(auditor):
    codes = [f"621122-20261123-{number:06}-X" for number in range(SHOWN + 7)]
    for number, code in enumerate(codes):
        look("clerk", code, ago=timedelta(minutes=len(codes) - number))
    address, pages = f"{ADDRESS}?who=clerk", []
    while address:
        page = read(auditor.get(address))
        pages.append(re.findall(r"\d{6}-\d{8}-\d{6}-X", table(page)))
        address = next((attrs["href"] for _, attrs in page.tags if "before=" in attrs.get("href", "")), None)
    assert pages[0] == codes[: -SHOWN - 1 : -1]
    assert pages[1] == codes[:7][::-1]


def test_each_persons_count_of_thirty_days_opens_to_what_it_counts(auditor):
    for ago in (0, 3, 29, 31):
        look("clerk", NOBODY, ago=timedelta(days=ago))
    look("duty", NOBODY)
    page = read(auditor.get(ADDRESS))
    assert f"{actor('clerk').name}（clerk） 窗口受理员 3 次 {actor('duty').name}（duty） 值班领导 1 次" in table(
        page, "lookers"
    )
    links = [attrs["href"] for _, attrs in page.tags if "recent=1" in attrs.get("href", "")]
    assert [counted(table(read(auditor.get(address)))) for address in links] == [3, 1]
    assert counted(found(auditor, who="clerk")) == 4


def test_whose_hat_was_worn_that_day_is_said(auditor):
    today = timezone.localdate()
    duty, clerk = (User.objects.get(username=name) for name in ("duty", "clerk"))
    days = {"from_day": today, "to_day": today + timedelta(days=2)}
    be_away(duty, **days, stand_in=clerk, actor=actor("duty"), at=timezone.now())
    look("clerk", NOBODY)
    look("dispatcher", NOBODY)
    told = f"{duty.name} {NOBODY}"
    assert told in found(auditor, who="clerk")
    assert f"没有代 {NOBODY}" in found(auditor, who="dispatcher")
    call_off(Absence.objects.get().pk, actor=actor("duty"), at=timezone.now())
    assert told in found(auditor, who="clerk")  # it was so when they looked
    look("clerk", NOBODY)
    assert f"没有代 {NOBODY}" in found(auditor, who="clerk")


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"code": "12345"}, "“事项编号”不对，请照回执上的编号填写完整。"),
        ({"code": NOBODY[:-1] + "X"}, "“事项编号”不对，请照回执上的编号填写完整。"),
        ({"who": "nobody"}, "没有这个用户名的账号，请核对“用户名”。"),
        ({"who": "' OR 1=1 --"}, "没有这个用户名的账号，请核对“用户名”。"),
        ({"who": "x" * 41}, "“用户名”最多 40 个字"),
        ({"code": "a\x00b"}, "“事项编号”含有无法识别的字符"),
    ],
)
def test_a_filter_that_means_nothing_is_said_so_and_shows_nobody(auditor, wanted, said):
    look("clerk", NOBODY)
    answer = auditor.get(ADDRESS, wanted)
    assert answer.status_code == 422
    page = read(answer)
    assert said in page.words
    assert counted(table(page)) == 0
    assert "没有这样的记录" not in page.words


@pytest.mark.parametrize("before", ["", "x", "-1", "0", "9" * 30, "٣", "1.5"])
def test_an_address_that_somebody_made_up_shows_the_newest(auditor, before):
    look("clerk", NOBODY)
    assert NOBODY in found(auditor, before=before, recent="x")


def test_every_act_of_the_journal_is_a_look_or_known_to_be_none():
    """Whoever enters a new act decides here whether the auditor is to see it."""
    folder = Path(fengdan.__file__).parent
    source = "".join(path.read_text() for path in folder.rglob("*.py"))
    acts = set(re.findall(r"\bact=([\w\"]+),", source))
    assert acts - NO_LOOKS == {f'"{act}"' for act in LOOKS}
    assert acts >= NO_LOOKS
