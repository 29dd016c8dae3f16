"""调委会名册: the justice bureau and the court read who sits where and what changed, print it and take it out."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from fengdan.journal.models import Entry
from fengdan.teams.models import Committee, CommitteeMember, Mediator
from tests.web.reader import read
from tests.web.scene import screen

pytestmark = pytest.mark.django_db
PAGE = "/manage/committees/"
FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)
QUARTER = f"?first={FIRST}&last={LAST}"
READERS = ("justice", "court", "director")
HEADINGS = ["类别", "调委会", "姓名", "性别", "职务", "日期", "说明"]
FORMULA = "=HYPERLINK(1)"


@pytest.fixture
def quarter():
    """One joined, one left, one was dismissed on the last day, one became director; a formula for a name."""
    committee = Committee.objects.get(pk="committee-family")
    places = committee.members.filter(active_to=None)
    head = places.get(director=True)
    left, dismissed, risen = places.filter(director=False).order_by("mediator")[:3]
    CommitteeMember.objects.filter(pk=left.pk).update(active_to=date(2026, 7, 1), ended_for="resigned")
    CommitteeMember.objects.filter(pk=dismissed.pk).update(active_to=LAST, ended_for="gain")
    CommitteeMember.objects.filter(pk=head.pk).update(active_to=date(2026, 8, 31), ended_for="retired")
    CommitteeMember.objects.filter(pk=risen.pk).update(active_to=date(2026, 7, 31))
    again = {"committee": committee, "mediator": risen.mediator, "director": True}
    CommitteeMember.objects.create(**again, active_from=date(2026, 8, 1))
    person = Mediator(code="x1", name=FORMULA, female=True, full_time=True, qualified=True, active_from=FIRST)
    person.save(force_insert=True)
    CommitteeMember.objects.create(committee=committee, mediator=person, active_from=date(2026, 9, 30))
    return committee, {
        (left.mediator.name, "离任", "2026-07-01"),
        (dismissed.mediator.name, "离任", "2026-09-30"),
        (head.mediator.name, "离任", "2026-08-31"),
        (risen.mediator.name, "改任", "2026-08-01"),
        (FORMULA, "新任", "2026-09-30"),
    }


def export(client, **typed):
    form = read(client.get(PAGE + QUARTER)).form(f"{PAGE}export/")
    return client.post(form.action, form.filled(**typed))


def test_the_changes_of_a_quarter_are_told_and_those_outside_it_are_not(quarter):
    committee, changed = quarter
    page = read(screen("justice").get(PAGE + QUARTER))
    for name, what, _ in changed:
        assert name in page.text_of["changes"]
        assert what in page.text_of["changes"]
    assert "新任 1 人" in page.words
    assert "离任 3 人" in page.words
    assert "改任 1 人" in page.words
    assert "委员改任主任" in page.text_of["changes"]
    assert "罢免或解聘" in page.text_of["changes"]
    assert "牟取" not in page.words  # why is the centre's to know
    assert committee.unit.name in page.text_of["changes"]
    for empty in ("?first=2026-04-01&last=2026-06-30", "?first=2026-10-01&last=2026-11-28"):
        assert "这段时间没有调整" in read(screen("court").get(PAGE + empty)).words


def test_a_committee_that_breaks_the_law_is_marked_on_that_day(quarter):
    committee, _ = quarter
    page = read(screen("justice").get(PAGE + QUARTER))
    here = page.text_of[committee.pk]
    size = CommitteeMember.objects.filter(committee=committee, active_to=None).count() + 1  # one leaves that evening
    assert f"{size} 人" in here
    Mediator.objects.update(female=False)
    CommitteeMember.objects.filter(committee=committee).exclude(director=True).update(active_to=date(2026, 8, 1))
    Committee.objects.filter(pk=committee.pk).update(term_ends=date(2026, 9, 1))
    here = read(screen("justice").get(PAGE + QUARTER)).text_of[committee.pk]
    for wrong in ("有 1 名委员，法律要求 3 至 9 名", "没有女性委员", "任期已于 2026-09-01 届满"):
        assert wrong in here
    assert "第八条" in here
    assert "第九条" in here


@pytest.mark.parametrize("who", READERS)
def test_those_it_is_for_read_print_and_take_it_out(who, quarter):
    seat = screen(who)
    assert seat.get(PAGE).status_code == 200
    paper = read(seat.get(f"{PAGE}print/{QUARTER}"))
    assert "现将本县人民调解委员会组成人员（2026年9月30日）" in paper.words
    for name, what, _ in quarter[1]:
        assert name in paper.words
        assert what in paper.words
    assert export(seat).status_code == 200


def test_the_table_has_every_member_and_every_change_and_no_formula(quarter):
    answer = export(screen("justice"))
    book = load_workbook(io.BytesIO(answer.content))
    sheet = [[cell.value or "" for cell in row] for row in book["调委会名册"].iter_rows()]
    assert sheet[0] == HEADINGS
    changed = {(row[2], row[0], row[5]) for row in sheet[1:] if row[0] != "组成人员"}
    assert changed == {(name.replace(FORMULA, f"'{FORMULA}"), what, day) for name, what, day in quarter[1]}
    held = [row for row in sheet[1:] if row[0] == "组成人员"]
    on_the_day = CommitteeMember.objects.filter(active_from__lte=LAST)
    assert len(held) == on_the_day.filter(active_to=None).count() + on_the_day.filter(active_to__gte=LAST).count()
    assert "人民调解法第十条" in str([cell.value for row in book["导出记录"].iter_rows() for cell in row])


def test_the_other_format_says_the_same(quarter):
    sheet = load_workbook(io.BytesIO(export(screen("justice")).content))["调委会名册"]
    answer = export(screen("justice"), kind="csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert lines == [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    assert not [cell for line in lines for cell in line if cell.startswith(("=", "+", "-", "@"))]


def test_whoever_takes_it_out_is_entered_and_the_page_says_when(quarter):
    seat = screen("court")
    assert "还没有导出过" in read(seat.get(PAGE)).words
    lines = len(list(csv.reader(io.StringIO(export(seat, kind="csv").content.decode("utf-8-sig"))))) - 1
    entry = Entry.objects.get(act="export")
    assert entry.subject == "committees"
    assert entry.facts == {"rows": lines, "first": str(FIRST), "last": str(LAST), "format": "csv"}
    assert "2026-07-01 至 2026-09-30" in read(seat.get(PAGE)).words


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?first=2026-09-30&last=2026-07-01", "早于“从哪天”"),
        ("?first=&last=2026-07-01", "请填写“从哪天”"),
        ("?first=昨天&last=2026-07-01", "“从哪天”不是有效的日期"),
        ("?last=2026-07-01", "请填写“从哪天”"),
    ],
)
def test_days_that_cannot_be_are_said_and_kept(query, words):
    for address in (PAGE, f"{PAGE}print/"):
        answer = screen("justice").get(address + query)
        assert answer.status_code == 422
        assert words in read(answer).words
        assert read(answer).form(PAGE).sends["last"] == ["2026-07-01"]


@pytest.mark.parametrize("typed", [{"kind": "exe"}, {"kind": None}, {"first": "2027-01-01"}, {"last": ""}])
def test_nothing_goes_out_of_an_export_that_is_wrong(typed):
    answer = export(screen("justice"), **typed)
    assert answer.status_code == 422
    assert not Entry.objects.filter(act="export").exists()


@pytest.mark.parametrize("who", ["clerk", "duty", "admin", "leader", "mediator", "dept", "town", "village", "auditor"])
def test_nobody_else_finds_it(who):
    seat = screen(who)
    assert [seat.get(address).status_code for address in (PAGE, f"{PAGE}print/")] == [404, 404]
    assert seat.post(f"{PAGE}export/").status_code == 404
    assert screen().get(PAGE)["Location"].startswith("/signin/")


def test_without_days_it_is_this_quarter_so_far_and_members_open_only_for_who_may():
    today = timezone.localdate()
    page = read(screen("director").get(PAGE))
    assert page.form(PAGE).sends["last"] == [str(today)]
    first = date.fromisoformat(page.form(PAGE).sends["first"][0])
    assert (first.day, first.month % 3) == (1, 1)
    assert first <= today < first + timedelta(days=93)
    assert "/manage/pool/m1605/" in str(page.tags)
    assert "/manage/pool/" not in str(read(screen("court").get(PAGE)).tags)
