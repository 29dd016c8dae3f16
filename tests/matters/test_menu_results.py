"""办多少、成多少: the counts of the menu are those of a count by hand, over matters that went every which way."""

import random
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fengdan.matters.actions.change_mediator import change_mediator
from fengdan.matters.actions.conclude import conclude
from fengdan.matters.actions.give_back import give_back
from fengdan.matters.models import Matter, PastRound
from fengdan.matters.queries.menu.results import NONE, Result, of_mediators, of_teams
from fengdan.rulebook.conclusions import Conclusion
from tests.cast import MORNING, TEAM, actor, mediator_code
from tests.endings import Ending

pytestmark = pytest.mark.django_db

LEADS = ("mediator", "leader")
ENDS = ("settled", "themselves", "not settled", "withdrawn", "open", "given back", "guided", "at the desk")


class Story(Ending):
    """A matter whose fate is drawn; `counts` is whom it counts for in the end, and whether as settled."""

    counts: tuple[str, bool] | None = None
    lead = ""

    def started(self, dice):
        self.lead = dice.choice(LEADS)
        self.take(self.lead)
        if dice.random() < 0.3:
            self.lead = dice.choice(LEADS)
            other = mediator_code("leader" if self.lead == "mediator" else "mediator")
            said = {"mediator": mediator_code(self.lead), "assistants": [other], "reason": "两人一起调"}
            by = {"actor": actor("leader"), "at": self._tick()}
            self.matter = change_mediator(self.matter, **said, no_conflict=True, **by)
        return self

    def over(self, code, *, settled):
        by = {"actor": actor(self.lead), "at": self._tick()}
        told = {"reason": "双方来电说过了。", "remedies_told": True}
        self.matter = conclude(self.matter, conclusion=code, **told, **by)
        self.counts = (mediator_code(self.lead), settled)

    def end(self, end, dice):
        self.counts = None
        if end == "at the desk":
            return
        self.assign(TEAM)
        if end == "given back":
            by = {"actor": actor("leader"), "at": self._tick()}
            self.matter = give_back(self.matter, code="overload", reason="人手不足", **by)
            return
        self.started(dice)
        if end == "withdrawn":
            self.over(Conclusion.WITHDRAWN, settled=False)
        elif end == "themselves":
            self.over(Conclusion.SETTLED_THEMSELVES, settled=True)
        elif end == "not settled":
            self.over(Conclusion.NOT_SETTLED, settled=False)
        elif end == "settled":
            self.lead = "mediator"
            self.settle()

    def settle(self):
        by = {"actor": actor("leader"), "at": self._tick()}
        if self.matter.mediator_id != mediator_code("mediator"):
            said = {"mediator": mediator_code("mediator"), "assistants": [], "reason": "换人"}
            self.matter = change_mediator(self.matter, **said, no_conflict=True, **by)
        if self.matter.round > 1:
            self.everybody_willing()
        else:
            self.consent()
        self.session().agree().sign().conclude()
        self.counts = (mediator_code("mediator"), True)


def told(seed, many=40):
    dice, stories = random.Random(seed), []
    for _ in range(many):
        story = Story().register().accept()
        end = dice.choice(ENDS)
        if end == "guided":
            story.guide()
        else:
            story.end(end, dice)
        while story.counts and dice.random() < 0.35:
            story.reopen()
            story.counts = None
            if dice.random() < 0.7:
                story.end(dice.choice(("settled", "themselves", "not settled", "withdrawn", "open")), dice)
        if story.counts and story.counts[1] and dice.random() < 0.2:
            story.archive()
        stories.append(story)
    return stories


@pytest.mark.parametrize("seed", [1, 2])
def test_the_counts_are_those_of_a_count_by_hand(seed):
    stories = told(seed)
    done = Counter(story.counts[0] for story in stories if story.counts)
    settled = Counter(story.counts[0] for story in stories if story.counts and story.counts[1])
    expected = {code: Result(done[code], settled[code]) for code in done}
    assert min(done.values()) > 3
    assert PastRound.objects.count() > 3
    assert Matter.objects.filter(stage="archived").exists()
    assert of_mediators(["m1601", "m1602", "m0602"]) == expected
    whole = Result(sum(done.values()), sum(settled.values()))
    assert of_teams([TEAM, "team-06"]) == {TEAM: whole}


def test_one_query_however_many_mediators():
    Ending().to_settled()
    with CaptureQueriesContext(connection) as queries:
        found = of_mediators([f"m{number:04}" for number in range(2000)])
    assert len(queries) == 1
    assert found == {"m1602": Result(1, 1)}


def test_who_beside_the_mediator_of_record_helped_is_not_counted_and_an_open_round_undoes_the_last():
    walk = Ending().to_settled()
    assert of_mediators(["m1602"]) == {"m1602": Result(1, 1)}
    walk.reopen()
    assert of_mediators(["m1602"]).get("m1602", NONE) == NONE
    assert walk.at > MORNING
