from typing import Any

from fengdan.catalogue.models import MatterType
from fengdan.matters.actions.correct import correct
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.rulebook.corrections import FIELD_LABELS, PARTY_FIELDS
from fengdan.web.matter.steps.base import StepForm, party_choices
from fengdan.web.shared.areas import area_choices
from fengdan.web.shared.fields import Choice, IdNumber, Phone, Text

LISTED = {"matter_type": "new_type", "area": "new_area", "phone": "new_phone", "id_number": "new_id_number"}


MUST_HAVE = {"name", "matter_type", "area"}


class Correct(StepForm):
    intro = (
        "只填要改的那一项；电话、证件号、住址、地点不填就是改为空。原来的内容会留在经过里，谁改的、为什么改都看得到。"
    )

    field = Choice("更正哪一项", list(FIELD_LABELS.items()))
    party = Choice("是谁的", required=False, hint="更正姓名、电话、身份证号、住址时选。")
    new_type = Choice("正确的类型", required=False)
    new_area = Choice("正确的乡镇、村（社区）", required=False)
    new_phone = Phone("正确的电话", required=False)
    new_id_number = IdNumber("正确的身份证号", required=False)
    new = Text("正确的姓名、住址或地点", 120, required=False)
    reason = Text("为什么更正", 200)

    def prepare(self, page: MatterPage) -> None:
        self.offer("party", party_choices(page))
        kind = MatterType.Kind.SERVICE if page.facts.service else MatterType.Kind.DISPUTE
        self.offer("new_type", [(row.code, row.name) for row in MatterType.objects.filter(kind=kind).order_by("code")])
        self.offer("new_area", area_choices())

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        wanted = self._wanted()
        if said.get("field") in MUST_HAVE and wanted not in self.errors and not said.get(wanted):
            self.add_error(wanted, f"请填写“{self.fields[wanted].label}”。")
        if said.get("field") in PARTY_FIELDS and not said.get("party") and "party" not in self.errors:
            self.add_error("party", "请选择要更正的是哪一位当事人。")
        return said

    def _wanted(self) -> str:
        """Where the new content of the chosen field is typed."""
        return LISTED.get(self.cleaned_data.get("field", ""), "new")

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        party = int(said["party"]) if said["field"] in PARTY_FIELDS else None
        new = said[self._wanted()]
        return correct(matter, field=said["field"], new=new, reason=said["reason"], party=party, **common)
