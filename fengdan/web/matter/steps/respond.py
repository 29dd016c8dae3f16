from typing import Any

from fengdan.matters.actions.respond import Responded, respond
from fengdan.matters.models import Matter, Response
from fengdan.matters.queries.page import MatterPage
from fengdan.rulebook.facts import Side
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Choice, PastMoment, Story


class Respond(StepForm):
    intro = "来找我们的人，最迟下一个工作日要有人联系：谁在办、下一步做什么、大概多久。"

    party = Choice("回应了谁", radio=True)
    how = Choice("怎么回应的", Response.How.choices, radio=True)
    responded_at = PastMoment("什么时候回应的")
    words = Story("说了什么", 500, rows=3, hint="如：已收到，由谁承办，什么时候再联系。")

    def prepare(self, page: MatterPage) -> None:
        applicants = [party for party in page.parties if party.side == Side.APPLICANT]
        self.offer("party", [(str(party.id), party.name) for party in applicants])
        self.fields["party"].initial = str(applicants[0].id)
        self.fields["responded_at"].initial = self.at

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        told = Responded(int(said["party"]), said["how"], said["responded_at"], said["words"])
        return respond(matter, told=told, **common)
