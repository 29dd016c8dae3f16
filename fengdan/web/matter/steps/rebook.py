from typing import Any

from fengdan.matters.actions.rebook import rebook
from fengdan.matters.bookings import to_come
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.rulebook.spoken import span_words
from fengdan.web.matter.steps.base import looked_at
from fengdan.web.matter.steps.booking import BookingForm
from fengdan.web.shared.fields import Story


class Rebook(BookingForm):
    booking = looked_at()
    reason = Story("为什么改期", 200, rows=2)

    def prepare(self, page: MatterPage) -> None:
        self.moves = to_come(page.matter) if page.facts.booked else None
        if self.moves:
            when = span_words(self.moves.starts_at, self.moves.ends_at)
            self.intro = f"原来约在{when}，{self.moves.where}。点一个新的时间，双方当事人和调解员会接到通知。"
            self.fields["booking"].initial = self.moves.pk
        super().prepare(page)

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        return rebook(matter, booking=said["booking"] or 0, wanted=self.wanted(), reason=said["reason"], **common)
