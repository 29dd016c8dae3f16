from typing import Any

from fengdan.matters.actions.cancel_booking import cancel_booking
from fengdan.matters.bookings import to_come
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.rulebook.spoken import span_words
from fengdan.web.matter.steps.base import StepForm, looked_at
from fengdan.web.shared.fields import Story


class CancelBooking(StepForm):
    booking = looked_at()
    reason = Story("为什么取消", 200, rows=2)

    def prepare(self, page: MatterPage) -> None:
        row = to_come(page.matter) if page.facts.booked else None
        if row:
            when = span_words(row.starts_at, row.ends_at)
            self.intro = f"约在{when}，{row.where}。取消以后这个时间给别人用，双方当事人和调解员会接到通知。"
            self.fields["booking"].initial = row.pk

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        return cancel_booking(matter, booking=said["booking"] or 0, reason=said["reason"], **common)
