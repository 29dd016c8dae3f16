"""走过的路: the parties read where their matter has been, the clerk reads the same to them, and nobody else does."""

import pytest

from fengdan.matters.queries.track import track
from tests.web.reader import read
from tests.web.scene import brought, screen

pytestmark = pytest.mark.django_db
MINE = "/follow/mine/"
NEVER_SAID = ("风险", "督办", "督促", "民转刑", "重复访", "退单", "拒绝")
WAYS = {
    "registered": ["登记，给了查询码"],
    "willing": ["团队接手，调解员", "交给", "受理", "登记，给了查询码"],
    "concluded": ["办结：", "协议签字、盖章", "协议写好", "开了一次调解会", "接手", "交给", "受理", "登记"],
    "answered": ["办结：", "答复审核通过", "答复已经写好", "签收", "交给", "受理", "登记"],
    "ruled": ["定下由", "重新安排由谁办理", "交给", "受理", "登记"],
    "decided": ["会商，定下由", "重新安排由谁办理", "定下由", "重新安排由谁办理", "交给", "受理", "登记"],
    "handed up": ["上交到", "签收", "交给", "受理", "登记"],
    "supervised": ["交给", "受理", "登记"],
    "suspension asked": ["接手", "交给", "受理", "登记"],
    "suspended": ["期限暂停", "接手", "交给", "受理", "登记"],
}


@pytest.mark.parametrize("scene", sorted(WAYS))
def test_the_way_is_told_newest_first_and_nothing_beside_it(scene):
    told = [stop.words for stop in track(brought(scene).matter.pk)]
    assert len(told) == len(WAYS[scene]), told
    for words, line in zip(WAYS[scene], told, strict=True):
        assert words in line


def test_the_villager_reads_it_by_the_slip_and_sees_no_names_of_others():
    walk = brought("decided")
    villager = screen()
    villager.get(f"/f/{walk.matter.token}/")
    page = read(villager.get(MINE))
    for stop in track(walk.matter.pk):
        assert stop.words in page.text_of["track"]
    assert not [word for word in NEVER_SAID if word in page.words]
    assert not [party.name for party in walk.parties() if party.name in page.words]


def test_the_clerk_reads_aloud_what_the_villager_sees():
    walk = brought("willing")
    villager = screen()
    villager.get(f"/f/{walk.matter.token}/")
    seen = read(villager.get(MINE)).text_of["track"]
    page = read(screen("clerk").get(f"/m/{walk.matter.code}/track/"))
    assert page.text_of["track"] == seen
    tags = read(screen("clerk").get(f"/m/{walk.matter.code}/")).tags
    assert ("a", {"href": f"/m/{walk.matter.code}/track/"}) in tags


def test_whoever_may_not_see_the_matter_finds_nothing():
    code = brought("willing").matter.code
    assert screen("dept").get(f"/m/{code}/track/").status_code == 404
    assert screen().get(f"/m/{code}/track/").status_code in {302, 404}
