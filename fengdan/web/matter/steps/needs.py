"""What the forms about the need that waits have in common."""

from typing import Any, ClassVar

from django import forms

from fengdan.matters.queries.page import MatterPage
from fengdan.web.matter.steps.base import StepForm


class NeedForm(StepForm):
    """The form keeps which need was looked at, and shows it."""

    template: ClassVar[str] = "matter/need.html"

    need = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def prepare(self, page: MatterPage) -> None:
        self.about = next((each for each in page.needs if each.open), None)
        if self.about:
            self.fields["need"].initial = self.about.id

    def seen_row(self) -> dict[str, Any]:
        return {"need": self.cleaned_data["need"]}
