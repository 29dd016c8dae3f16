from typing import Any

from fengdan.matters.actions.assign import assign
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.rulebook.facts import CENTRE
from fengdan.web.matter.steps.proposing import Proposing
from fengdan.web.shared.fields import Text


class Assign(Proposing):
    reason = Text("为什么交给它", 400, hint="承办单位会看到；没有按建议交的，请用自己的话写明为什么。")

    def prepare(self, page: MatterPage) -> None:
        if page.facts.holder != CENTRE:
            self.offer("unit", [(page.facts.holder, str(page.matter.holder))])
            self.drop("other_unit", "supporting", "order_reason", "needs", "time", "place")
            return
        likely = self.judge(page)
        route = page.handling.route
        if route is not None and route.unit_id != CENTRE and self._open(route.unit_id):
            rest = [each for each in likely if each[0] != route.unit_id]
            likely = [(route.unit_id, f"{route.unit}（按规则建议）"), *rest]
            self.at_once += 1
            self.fields["reason"].initial = route.reason
            self.fields["supporting"].initial = route.supporting
        self.fill(page, self._as_ordered(page, likely))

    def _as_ordered(self, page: MatterPage, likely: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """The teams by which the order is followed stand first."""
        able = {fit.team.code: fit for fit in self.fits if fit.refusal is None}
        wanted = [code for code in able if page.order and page.order.stands and code in page.order.follows]
        if not wanted:
            return likely
        self.fields["reason"].initial, self.fields["supporting"].initial = "双方点单", ()
        self.at_once += len(wanted)
        rest = [each for each in likely if each[0] not in wanted]
        return [*((code, f"{able[code].team.name}（双方点单）") for code in wanted), *rest]

    def _open(self, unit: str) -> bool:
        """Whether what the rules propose may be asked: a unit always, a team when nothing keeps it off."""
        return all(unit != fit.team.code for fit in self.refused)

    def take(self, matter: Matter, **common: Any) -> Matter:
        return assign(matter, **self.given(), **common)
