from typing import Any

from django import forms

from fengdan.matters.actions.rate import rate
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.faces import face_choices
from fengdan.web.shared.fields import Choice, Text


class Rate(StepForm):
    intro = "当事人本人在窗口评：请本人自己选，工作人员不代评、不劝评。要输入本人回执上的查询密码。"

    party = Choice("是哪一位", radio=True)
    score = Choice("对这件事的处理满意吗", face_choices(), radio=True)
    words = Text("为什么（本人的话）", 300, required=False, hint="不满意的，说说哪里没做好；会有人处理并答复。")
    pin = Text(
        "回执上的查询密码",
        20,
        hint="看着本人手里的回执输入。",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def prepare(self, page: MatterPage) -> None:
        waiting = [party for party in page.parties if party.id in page.after.unrated]
        self.offer("party", [(str(party.id), f"{party.side_label} {party.name}") for party in waiting])

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        return rate(
            matter,
            party=int(said["party"]),
            score=int(said["score"]),
            words=said["words"],
            pin=said["pin"],
            **common,
        )
