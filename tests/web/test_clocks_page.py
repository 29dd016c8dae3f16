"""为什么是这一天: every limit of a matter, with the days it counted."""

import re
from datetime import datetime, timedelta

import pytest

from fengdan.catalogue.models import CalendarYear, Limit
from fengdan.matters.models import Clock
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.stages import TEAM
from fengdan.rulebook.steps import STEPS
from fengdan.web.shared.words import moment, moment_full
from tests.cast import Walk
from tests.web.scene import brought, screen

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 2, 13, 10, tzinfo=ZONE)  # before the Spring Festival, with a worked Saturday


def page(who: str, walk: Walk) -> str:
    answer = screen(who).get(f"/m/{walk.matter.code}/clocks/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_matter_leads_there():
    walk = brought("taken")
    assert f'href="/m/{walk.matter.code}/clocks/"' in screen("duty").get(f"/m/{walk.matter.code}/").content.decode()


def test_each_day_is_told_a_holiday_and_a_worked_saturday_too():
    told = page("duty", Walk(at=FRIDAY).register())
    assert "<span>2月14日（周六）</span> <strong>算</strong> <span>调休上班日</span>" in told
    told = page("duty", Walk(at=FRIDAY + timedelta(days=1)).register())
    assert "<span>2月14日（周六）</span> <strong>不算</strong> <span>起始日不计入</span>" in told
    assert "<span>2月16日（周一）</span> <strong>不算</strong> <span>法定节假日放假</span>" in told


def test_a_unit_signs_for_it_here_as_on_the_page_of_the_matter():
    walk = brought("given")
    name = STEPS["take"].said(walk.matter.unit.kind)
    assert name != STEPS["take"].said(TEAM)
    assert f"<h3>{name}</h3>" in page("duty", walk)
    assert (
        f'<span class="fd-clock-name">{name}</span>' in screen("duty").get(f"/m/{walk.matter.code}/").content.decode()
    )


def test_what_runs_stands_before_what_has_stopped():
    walk = brought("taken")
    told = page("duty", walk)
    running = walk.matter.clocks.filter(stopped_at=None)
    stopped = Clock.objects.filter(matter=walk.matter).exclude(stopped_at=None)
    assert running
    assert stopped
    assert told.count("已停止") == len(stopped)
    assert told.index(moment_full(stopped[0].due_at)) > max(told.index(clock.due_at.isoformat()) for clock in running)


def test_after_the_county_has_changed_the_limit_the_day_is_explained_by_the_one_it_began_with():
    walk = Walk().register()
    clock = walk.matter.clocks.get(name="accept")
    told = page("duty", walk)
    old = Limit.objects.filter(code="accept").latest("version")
    Limit.objects.create(code="accept", version=old.version + 1, name=old.name, value="20wd", basis=old.basis)
    assert page("duty", walk).count("<li") == told.count("<li")
    assert clock.due_at.isoformat() in told


def test_after_the_calendar_has_changed_the_old_day_is_not_explained_by_the_new_one():
    walk = Walk(at=FRIDAY).register()
    rows = page("duty", walk).count("<li")
    old = CalendarYear.objects.filter(year=2026).latest("version")
    said = {"notice": old.notice, "off": old.off, "hours": old.hours}
    worked = [day for day in old.work if day != "2026-02-14"]
    CalendarYear.objects.create(year=2026, version=old.version + 1, work=worked, **said)
    told = page("duty", walk)
    assert "后来时限或日历改过" in told
    assert told.count("<li") < rows


def test_whoever_does_not_see_the_matter_does_not_see_its_limits():
    walk = brought("taken")
    assert screen("dept").get(f"/m/{walk.matter.code}/clocks/").status_code == 404
    assert screen().get(f"/m/{walk.matter.code}/clocks/").status_code == 302


def test_it_shows_through_whose_hands_the_time_went():
    walk = brought("taken")
    told = page("duty", walk)
    hands = told[told.index('id="hands"') : told.index("<h2>为什么是这一天")]
    centre, team = walk.matter.origin.name, walk.matter.holder.name
    assert hands.index(centre) < hands.index(team)
    widths = [float(width) for width in re.findall(r'width="([0-9.]+)" height="24"', hands)]
    assert len(widths) == hands.count("<tr>") - 1 == 2
    assert sum(widths) == pytest.approx(1000, abs=0.2)
    assert hands.count("现在") == 1


def test_a_matter_that_is_over_is_in_nobodys_hands_now():
    walk = brought("concluded")
    told = page("duty", walk)
    hands = told[told.index('id="hands"') : told.index("<h2>为什么是这一天")]
    assert "现在" not in hands
    assert moment(walk.matter.concluded_at) in hands
