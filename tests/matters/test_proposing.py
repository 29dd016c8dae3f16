"""派单建议: computed for the page, kept with every assignment to a team, and the same again a year later."""

import json

import pytest
from django.db import IntegrityError, connection, transaction

from fengdan.matters.actions.assign import assign
from fengdan.matters.actions.give_back import give_back
from fengdan.matters.actions.reopen import reopen
from fengdan.matters.models import Assignment, Matter, Proposal
from fengdan.matters.proposing import Proposer, names_of, same_today
from fengdan.matters.queries.dispatch import dispatch
from fengdan.matters.targets import Wishes
from fengdan.matters.verify import verify
from fengdan.people.models import User
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.proposing import Out, propose
from fengdan.rulebook.proposing_kept import inputs_of, result_of
from fengdan.teams.models import Mediator
from tests.cast import LI, MORNING, QUARREL, WANG, Registration, Walk, actor
from tests.endings import Ending
from tests.matters.recusing import tie
from tests.matters.watch import brought_to, last, refused
from tests.ordering import SHEN, ordered
from tests.rulebook.proposed import county
from tests.supervised import away
from tests.units import WATER

pytestmark = pytest.mark.django_db
DAY = MORNING.date()


def ranking_of(matter: Matter):
    return Proposer(DAY, [matter.pk]).propose(matter, names_of(matter)).ranking


def out_of(matter: Matter) -> dict[str, Out]:
    return {row.mediator: row.why for row in ranking_of(matter).out}


def given(walk: Walk, unit: str = "team-16", **wishes: object) -> Walk:
    told = {"reason": "当事人信得过", "wishes": Wishes(**wishes), "actor": actor("dispatcher"), "at": walk._tick()}
    walk.matter = assign(walk.matter, unit=unit, **told)
    return walk


def test_looking_writes_nothing_and_giving_keeps_what_was_proposed():
    walk = brought_to("accepted")
    first = ranking_of(walk.matter).ranked[0]
    assert not Proposal.objects.exists()
    given(walk, first.team, mediator=first.mediator, needs=["female"])
    row = walk.matter.proposals.get()
    assert (row.assignment, row.rank > 0) == (walk.matter.assignments.get(), True)
    facts = last(walk.matter).facts
    assert (facts["proposal"], facts["rank"]) == (row.pk, row.rank)
    assert row.inputs["asked"]["needs"] == ["female"]
    assert row.versions.keys() == {"program", "calendar", "weights"}
    assert row.versions["weights"] == "1"
    assert same_today(row)
    assert verify()["problems"] == []


def test_what_is_kept_holds_codes_and_nobodys_name():
    walk = given(brought_to("accepted"), needs=["dialect"], time="晚上八点以后", place="李测二家")
    row = walk.matter.proposals.get()
    kept = json.dumps([row.inputs, row.ranking, row.versions], ensure_ascii=False)
    names = [*Mediator.objects.values_list("name", flat=True), WANG.name, LI.name, "李测二家", "晚上八点"]
    assert not [name for name in names if name in kept]
    event = json.dumps([last(walk.matter).facts, last(walk.matter).digests], ensure_ascii=False)
    assert not [name for name in names if name in event]


def test_a_unit_is_given_it_without_a_proposal():
    walk = brought_to("accepted")
    walk.matter = assign(walk.matter, unit=WATER, reason="归它", actor=actor("duty"), at=walk._tick())
    assert not Proposal.objects.exists()


def test_a_team_that_is_not_proposed_may_still_be_asked_and_the_place_is_nought():
    walk = given(brought_to("accepted"), "team-06")
    assert walk.matter.proposals.get().rank == 0
    assert verify()["problems"] == []


def test_what_is_wanted_beside_goes_with_the_assignment():
    walk = given(brought_to("accepted"), needs=["home", "evening"], time=" 晚上 ", place="家里", mediator="m1602")
    wish = walk.matter.assignments.get().wish
    assert (wish.needs, wish.time, wish.place, wish.mediator_id) == (["evening", "home"], "晚上", "家里", "m1602")
    assert last(walk.matter).facts["wish"] == wish.pk
    assert walk.matter.proposals.get().assignment_id == wish.assignment_id


@pytest.mark.parametrize(
    ("wishes", "says", "field"),
    [
        ({"needs": ["young"]}, "“需要”里有 1 项不在列表里", "needs"),
        ({"mediator": "m0602"}, "选的调解员已不在这个团队", "unit"),
    ],
)
def test_a_wish_that_cannot_be_is_refused(wishes, says, field):
    walk = brought_to("accepted")
    with refused(says, field):
        given(walk, **wishes)


def test_it_is_never_changed_afterwards():
    given(brought_to("accepted"))
    for change in ("UPDATE matters_proposal SET rank = 1", "DELETE FROM matters_proposal"):
        with pytest.raises(IntegrityError, match="I06: matters_proposal is append-only"), transaction.atomic():
            connection.cursor().execute(change)


def test_who_bears_the_name_of_a_party_keeps_out():
    told = Registration(QUARREL.channel, "02", QUARREL.area, QUARREL.story, (WANG, LI), QUARREL.place)
    walk = Walk().register(told).accept()
    assert "m1602" not in out_of(walk.matter)
    Mediator.objects.filter(pk="m1602").update(name=LI.name)
    assert out_of(walk.matter)["m1602"] is Out.BLOCKED


def test_who_is_away_today_is_out_and_back_tomorrow():
    walk = brought_to("accepted")
    assert "m1602" not in out_of(walk.matter)
    user = User.objects.get(username="mediator")
    away(user.username)
    assert out_of(walk.matter)[user.mediator.pk] is Out.AWAY


def test_every_open_matter_in_hand_counts_and_a_closed_one_no_more():
    code = User.objects.get(username="mediator").mediator.pk
    loads = {each.code: each.load for each in Proposer(DAY, []).roster.people}
    assert loads[code] == 0
    walks = [Walk(at=MORNING).register().accept().assign().take() for _ in range(3)]
    assert {each.code: each.load for each in Proposer(DAY, []).roster.people}[code] == 3
    walks[0].conclude(Conclusion.WITHDRAWN)
    assert {each.code: each.load for each in Proposer(DAY, []).roster.people}[code] == 2


def back(walk: Walk, code: str) -> Walk:
    walk.matter = give_back(walk.matter, code=code, reason="忙", actor=actor("leader"), at=walk._tick())
    return walk


@pytest.mark.parametrize(("code", "why"), [("overload", Out.GAVE_BACK), ("conflict", Out.CONFLICT)])
def test_a_team_that_gave_it_back_is_out_this_round_for_a_conflict_for_good(code, why):
    walk = back(brought_to("assigned"), code)
    assert out_of(walk.matter)["m1602"] is why
    ended = Ending(matter=walk.matter, at=walk.at)
    ended.matter = reopen(_ended(ended), reason="又吵了", actor=actor("duty"), at=ended._tick())
    assert out_of(ended.matter).get("m1602") is (why if code == "conflict" else None)


def _ended(walk: Ending) -> Matter:
    from fengdan.matters.actions.conclude import conclude  # noqa: PLC0415 - used here alone

    told = {"conclusion": Conclusion.WITHDRAWN, "reason": "不调了", "actor": actor("duty"), "at": walk._tick()}
    return conclude(walk.matter, **told)


def test_three_queries_however_many_matters_are_stored(django_assert_num_queries):
    walk = brought_to("accepted")
    Proposer(DAY, [walk.matter.pk])
    with django_assert_num_queries(3):
        Proposer(DAY, [walk.matter.pk])
    for number in range(12):
        more = Walk().register().accept().assign()
        if number % 2:
            more.take()
    stored = list(Matter.objects.values_list("pk", flat=True))
    with django_assert_num_queries(3):
        Proposer(DAY, stored)


def test_the_dispatch_desk_proposes_whom_the_parties_chose_and_nobody_who_has_to_step_aside():
    by, plain = {"actor": actor("dispatcher"), "at": MORNING}, brought_to("accepted")
    chosen = ordered(SHEN).answer("agree", rank=1).accept()
    best = {each.row.code: each.best.code for each in dispatch(**by).waiting}
    first = best[plain.matter.code]
    assert (best[chosen.matter.code], first != SHEN) == (SHEN, True)
    tie(first)  # the other side of both is of their kin
    best = {each.row.code: each.best.code for each in dispatch(**by).waiting}
    assert best[chosen.matter.code] == SHEN
    assert first not in best.values()


def test_the_dispatch_desk_asks_as_much_for_many_as_for_few(django_assert_max_num_queries):
    who = actor("dispatcher")
    for _ in range(2):
        brought_to("accepted")
    dispatch(who, MORNING)
    with django_assert_max_num_queries(15):
        assert len(dispatch(who, MORNING).waiting) == 2
    for _ in range(9):
        brought_to("accepted")
        brought_to("assigned")
    with django_assert_max_num_queries(15):
        found = dispatch(who, MORNING)
    assert len(found.waiting) == found.count == 11
    assert all(each.best for each in found.waiting)
    (team,) = [each for each in found.teams if each.code == "team-16"]
    assert (team.open, team.pending) == (0, 9)


def test_the_search_for_who_has_how_much_goes_by_an_index():
    with connection.cursor() as cursor:
        indexes = connection.introspection.get_constraints(cursor, "matters_matter")
    assert indexes["matters_matter_mediator"]["columns"] == ["mediator_id", "stage"]


def test_a_thousand_stored_proposals_come_out_the_same():
    matter = brought_to("accepted").matter
    asked = [
        Assignment(matter=matter, unit_id="team-16", status="recalled", assigned_at=MORNING, reason="")
        for _ in range(1000)
    ]
    Assignment.objects.bulk_create(asked)
    rows = []
    for seed, assignment in enumerate(Assignment.objects.filter(matter=matter).order_by("pk")):
        told = county(seed)
        rows.append(
            Proposal(
                matter=matter,
                round=1,
                assignment=assignment,
                made_at=MORNING,
                versions={},
                inputs=inputs_of(*told),
                ranking=result_of(propose(*told)),
                rank=0,
            )
        )
    Proposal.objects.bulk_create(rows, batch_size=100)
    stored = Proposal.objects.all()
    assert len(stored) == 1000
    assert [row.pk for row in stored if not same_today(row)] == []
    tampered = stored[0]
    tampered.inputs["weights"]["load"] += 1 if tampered.ranking["ranked"] else 0
    assert stored[0].ranking["ranked"] == [] or not same_today(tampered)
