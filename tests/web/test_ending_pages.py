"""What the page of a matter shows of how it ended, and which buttons it offers for that."""

import re

import pytest

from fengdan.rulebook.guiding import PLACES
from fengdan.rulebook.steps import STEPS
from fengdan.web.matter.buttons import PLAIN, RARE, URGENT, WHEN_ASKED
from tests.cast import TERMS
from tests.endings import AGAIN, REFUSED, SENT, TOLD, Ending
from tests.web.reader import read
from tests.web.scene import brought, screen

pytestmark = pytest.mark.django_db


def seen(who, matter):
    return read(screen(who).get(f"/m/{matter.code}/"))


def links(who, matter):
    """The steps whose buttons are in sight, and those behind 其他."""
    html = screen(who).get(f"/m/{matter.code}/").content.decode()
    card = html[html.index('id="steps"') :]
    behind = re.search(r'<details class="fd-more fd-rare">.*?</details>', card, re.DOTALL)
    sight = card.replace(behind[0], "") if behind else card
    steps = re.compile(rf'href="/m/{matter.code}/(\w+)/"')
    return steps.findall(sight[: sight.index("</section>")]), steps.findall(behind[0]) if behind else []


def test_where_somebody_was_guided_to():
    page = seen("director", Ending().register().guide().matter)
    for said in (TOLD.organ, TOLD.address, TOLD.phone, TOLD.materials, TOLD.limits, TOLD.reason):
        assert said in page.text_of["guidance"]


def test_what_was_sent_on_waits_for_its_receipt_and_then_has_it():
    walk = Ending().register().transfer()
    page = seen("director", walk.matter)
    assert "等待回执" in page.text_of["transfer"]
    assert SENT["organ"] in page.text_of["transfer"]
    assert SENT["materials"] in page.text_of["transfer"]
    assert "签收" not in page.text_of["transfer"]
    page = seen("director", walk.receipt().matter)
    assert "已收到回执" in page.text_of["transfer"]
    assert "赵测五，2026年11月23日（周一）" in page.text_of["transfer"]
    assert "信〔2026〕7号" in page.text_of["transfer"]


def test_why_it_was_not_taken_in_and_what_stands_open():
    page = seen("director", Ending().register().reject().matter)
    assert "法院、公安或者其他机关已经受理或解决" in page.text_of["rejection"]
    assert "请向已经受理的机关了解进展" in page.text_of["rejection"]
    assert REFUSED["explanation"] in page.words


def test_merged_matters_lead_to_each_other():
    into = Ending().register().matter
    merged = Ending().register().merge(into.code).matter
    page = seen("director", merged)
    assert f"并入 {into.code}" in page.text_of["merger"]
    assert ("a", {"class": "fd-nowrap", "href": f"/m/{into.code}/"}) in page.tags
    page = seen("director", into)
    assert f"并入本件的：{merged.code}" in page.text_of["merger"]
    assert ("a", {"class": "fd-nowrap", "href": f"/m/{merged.code}/"}) in page.tags


def test_a_round_that_is_over_keeps_its_papers_in_sight():
    walk = Ending().to_settled().archive().reopen()
    page = seen("duty", walk.matter)
    number = walk.matter.agreements.get().number
    for said in ("第 1 轮：调解成功（书面协议）", AGAIN, number, TERMS.content, "卷宗 12 页，存放在甲柜三层"):
        assert said in page.text_of["rounds"], said
    assert "agreement" not in page.text_of
    assert "打印协议书" not in page.words


def test_visits_are_counted_as_batches_and_people():
    walk = Ending().register()
    assert "visits" not in seen("director", walk.matter).text_of  # one person who came once needs no count
    page = seen("director", walk.visit(people=5, words="全家来问").matter)
    assert "共 2 批 6 人次" in page.text_of["visits"]
    assert "5 人：全家来问" in page.text_of["visits"]


def test_a_matter_that_goes_its_usual_way_shows_none_of_it():
    page = seen("director", brought("concluded").matter)
    assert not page.text_of.keys() & {"guidance", "transfer", "rejection", "merger", "rounds", "visits"}


# the buttons


def test_the_usual_next_step_is_first_and_the_rare_ones_are_behind_others():
    sight, behind = links("duty", brought("registered").matter)
    assert sight[0] == "accept"
    assert {"answer", "alarm", "note", "correct"} <= set(sight)
    assert {"reject", "guide", "transfer", "merge", "visit", "protect"} <= set(behind)
    assert not set(sight) & RARE
    assert set(behind) <= RARE


def test_the_mediator_finds_the_session_among_the_first():
    sight, behind = links("mediator", brought("willing").matter)
    assert sight[:2] == ["record_consent", "hold_session"]
    assert {"invite", "raise_risk"} <= set(behind)


def test_an_emergency_is_reported_with_one_click_and_stands_out():
    page = seen("mediator", brought("taken").matter)
    (button,) = [attrs for tag, attrs in page.tags if tag == "a" and attrs.get("href", "").endswith("/alarm/")]
    assert "fd-btn-danger" in button["class"]


def test_what_is_far_off_does_not_fill_the_page():
    html = screen("small").get(f"/m/{brought('registered').matter.code}/").content.decode()
    steps = html[html.index('id="steps"') :]
    near = steps[: steps.index("其他还不能办的步骤")]
    assert "“派单" in near or "才能派单" in near  # the next step of the same person says why not yet
    assert "才能恢复办理" not in near
    assert "才能恢复办理" in steps  # but it is answered, further down


def test_every_step_of_the_table_exists_and_stands_in_one_place():
    assert {*PLAIN, *RARE, *WHEN_ASKED, URGENT} <= STEPS.keys()
    assert not PLAIN & RARE


# picking a place


def test_a_place_that_is_picked_fills_the_form_and_everything_can_still_be_changed():
    matter, duty = brought("accepted").matter, screen("duty")
    address = f"/m/{matter.code}/guide/"
    page = read(duty.get(address))
    offered = [attrs["href"] for tag, attrs in page.tags if tag == "a" and attrs.get("href", "").startswith("?pick=")]
    assert offered == [f"?pick={code}" for code in PLACES]
    for code, place in PLACES.items():
        form = read(duty.get(f"{address}?pick={code}")).form(address)
        assert form.sends["organ"] == [place.organ]
        assert form.sends["materials"] == [place.materials]
        assert form.sends["limits"] == [place.limits]
        assert form.sends["address"] == [""]
    assert form.sends["phone"] == ["12333"]
    form = read(duty.get(f"{address}?pick=petition")).form(address)
    assert form.sends["phone"] == ["0932-0000206"]
    sent = form.filled(address="巩昌镇某路 5 号", phone="0932-1111111", reason="要求复查。")
    assert duty.post(address, sent).status_code == 302
    row = matter.guidances.get()
    assert (row.organ, row.phone, row.address) == ("县信访局", "0932-1111111", "巩昌镇某路 5 号")


@pytest.mark.parametrize("pick", ["", "nowhere", "court'--", "../court", "%00", "长" * 500])
def test_a_place_that_nobody_has_fills_nothing(pick):
    matter = brought("accepted").matter
    address = f"/m/{matter.code}/guide/"
    page = read(screen("duty").get(address, {"pick": pick}))
    assert page.form(address).sends["organ"] == [""]


def test_a_form_with_mistakes_keeps_what_was_typed_not_what_was_picked():
    matter, duty = brought("accepted").matter, screen("duty")
    address = f"/m/{matter.code}/guide/"
    sent = read(duty.get(f"{address}?pick=court")).form(address).filled(organ="市仲裁委员会", reason="")
    again = read(duty.post(address, sent)).form(address)
    assert again.sends["organ"] == ["市仲裁委员会"]


# from the shelf


def test_an_archived_matter_is_taken_up_again_at_its_page():
    matter, duty = brought("archived").matter, screen("duty")
    address = f"/m/{matter.code}/reopen/"
    page = read(duty.get(address))
    assert "第 2 轮，各方重新征求调解意愿" in page.words
    saved = duty.post(address, page.form(address).filled(reason="又漏水了。"))
    assert saved.status_code == 302
    shown = read(duty.get(saved["Location"]))
    assert "已恢复办理" in shown.words
    assert "第 1 轮：" in shown.text_of["rounds"]
