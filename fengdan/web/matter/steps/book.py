from typing import Any

from fengdan.matters.actions.book import book
from fengdan.matters.models import Matter
from fengdan.web.matter.steps.booking import BookingForm


class Book(BookingForm):
    intro = "选好地点和人，再点一个空闲的时间，就约好了；双方当事人和调解员会接到通知。"

    def take(self, matter: Matter, **common: Any) -> Matter:
        return book(matter, wanted=self.wanted(), **common)
