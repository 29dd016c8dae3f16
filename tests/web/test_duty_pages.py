"""Windows and duty on screen: today's, who answers for what, the hall's television, the week's roster, the numbers."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fengdan.duty.changes import When, replace
from fengdan.people.absences import be_away
from fengdan.people.models import User
from fengdan.rulebook.duty import Person
from fengdan.units.models import Ticket, Turn, TurnChange, Unit, Window
from fengdan.web.shared.kept import shelf
from tests.cast import WANG, actor
from tests.duty.days import day_off, worked
from tests.web.reader import read
from tests.web.scene import brought, screen

pytestmark = pytest.mark.django_db
DUTY = "/manage/duty/"
# how often each page asked when it was measured: more than that is something added
QUERIES = {"/today/": 9, "/duties/": 9, "/hall/": 10, "/hall/?part=1": 10, "/numbers/": 14, DUTY: 20}


@pytest.fixture
def today():
    """Today, which is worked."""
    day = timezone.localdate()
    worked(day)
    return day


def words(path, who=""):
    return read(screen(who).get(path)).words


def test_a_stranger_reads_who_is_at_which_window_today(today):
    page = read(screen().get("/today/"))
    for said in ("今天上班", "综合受理窗口", "朱丁一", "窗口受理员", "08:30–12:00", "随叫随到", "30分钟内到场"):
        assert said in page.words, said
    links = {attrs.get("href") for tag, attrs in page.tags if tag == "a"}
    assert {"tel:0932-0000301", "tel:0932-0000204", "/duties/"} <= links


def test_on_a_day_off_it_says_so_and_when_to_come_again():
    day_off(timezone.localdate())
    worked(timezone.localdate() + timedelta(days=1))
    said = words("/today/")
    assert "今天休息" in said
    assert f"{(timezone.localdate() + timedelta(days=1)).day}日" in said
    assert "朱丁一" not in said


def test_who_is_on_leave_is_not_published(today):
    clerk = User.objects.get(username="clerk")
    by = {"actor": actor("admin"), "at": timezone.now()}
    be_away(clerk, from_day=today, to_day=today, stand_in=User.objects.get(username="small"), **by)
    said = words("/today/")
    assert "戚戊七" in said
    assert "朱丁一" not in said
    assert "假" not in said


def test_every_department_township_and_window_says_what_it_answers_for():
    page = read(screen().get("/duties/"))
    units = Unit.objects.filter(kind__in=[Unit.Kind.DEPARTMENT, Unit.Kind.TOWNSHIP])
    assert units.count() == 42
    assert [unit.name for unit in units if unit.name not in page.text_of[unit.code]] == []
    assert [unit.phone for unit in units if unit.phone not in page.text_of[unit.code]] == []
    assert [window.name for window in Window.objects.all() if window.name not in page.text_of[window.code]] == []
    labour = page.text_of["dept-labour"]
    assert "拖欠农民工工资纠纷" in labour
    assert "人社（劳动监察仲裁）窗口" in labour
    assert "协同：合同" not in labour
    assert "协同：山林土地纠纷" in page.text_of["dept-forestry"]
    assert "属地管理" in page.text_of["townships"]
    assert "风险" not in page.words


def test_the_screen_of_the_hall_shows_numbers_and_windows_and_never_a_party(today):
    matter = brought("registered").matter
    Ticket.objects.create(day=today, queue="A", number=12, once="x", given_at=timezone.now())
    clerk = screen("clerk")
    assert clerk.post("/numbers/call/W01/", {"after": "0"}).status_code == 302
    for path in ("/hall/", "/hall/?part=1"):
        said = screen().get(path).content.decode()
        assert "A012" in said
        assert "朱丁一" in said
        hidden = [party.name for party in matter.parties.all()]
        assert WANG.name in hidden
        assert [each for each in (*hidden, matter.code) if each in said] == []


def test_the_screen_asks_again_and_is_told_only_what_is_new(today):
    hall = screen()
    first = hall.get("/hall/?part=1")
    assert "<html" not in first.content.decode()
    same = hall.get("/hall/?part=1", headers={"if-none-match": first["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    Ticket.objects.create(
        day=today, queue="A", number=1, once="x", given_at=timezone.now(), window_id="W01", called_at=timezone.now()
    )
    news = hall.get("/hall/?part=1", headers={"if-none-match": first["ETag"]})
    assert news.status_code == 200
    assert "A001" in news.content.decode()


def test_the_clerk_gives_a_number_and_calls_it():
    clerk = screen("clerk")
    page = read(clerk.get("/numbers/"))
    form = next(form for form in page.forms if form.sends.get("queue") == ["C"])
    answer = clerk.post(form.action, form.sends, follow=True)
    assert "C001" in read(answer).words
    again = clerk.post(form.action, form.sends, follow=True)
    assert "C001" in read(again).words
    assert Ticket.objects.count() == 1
    assert clerk.post("/numbers/call/W03/", {"after": "0"}).status_code == 302
    refused = clerk.post("/numbers/call/W03/", {"after": str(Ticket.objects.get().pk)})
    assert refused.status_code == 409
    assert "诉讼服务窗口现在没有人在等" in read(refused).words


def posted(form_id, who="duty", **typed):
    seat = screen(who)
    path = f"{DUTY}{form_id}/"
    form = read(seat.get(DUTY)).form(path)
    return seat.post(path, form.filled(**typed))


def test_a_swap_noted_by_the_duty_leader_stands_on_the_public_page(today):
    # whoever has a day off takes over: of two on duty each would go to the window of the other
    free, name = ("court", "张丁八") if today.weekday() in {1, 3} else ("钱窗二", "钱窗二")
    answer = posted("swap", day=str(today), spell="day", one="clerk", other=free)
    assert answer.status_code == 302
    assert name in words("/today/")
    assert "朱丁一" not in words("/today/")
    page = words(DUTY, "director")
    assert f"换班：{name}换下朱丁一" in page
    assert "秦丁二" in page
    change = TurnChange.objects.first().pk
    assert screen("director").post(f"{DUTY}{change}/undo/").status_code == 302
    assert "朱丁一" in words("/today/")


@pytest.mark.parametrize(
    ("form", "typed", "status", "field", "said"),
    [
        ("swap", {"one": "clerk"}, 422, "id_swap_other", "请选择“谁换上去”"),
        ("swap", {"one": "clerk", "other": "clerk"}, 409, "id_swap_other", "同一个人"),
        ("swap", {"day": "2020-01-06", "one": "clerk", "other": "court"}, 409, "id_swap_day", "已经过去"),
        ("replace", {"place": "W05"}, 422, "id_replace_name", "请填写“姓名”"),
        ("replace", {"place": "W05", "person": "clerk"}, 409, "id_replace_person", "不能同时在两个窗口"),
        ("replace", {"day": "后天", "place": "W05"}, 422, "id_replace_day", "不是有效的日期"),
        ("replace", {"day": "9999-12-31", "place": "W05", "person": "clerk"}, 409, "id_replace_day", "一年以内"),
        ("replace", {"place": "W99", "person": "clerk"}, 422, "id_replace_place", "选项已变化"),
    ],
)
@pytest.mark.usefixtures("today")
def test_what_is_wrong_is_told_at_its_field(form, typed, status, field, said):
    answer = posted(form, **({"day": str(timezone.localdate()), "spell": "am"} | typed))
    assert answer.status_code == status
    html = answer.content.decode()
    assert said in html.split(f'id="{field}_error"')[1].split("</div>")[0]
    assert not TurnChange.objects.exists()


def test_a_window_without_anybody_is_told_to_the_duty_leader_with_a_form_that_knows_which(today):
    by = {"actor": actor("admin"), "at": timezone.now()}
    be_away(User.objects.get(username="clerk"), from_day=today, to_day=today, stand_in=None, **by)
    seat = screen("duty")
    page = read(seat.get(DUTY))
    assert "综合受理窗口：朱丁一请假，没有人代" in page.text_of["gaps"]
    link = next(attrs["href"] for tag, attrs in page.tags if tag == "a" and "place=W01" in attrs.get("href", ""))
    form = read(seat.get(link)).form(f"{DUTY}replace/")
    assert {name: form.sends[name] for name in ("day", "spell", "place")} == {
        "day": [str(today)],
        "spell": ["am"],
        "place": ["W01"],
    }
    sent = form.filled(name="外来甲", post="窗口受理员", spell="day")
    assert seat.post(f"{DUTY}replace/", sent).status_code == 302
    assert "gaps" not in read(seat.get(DUTY)).text_of
    assert "外来甲" in words("/today/")


def test_a_name_of_the_roster_is_chosen_from_it_and_not_typed(today):
    answer = posted("replace", day=str(today), place="W02", name="朱丁一", post="窗口受理员")
    assert answer.status_code == 422
    assert "值班表里有这个名字" in read(answer).explains("replace_name")
    assert not TurnChange.objects.exists()
    assert posted("replace", day=str(today), place="W02", name="朱丁一（公安）", post="民警").status_code == 302


def test_the_leader_of_the_day_can_be_replaced(today):
    assert posted("replace", day=str(today), place="leader", person="clerk").status_code == 302
    assert "值班领导" in words("/today/")
    assert TurnChange.objects.filter(window=None, name="朱丁一").count() == 2


def test_one_moves_from_week_to_week(today):
    seat = screen("duty")
    page = read(seat.get(f"{DUTY}?week=2026-10-10"))
    assert "2026年10月5日（周一）起的一周" in page.words
    assert "调休上班日" in page.words
    links = {attrs.get("href") for tag, attrs in page.tags if tag == "a"}
    assert {f"{DUTY}?week=2026-09-28", f"{DUTY}?week=2026-10-12"} <= links
    for odd in ("x", "0001-01-01", "9999-12-31", "2026-02-30", "²"):
        assert seat.get(f"{DUTY}?week={odd}&day={odd}&place={odd}&spell={odd}").status_code == 200


def test_a_name_of_markup_is_shown_as_text(today):
    person = Person("<b>甲</b>", "<script>1</script>")
    replace(When(today, "day"), place="W01", person=person, once="0" * 32, actor=actor("duty"), at=timezone.now())
    for path, who in (("/today/", ""), ("/hall/", ""), (DUTY, "duty")):
        html = screen(who).get(path).content.decode()
        assert "&lt;b&gt;甲&lt;/b&gt;" in html
        assert "<script>1" not in html


def test_the_pages_ask_as_often_for_a_long_roster_as_for_a_short_one(today):
    def counted():
        found = {}
        for path in QUERIES:
            seat = screen("duty" if path in {DUTY, "/numbers/"} else "")
            seat.get(path)
            shelf.clear()  # a page that is kept asks nothing
            with CaptureQueriesContext(connection) as queries:
                seat.get(path)
            found[path] = len(queries)
        return found

    few = counted()
    unit = Unit.objects.get(pk="dept-court")
    for number in range(20, 40):
        window = Window.objects.create(code=f"X{number}", name=f"窗口{number}", kind="rotating", unit=unit, queue="X")
        shape = {"weekdays": ["1", "2", "3", "4", "5"], "spell": "day", "post": "测", "active_from": "2026-01-01"}
        Turn.objects.create(code=f"X{number}", window=window, name=f"甲{number}", **shape)
        Ticket.objects.create(day=today, queue="X", number=number, once=f"{number}", given_at=timezone.now())
    assert counted() == few
    assert {path: count for path, count in few.items() if count > QUERIES[path]} == {}
