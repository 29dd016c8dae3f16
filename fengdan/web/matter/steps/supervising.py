"""What the forms of 督办 have in common: which one it is about, and how long to reply."""

from typing import Any

from django import forms

from fengdan.matters.queries.page import MatterPage
from fengdan.matters.queries.supervising import SupervisionShown
from fengdan.rulebook.facts import SupervisionState
from fengdan.rulebook.limits import parse_limit
from fengdan.web.matter.steps.base import StepForm

LIMITS = ("1wd", "2wd", "3wd", "5wd", "7wd", "10wd")


class SupervisionForm(StepForm):
    """About the one in this state; the form keeps which one was looked at."""

    template = "matter/supervision.html"
    state: SupervisionState

    supervision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def prepare(self, page: MatterPage) -> None:
        self.about = page.supervising.of(self.state)
        if self.about:
            self.fields["supervision"].initial = self.about.id
            self.fill(self.about)

    def fill(self, about: SupervisionShown) -> None:
        """Fill what depends on the one it is about."""

    def offer_limits(self, own: str) -> None:
        """How long to reply, the published limit chosen."""
        codes = [*LIMITS, *([own] if own and own not in LIMITS else [])]
        self.offer("limit", [(code, f"{parse_limit(code).words}内") for code in codes])
        self.fields["limit"].initial = own

    def seen_row(self) -> dict[str, Any]:
        return {"supervision": self.cleaned_data["supervision"]}
