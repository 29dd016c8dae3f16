from typing import Any

from fengdan.matters.actions.add_party import add_party
from fengdan.matters.models import Matter
from fengdan.matters.parties import PartyDetails
from fengdan.rulebook.facts import SIDE_LABELS, Side
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Choice, IdNumber, Phone, Text


class AddParty(StepForm):
    side = Choice("是哪一方", [(side.value, label) for side, label in SIDE_LABELS.items()], radio=True)
    name = Text("姓名或单位名称", 60)
    phone = Phone("联系电话", required=False)
    id_number = IdNumber("身份证号", required=False)
    address = Text("住址", 120, required=False)

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        details = PartyDetails(Side(said["side"]), said["name"], said["phone"], said["id_number"], said["address"])
        return add_party(matter, details=details, **common)
