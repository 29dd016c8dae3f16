from typing import Any

from fengdan.matters.actions.report_up import report_up
from fengdan.matters.models import Matter
from fengdan.rulebook.reporting import FORMS
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Choice


class ReportUp(StepForm):
    intro = "在上级系统里录完以后，在这里登记，免得重复上报。"

    system = Choice("报到哪个系统", [(code.value, form.label) for code, form in FORMS.items()], radio=True)

    def take(self, matter: Matter, **common: Any) -> Matter:
        return report_up(matter, system=self.cleaned_data["system"], **common)
