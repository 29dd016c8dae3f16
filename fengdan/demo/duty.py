"""换班 in the demo: one afternoon of the next working day somebody else sits at the centre's own window."""

from fengdan.demo.days import Days
from fengdan.demo.office import Office
from fengdan.duty.changes import When, replace
from fengdan.duty.roster import roster
from fengdan.people.models import User
from fengdan.rulebook.duty import Person

PLACE, POST, COMES, NOTED_BY = "W01", "窗口受理员", "small", "duty"
ONCE = f"{0:032x}"


def changed(office: Office, days: Days) -> None:
    """As the duty leader notes it this morning."""
    today = days.now.date()
    day = roster([]).calendar.workday_after(today)
    comes = User.objects.get(username=COMES)
    by = office.actor(NOTED_BY, today)
    replace(When(day, "pm"), place=PLACE, person=Person(comes.name, POST, COMES), once=ONCE, actor=by, at=days.now)
