"""The pages that docs/guides show, over the demo of today: each role finds them, and they are photographed.

`FENGDAN_SCREENS=docs/guides/screens` puts the pictures where the guides have them.
"""

from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from fengdan.demo.today import SEED, tell_today
from fengdan.matters.models import Matter
from tests.journeys.conftest import DESK, PHONE, SCREENS

GUIDES = Path(__file__).parents[2] / "docs" / "guides"


def _to_prepare():
    """A matter of the mediator's, whatever the hour at which today is told."""
    mine = Matter.objects.filter(mediator__user__username="mediator", stage__in=["taken", "underway"])
    return f"/m/{mine.order_by('-stage', 'id').values_list('code', flat=True)[0]}/prepare/"


# who, which picture, where, what stands on top, on which screen
SHOTS = (
    ("clerk", "clerk-register", "/register/", "接待登记", DESK),
    ("clerk", "clerk-phone", "/order/phone/", "电话点单", DESK),
    ("duty", "duty-home", "/", None, DESK),
    ("duty", "duty-needs", "/needs/", "待安排需求", DESK),
    ("dispatcher", "dispatcher-home", "/", None, DESK),
    ("dispatcher", "dispatcher-dispatch", "/dispatch/", "派单台", DESK),
    ("dispatcher", "dispatcher-calendar", "/calendar/", "排期日历", DESK),
    ("leader", "leader-home", "/", None, PHONE),
    ("mediator", "mediator-home", "/", None, PHONE),
    ("mediator", "mediator-prepare", _to_prepare, "接单准备", PHONE),
    ("dept", "dept-home", "/", None, DESK),
    ("village", "village-report", "/report/", "上报一件事", PHONE),
    ("supervisor", "supervisor-home", "/", None, DESK),
    ("supervisor", "supervisor-watch", "/watch/", "督办台", DESK),
    ("director", "director-home", "/", None, DESK),
    ("followup", "followup-home", "/", None, DESK),
    ("archivist", "archivist-home", "/", None, DESK),
    ("admin", "admin-manage", "/manage/", "管理", DESK),
    ("", "citizen-front", "/", None, PHONE),
    ("", "citizen-item", "/items/D02/", "邻里纠纷调解", PHONE),
    ("", "citizen-menu", "/menu/", "调解员菜单", PHONE),
    ("", "citizen-follow", "/follow/", "查进度", PHONE),
)


def test_every_guide_has_a_picture_taken_here_and_every_picture_a_guide():
    told = "".join(page.read_text() for page in GUIDES.glob("*.md"))
    assert [name for _, name, *_ in SHOTS if f"screens/{name}.jpg" not in told] == []
    roles = {name.split("-")[0] for _, name, *_ in SHOTS}
    assert {page.stem for page in GUIDES.glob("*.md")} == roles | {"README"}


@pytest.fixture
def county(committed_db: None) -> None:
    """The living demo, as of now."""
    tell_today(SEED, timezone.now())
    assert Matter.objects.count() > 50


@pytest.mark.usefixtures("county")
def test_each_role_finds_the_pages_of_its_guide(person):
    SCREENS.mkdir(parents=True, exist_ok=True)
    for username, name, path, heading, size in SHOTS:
        somebody = person(username, size=size)
        page = somebody.open(path() if callable(path) else path)
        title = page.get_by_role("heading", level=1).first
        expect(title).to_be_visible()
        if heading:
            expect(title).to_contain_text(heading)
        page.screenshot(path=SCREENS / f"{name}.jpg", type="jpeg", quality=70)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
        somebody.context.close()
