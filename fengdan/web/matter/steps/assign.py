from typing import Any

from fengdan.matters.actions.assign import assign
from fengdan.matters.candidates import candidates
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.rulebook.assigning import Fit
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.facts import CENTRE
from fengdan.web.matter.steps.units import PickUnit
from fengdan.web.shared.fields import Text


class Assign(PickUnit):
    template = "matter/assign.html"

    reason = Text("为什么交给它", 400, hint="承办单位会看到；没有按建议交的，请用自己的话写明为什么。")

    fits: list[Fit] = []

    def prepare(self, page: MatterPage) -> None:
        if page.facts.holder != CENTRE:
            self.offer("unit", [(page.facts.holder, str(page.matter.holder))])
            self.drop("other_unit", "supporting")
            return
        self.fits = candidates(page.matter, page.facts, self.at.astimezone(ZONE).date())
        able = {fit.team.code: fit for fit in self.fits if fit.refusal is None}
        route = page.handling.route
        likely = [(fit.team.code, f"{fit.team.name}（{'；'.join(fit.reasons)}）") for fit in able.values()]
        if route is not None and route.unit_id != CENTRE and self._open(route.unit_id, able):
            rest = [each for each in likely if each[0] != route.unit_id]
            likely = [(route.unit_id, f"{route.unit}（按规则建议）"), *rest]
            self.fields["reason"].initial = route.reason
            self.fields["supporting"].initial = route.supporting
        self.fill(page, likely)

    def _open(self, unit: str, able: dict[str, Fit]) -> bool:
        """Whether what the rules propose may be asked: a unit always, a team when nothing keeps it off."""
        return unit in able or all(unit != fit.team.code for fit in self.fits)

    @property
    def refused(self) -> list[Fit]:
        return [fit for fit in self.fits if fit.refusal]

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        helpers = said.get("supporting") or ()
        return assign(matter, unit=self.chosen(), reason=said["reason"], supporting=helpers, **common)
