from typing import Any

from fengdan.matters.actions.issue_supervision import Issued, issue_supervision
from fengdan.matters.models import Matter
from fengdan.matters.queries.supervising import SupervisionShown
from fengdan.rulebook.facts import SupervisionState
from fengdan.web.matter.steps.supervising import SupervisionForm
from fengdan.web.shared.fields import Choice, Story


class IssueSupervision(SupervisionForm):
    intro = "签发以后马上通知对方，回复期限从签发时算起。文字和期限可以先改再签；代签的，记录和文书上写明。"
    state = SupervisionState.DRAFT

    facts_told = Story("事实", 1000, rows=4)
    demand = Story("要求", 600, rows=3)
    limit = Choice("几日内书面回复")

    def fill(self, about: SupervisionShown) -> None:
        self.fields["facts_told"].initial, self.fields["demand"].initial = about.facts, about.demand
        self.offer_limits(about.limit)

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        issued = Issued(said["facts_told"], said["demand"], said["limit"], **self.seen_row())
        return issue_supervision(matter, issued=issued, **common)
