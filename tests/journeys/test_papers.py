"""Every paper comes out of the printer on one sheet of A4, empty and filled in."""

import re
from dataclasses import replace

import pytest

from fengdan.matters.actions.guide import Guided, guide
from fengdan.matters.actions.reject import reject
from fengdan.paperwork.kinds import KINDS
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.facts import Answer
from tests.cast import actor
from tests.journeys.conftest import SCREENS
from tests.web.scene import AT_HOME, brought

PAGE = re.compile(rb"/Type\s*/Page\b")


def brought_to_each_end():
    """Matters of which every paper can be printed, each with the papers it is for."""
    ended = brought("archived", AT_HOME).matter
    refused = brought("taken", AT_HOME).consent(Answer.REFUSED).conclude(Conclusion.NOT_SETTLED, told=True).matter
    spoken = brought("settled").matter
    elsewhere, nothing = brought("registered", AT_HOME), brought("registered", AT_HOME)
    told = Guided(
        "陇西县劳动人事争议仲裁院", "巩昌镇某街 1 号", "身份证、劳动合同", "劳动争议先仲裁。", limits="一年以内"
    )
    guided = guide(elsewhere.matter, told=told, actor=actor("duty"), at=elsewhere._tick())
    why = {"code": "administrative", "explanation": "对处罚决定不服，应当先申请行政复议。"}
    rejected = reject(nothing.matter, **why, actor=actor("duty"), at=nothing._tick())
    of_their_own = {
        "handover": brought("handed up").matter,
        "conference_record": brought("decided").matter,
        "supervision_order": brought("supervised").matter,
        "oral_agreement": spoken,
        "guidance_notice": guided,
        "rejection_notice": rejected,
        "termination_notice": refused,
    }
    return {kind: of_their_own.get(kind, ended) for kind in KINDS}


def printed(page, name):
    """The page as the browser prints it: how many sheets; kept to be looked at."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    sheet = page.pdf(path=SCREENS / f"paper-{name}.pdf", prefer_css_page_size=True)
    return len(PAGE.findall(sheet))


LONG = "双方各说各的，调解员逐条记下，念给大家听。" * 120


def test_a_long_story_goes_on_on_the_next_sheet_and_leaves_no_gap(person):
    told = replace(AT_HOME, story=LONG)
    matter = brought("accepted", told).matter
    seat = person("duty")
    seat.open(f"/m/{matter.code}/").locator("#printing").get_by_text("打印受理登记表", exact=True).click()
    seat.page.wait_for_url("**/paper/**")
    assert printed(seat.page, "acceptance_form-long") == 3  # 2,520 characters fill about a sheet and three quarters


@pytest.mark.parametrize("javascript", [False], ids=["without-script"])
def test_every_paper_is_one_sheet(person, javascript):
    seat = person("duty", javascript=javascript)
    sheets = {}
    for kind in KINDS:
        sheets[f"{kind}-empty"] = printed(seat.open(f"/papers/{kind}/"), f"{kind}-empty")
    for kind, matter in brought_to_each_end().items():
        page = seat.open(f"/m/{matter.code}/")
        page.locator("#printing").get_by_text(f"打印{KINDS[kind].title}", exact=True).click()
        page.wait_for_url("**/paper/**")
        assert KINDS[kind].title in page.locator("h1").inner_text().replace(" ", "")
        sheets[kind] = printed(page, kind)
        seat.shoot(f"paper-{kind}")
    assert sheets == dict.fromkeys(sheets, 1)
