"""Rows of what is still to be done, typed together with another step."""

from typing import Any, ClassVar

from fengdan.matters.actions.add_obligation import Owed
from fengdan.matters.queries.page import MatterPage
from fengdan.web.matter.steps.base import StepForm, party_choices
from fengdan.web.shared.fields import Choice, Day, Text, Tick
from fengdan.web.shared.money import Yuan


class WithOwed(StepForm):
    """Adds up to three rows: who does what, how much, by when; and the tick that nothing remains."""

    ROWS = (1, 2, 3)
    NEEDED: ClassVar[dict[str, str]] = {"party": "请选择", "what": "请填写", "due_on": "请填写"}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for row in self.ROWS:
            self.fields |= {
                f"owed{row}_party": Choice(f"第 {row} 项由谁来办", required=False),
                f"owed{row}_what": Text(f"第 {row} 项办什么", 200, required=False, hint="如：赔修理费、修好水管。"),
                f"owed{row}_amount": Yuan(f"第 {row} 项多少钱（元）", required=False, hint="不是给钱的不填。"),
                f"owed{row}_due_on": Day(f"第 {row} 项最迟哪天", required=False),
            }
        self.fields["nothing_due"] = Tick("没有需要以后履行的（当场都办清了，或者不用办什么）")

    def prepare(self, page: MatterPage) -> None:
        for row in self.ROWS:
            self.offer(f"owed{row}_party", party_choices(page))

    def drop_owed(self) -> None:
        """Leave the rows and the tick out."""
        self.drop("nothing_due", *(name for row in self.ROWS for name in self.names(row)))

    def names(self, row: int) -> list[str]:
        return [f"owed{row}_{column}" for column in ("party", "what", "amount", "due_on")]

    @property
    def rows(self) -> list[list[Any]]:
        """The fields row by row, for the template; none when they were left out."""
        return [[self[name] for name in self.names(row)] for row in self.ROWS if self.names(row)[0] in self.fields]

    def clean(self) -> dict[str, Any]:
        """A row begun is filled in whole; only the amount may be missing."""
        said = super().clean() or self.cleaned_data
        for row in self.ROWS:
            if not any(said.get(name) for name in self.names(row)):
                continue
            for column, ask in self.NEEDED.items():
                name = f"owed{row}_{column}"
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, f"{ask}“{self.fields[name].label}”，或者把这一项清空。")
        return said

    def owed(self) -> list[Owed]:
        said = self.cleaned_data
        return [
            Owed(
                party=int(said[f"owed{row}_party"]),
                what=said[f"owed{row}_what"],
                amount=said[f"owed{row}_amount"],
                due_on=said[f"owed{row}_due_on"],
            )
            for row in self.ROWS
            if said.get(f"owed{row}_party")
        ]
