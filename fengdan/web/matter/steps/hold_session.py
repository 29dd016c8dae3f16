from typing import Any

from fengdan.matters.actions.hold_session import SessionRecord, hold_session
from fengdan.matters.models import Matter, Session
from fengdan.matters.queries.page import MatterPage
from fengdan.web.matter.steps.base import StepForm, party_choices
from fengdan.web.shared.fields import Choice, PastMoment, Several, Story, Text, Tick


class HoldSession(StepForm):
    held_at = PastMoment("调解时间")
    place = Text("调解地点", 120)
    present = Several("到场的当事人")
    rights_notice = Tick("已告知双方权利和义务，不收取任何费用", required=True)
    open_to_public = Tick("双方同意公开进行（不勾选即不公开）")
    record = Story("调解记录", 5000, rows=8, hint="双方说了什么、怎么劝的、到了哪一步。")
    outcome = Choice("结果", Session.Outcome.choices, radio=True)

    def prepare(self, page: MatterPage) -> None:
        self.offer("present", party_choices(page))
        self.fields["held_at"].initial = self.at

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        session = SessionRecord(
            held_at=said["held_at"],
            place=said["place"],
            present=[int(party) for party in said["present"]],
            record=said["record"],
            outcome=said["outcome"],
            rights_notice=said["rights_notice"],
            open_to_public=said["open_to_public"],
        )
        return hold_session(matter, session=session, **common)
