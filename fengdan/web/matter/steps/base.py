"""What every step's form has in common. A step is one file here: its fields, and the one action it calls."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.web.shared.fields import Story
from fengdan.web.shared.forms import Form


class StepForm(Form):
    """`prepare` fills choices from the page; `take` hands what was typed to the action. No rule lives here."""

    intro: str = ""
    picked: str = ""  # which of the ready-made texts the address asks for
    query: QueryDict = QueryDict()  # what else the address says
    template: ClassVar[str] = "matter/step.html"

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def looks(self) -> bool:
        """Whether this was sent only to see more of the page, with nothing to be saved."""
        return False

    def prepare(self, page: MatterPage) -> None:
        """Fill what depends on the matter."""

    def take(self, matter: Matter, **common: Any) -> Matter:
        """`common` is actor, at, seen and once, as every action takes them."""
        raise NotImplementedError

    def drop(self, *names: str) -> None:
        """Leave out fields that have no meaning for this matter."""
        for name in names:
            del self.fields[name]

    def offer(self, field: str, choices: Sequence[tuple[str, Any]]) -> None:
        """Set the choices of a radio, select or check box field."""
        chosen = self.fields[field]
        assert isinstance(chosen, forms.ChoiceField)
        first = [("", "请选择")] if type(chosen.widget) is forms.Select else []
        chosen.choices = [*first, *choices]


def looked_at() -> forms.IntegerField:
    """The row (an id) that a page was about: if it is another by now, somebody was quicker."""
    return forms.IntegerField(widget=forms.HiddenInput, required=False)


def why_another() -> Story:
    """Why somebody else mediates than both sides chose."""
    return Story(
        "没有请双方点的人，为什么",
        400,
        rows=2,
        required=False,
        hint="请的是点单的人就不填；双方会看到这里写的，不要写谁和谁是什么关系。",
    )


def party_choices(page: MatterPage) -> list[tuple[str, str]]:
    return [(str(party.id), f"{party.side_label} {party.name}") for party in page.parties]
