"""清单 and 我遇到了……: what a villager reads and finds, and how its owner writes the next version."""

from datetime import date

import pytest

from fengdan.catalogue.items import drafts, finder
from fengdan.catalogue.items.models import ItemVersion, ServiceItem
from fengdan.catalogue.items.shown import item_shown
from fengdan.catalogue.models import MatterType
from fengdan.units.models import Unit
from fengdan.web.matter.types import guess
from tests.cast import Walk
from tests.web.reader import read
from tests.web.scene import WEST_STREET, screen

pytestmark = pytest.mark.django_db
EDIT = "/manage/items/D02/"
TODAY = date(2026, 11, 24)


def page(address: str, seat: str = "", status: int = 200, **asked: str):
    answer = (screen(seat) if seat else screen()).get(address, asked)
    assert answer.status_code == status
    return read(answer)


def edited(director, **changes):
    """The edit page, these fields changed, saved."""
    form = read(director.get(EDIT)).form(EDIT)
    return director.post(EDIT, form.filled(**changes))


def published(director):
    form = read(director.get(f"{EDIT}preview/")).form(f"{EDIT}publish/")
    return director.post(f"{EDIT}publish/", form.filled())


def test_the_list_leads_to_every_item_and_the_front_page_to_the_list_and_the_finder():
    links = {attrs.get("href") for tag, attrs in page("/items/").tags if tag == "a"}
    assert {f"/items/{code}/" for code in ServiceItem.objects.values_list("pk", flat=True)} <= links
    front = {attrs.get("href") for tag, attrs in page("/").tags if tag == "a"}
    assert {"/items/", "/find/", "/items/D02/"} <= front


@pytest.mark.parametrize("code", ["D02", "D10", "D15", "S4", "Q1", "A1"])
def test_an_item_says_what_to_bring_how_long_who_answers_and_that_it_is_free(code):
    told = page(f"/items/{code}/")
    shown = item_shown(code)
    said = [shown.conditions, shown.applicants, *shown.refusals, *shown.basis, *(each.name for each in shown.materials)]
    said += [word for step in shown.steps for word in (step.label, step.unit, step.within)]
    assert [each for each in said if each not in told.words] == []
    for each in ("不收任何费用", "第四条", "监督电话", "110"):
        assert each in told.words
    assert all(step.unit for step in shown.steps)


def test_mediation_of_a_kind_with_a_period_of_its_own_shows_the_laws():
    assert item_shown("D10").within == "15日内"
    assert item_shown("D15").within == "30个工作日内"
    assert item_shown("D12").within == "15日内"  # the item's own


def test_an_item_costs_few_queries(django_assert_max_num_queries):
    screen().get("/items/D10/")
    with django_assert_max_num_queries(9):
        screen().get("/items/D10/")
    with django_assert_max_num_queries(4):
        screen().get("/items/")


def test_a_unit_that_ended_is_followed():
    Unit.objects.filter(pk="team-13").update(active_to="2026-01-02", successor="team-16")
    assert {step.unit for step in item_shown("D04").steps} == {"县综治中心", Unit.objects.get(pk="team-16").short_name}


def test_an_unknown_item_or_version_is_not_there():
    for address in ("/items/NO/", "/items/D02/2/", "/items/D02/0/", "/items/D02/999999999999999999/"):
        page(address, status=404)


def test_an_item_that_has_ended_says_so_and_stays_readable():
    ServiceItem.objects.filter(pk="D06").update(active_to="2026-11-01")
    assert "已不在清单里" in page("/items/D06/").words
    assert "/items/D06/" not in {attrs.get("href") for tag, attrs in page("/items/").tags}


@pytest.mark.parametrize(
    ("asked", "code", "says"),
    [
        ({"what": "邻居家水漏到我家", "place": WEST_STREET}, "D02", ["西街村调委会", "巩昌镇综治中心", "0932-0000101"]),
        ({"what": "包工头不给工钱"}, "D10", ["工资条", "人社（劳动监察仲裁）窗口", "建设工程与农民工工资"]),
        ({"who": "hospital"}, "D15", ["病历"]),
        ({"what": "停水三天了", "place": "621122100"}, "S4", ["缴费户号"]),
        ({"what": "镇上占地补偿款没给", "who": "government"}, "D08", ["行政复议"]),
        ({"what": "说不清楚"}, "D18", ["先到窗口说"]),
    ],
)
def test_plain_words_lead_to_the_item_the_place_and_the_telephone(asked, code, says):
    told = page("/find/", **asked)
    assert f"/items/{code}/" in {attrs.get("href") for tag, attrs in told.tags if tag == "a"}
    assert [each for each in (*says, "0932-0000000", "110") if each not in told.words] == []


def test_the_finder_guesses_as_the_desk_does():
    for kind in MatterType.objects.exclude(pk="18"):
        word = max(kind.keywords, key=len)
        assert finder.find(word, "", "", TODAY).item.code == MatterType.objects.get(pk=guess(word)).item_id


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"what": "", "who": ""}, "请写几个字"),
        ({"what": "长" * 201}, "最多 200 个字"),
        ({"who": "nobody"}, "选项已变化"),
        ({"what": "漏水", "place": "999"}, "选项已变化"),
        ({"what": "漏水\x00"}, "无法识别的字符"),
    ],
)
def test_bad_words_are_answered_in_a_sentence_and_kept(asked, says):
    told = page("/find/", status=422, **asked)
    assert says in told.words


def test_nothing_of_what_was_asked_stays_behind():
    answer = screen().get("/find/", {"what": "邻居漏水"})
    assert answer["Cache-Control"] == "no-store"
    assert set(answer.cookies) <= {"csrftoken"}


def test_the_owner_writes_looks_and_publishes_and_the_old_version_stays_at_its_address():
    director = screen("director")
    assert edited(director, limit_accept="2", per_accept="wd", conditions="邻居之间的事。").url == f"{EDIT}preview/"
    preview = read(director.get(f"{EDIT}preview/"))
    assert "邻居之间的事。" in preview.words
    assert "2个工作日内" in preview.words
    assert "邻居之间的事。" not in page("/items/D02/").words
    assert published(director).url == "/manage/items/"
    assert "邻居之间的事。" in page("/items/D02/").words
    old = page("/items/D02/1/")
    assert "邻居之间的事。" not in old.words
    assert "已有新的" in old.words
    assert "金戊三" in page("/manage/items/", "admin").words


def test_a_gap_is_named_at_its_field_and_what_was_typed_is_kept():
    director = screen("director")
    edited(director, unit_follow_up="", conditions="")
    answer = published(director)
    assert answer.status_code == 409
    told = read(answer)
    assert "没有填写" in told.explains("unit_follow_up")
    assert "没有填写" in told.explains("conditions")
    assert drafts.live("D02").version == 1


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("身份证，传真，1，必带", "“传真”看不懂"),
        ("身份证", "没有写全"),
        ("身份证，原件，十，必带", "份数“十”看不懂"),
        ("身份证，原件，1，随便", "“随便”看不懂"),
    ],
)
def test_a_line_of_the_materials_that_cannot_be_read_is_named_and_kept(typed, says):
    director = screen("director")
    answer = edited(director, materials=f"户口本，原件，1，必带\n{typed}")
    assert answer.status_code == 422
    told = read(answer)
    assert "第 2 行" in told.explains("materials")
    assert says in told.explains("materials")
    assert typed in "".join(told.form(EDIT).sends["materials"])
    assert drafts.draft("D02") is None


def test_a_limit_without_its_unit_and_the_laws_own_are_refused():
    director = screen("director")
    told = read(edited(director, limit_accept="2"))
    assert "数字和单位" in told.explains("limit_accept")
    form = read(director.get("/manage/items/D15/")).form("/manage/items/D15/")
    director.post("/manage/items/D15/", form.filled(limit_hold_session="5", per_hold_session="d"))
    form = read(director.get("/manage/items/D15/preview/")).form("/manage/items/D15/publish/")
    told = read(director.post("/manage/items/D15/publish/", form.filled()))
    assert "由法律规定" in told.explains("limit_hold_session")


def test_a_limit_of_nothing_is_refused_and_one_of_the_same_day_is_not():
    director = screen("director")
    told = read(edited(director, limit_accept="0", per_accept="d"))
    assert "不能为零" in told.explains("limit_accept")
    assert told.form(EDIT).sends["limit_accept"] == ["0"]
    assert drafts.draft("D02") is None
    assert edited(director, limit_accept="0", per_accept="wd").status_code == 302
    assert "当日" in read(director.get(f"{EDIT}preview/")).words


def test_texts_that_say_nothing_are_shown_so_and_not_published():
    director = screen("director")
    edited(director, refusals="；", basis="")
    assert "没有写明" in read(director.get(f"{EDIT}preview/")).words
    told = read(published(director))
    assert "没有写内容" in told.explains("refusals")
    assert "没有填写" in told.explains("basis")


def test_two_items_are_not_called_the_same():
    director = screen("director")
    taken = page("/manage/items/D03/", "director").form("/manage/items/D03/").typed()["name"][0]
    edited(director, name=taken)
    assert "重复" in read(published(director)).explains("name")


def test_the_one_who_comes_second_is_told_and_keeps_what_they_typed():
    director = screen("director")
    form = read(director.get(EDIT)).form(EDIT)
    edited(director, conditions="先写的。")
    answer = director.post(EDIT, form.filled(conditions="后写的。"))
    assert answer.status_code == 409
    told = read(answer)
    assert "刚刚改过这份草稿" in told.words
    assert "后写的。" in "".join(told.form(EDIT).sends["conditions"])
    assert drafts.draft("D02").texts["conditions"] == "先写的。"


def test_a_draft_given_up_leaves_what_is_in_force():
    director = screen("director")
    edited(director, conditions="不要了。")
    form = read(director.get(f"{EDIT}preview/")).form(f"{EDIT}discard/")
    assert director.post(f"{EDIT}discard/", form.filled()).url == "/manage/items/"
    assert drafts.draft("D02") is None
    assert ItemVersion.objects.filter(item="D02").count() == 1
    assert director.get(f"{EDIT}preview/").url == EDIT


def test_the_page_of_limits_says_which_version_a_matter_goes_by_and_whose_limit_it_is():
    director = screen("director")
    edited(director, limit_accept="2", per_accept="wd")
    published(director)
    walk = Walk().register()
    told = page(f"/m/{walk.matter.code}/clocks/", "duty")
    assert "第 2 版办理" in told.words
    assert "这是清单“邻里纠纷调解”第 2 版定的" in told.words
    assert "依据：接诉即办" in told.words  # the county's own
