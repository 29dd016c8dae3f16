"""Choosing a team with the proposal beside it: the first of those proposed in sight, and why not somebody else."""

from typing import Any, ClassVar

from django.http import QueryDict

from fengdan.matters.candidates import candidates
from fengdan.matters.queries.page import MatterPage
from fengdan.matters.queries.proposals import CandidateShown, Shown, proposed_for
from fengdan.matters.targets import Wishes
from fengdan.rulebook.assigning import Fit
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.needs import NEED_LABELS, Need
from fengdan.rulebook.proposing import AT_ONCE
from fengdan.rulebook.proposing_words import RULE
from fengdan.web.matter.steps.units import PickUnit
from fengdan.web.shared.fields import Several, Story, Text

TEAM_AND_PERSON = "{team}/{code}"


class Proposing(PickUnit):
    """`unit` is a team's or unit's code, or `team/mediator` for one of those proposed."""

    template: ClassVar[str] = "matter/assign.html"
    rule = RULE

    order_reason = Story(
        "没有按点单的，为什么", 400, rows=2, required=False, hint="按点单派的不填；不按点单的，双方会看到这里写的。"
    )
    needs = Several("需要", required=False, choices=[(need.value, NEED_LABELS[need]) for need in Need])
    time = Text("时间要求", 60, required=False, hint="如：只有晚上有空。没有的不填。")
    place = Text("地点要求", 60, required=False, hint="如：请上门、在村委会。没有的不填。")

    fits: list[Fit] = []
    proposal: Shown | None = None

    def judge(self, page: MatterPage, *, but_not: str = "") -> list[tuple[str, str]]:
        """Read the proposal and judge the teams; those proposed, then the teams that may be asked, as choices.

        `but_not` is a team (code) that is not to be asked again: the next five of others stand there instead.
        """
        if not (page.order and page.order.stands):
            self.drop("order_reason")
        self.fits = candidates(page.matter, page.facts, self.at.astimezone(ZONE).date())
        self.proposal = proposed_for(page, self.at, self.ticked)
        able = {fit.team.code: fit for fit in self.fits if fit.refusal is None and fit.team.code != but_not}
        ranked = [*self.proposal.first, *self.proposal.rest] if self.proposal else []
        people = [(_value(each), _label(each)) for each in ranked if each.team in able][:AT_ONCE]
        self.at_once = len(people)
        return [*people, *((fit.team.code, _team(fit)) for fit in able.values())]

    @property
    def ticked(self) -> list[str]:
        """The needs asked for in the address, or posted."""
        posted = self.data if self.is_bound and isinstance(self.data, QueryDict) else None
        said = self.query.getlist("need") if posted is None else posted.getlist("needs")
        return [need for need in Need if need in said]

    @property
    def refused(self) -> list[Fit]:
        return [fit for fit in self.fits if fit.refusal]

    def chosen(self) -> str:
        return super().chosen().partition("/")[0]

    def wishes(self) -> Wishes:
        said = self.cleaned_data
        _, _, mediator = str(said["unit"]).partition("/")
        return Wishes(said.get("needs") or (), said.get("time") or "", said.get("place") or "", mediator)

    def given(self) -> dict[str, Any]:
        """What assign and reassign are both told."""
        said = self.cleaned_data
        helpers = said.get("supporting") or ()
        why = {"reason": said["reason"], "order_reason": said.get("order_reason") or ""}
        return {"unit": self.chosen(), "supporting": helpers, "wishes": self.wishes(), **why}


def _value(each: CandidateShown) -> str:
    return TEAM_AND_PERSON.format(team=each.team, code=each.code)


def _label(each: CandidateShown) -> str:
    return f"{each.place}. {each.name}（{each.team_name}），{each.score} 分：{'；'.join(each.why)}"


def _team(fit: Fit) -> str:
    return f"{fit.team.name}（{'；'.join(fit.reasons)}）"
