from typing import Any

from fengdan.matters.actions.assign import assign
from fengdan.matters.candidates import candidates
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.rulebook.assigning import Fit
from fengdan.rulebook.calendars import ZONE
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Choice, Text


class Assign(StepForm):
    template = "matter/assign.html"

    team = Choice("派给哪个团队", radio=True)
    reason = Text("派给这个团队的理由", 200, hint="团队负责人会看到。")

    fits: list[Fit]

    def prepare(self, page: MatterPage) -> None:
        self.fits = candidates(page.matter, page.facts, self.at.astimezone(ZONE).date())
        able = [fit for fit in self.fits if fit.refusal is None]
        self.offer("team", [(fit.team.code, f"{fit.team.name}（{'；'.join(fit.reasons)}）") for fit in able])
        if able:
            self.fields["team"].initial = able[0].team.code
            self.fields["reason"].initial = able[0].reasons[0]

    @property
    def refused(self) -> list[Fit]:
        return [fit for fit in self.fits if fit.refusal]

    def take(self, matter: Matter, **common: Any) -> Matter:
        return assign(matter, team=self.cleaned_data["team"], reason=self.cleaned_data["reason"], **common)
