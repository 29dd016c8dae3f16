"""Who sees what: the database's answer is the rulebook's, whoever asks."""

import pytest
from django.http import Http404
from django.shortcuts import get_object_or_404
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fengdan.matters.actions.alarm import Danger, alarm
from fengdan.matters.actions.change_mediator import change_mediator
from fengdan.matters.actions.give_back import give_back
from fengdan.matters.actions.protect import protect
from fengdan.matters.actions.recall import recall
from fengdan.matters.actions.report import Outcome
from fengdan.matters.actions.take import take
from fengdan.matters.facts import facts_of
from fengdan.matters.models import Matter
from fengdan.matters.queries.desk import work_lists
from fengdan.matters.queries.inbox import inbox
from fengdan.matters.queries.page import matter_page
from fengdan.matters.queries.reach import reach
from fengdan.matters.queries.search import find, listed, same_person
from fengdan.people.models import User
from fengdan.rulebook.actor import CLOCK, POSTS, Actor, Role
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.sight import SightFacts, may_see
from fengdan.rulebook.stages import Stage
from tests.cast import WANG, Walk, actor, mediator_code
from tests.matters.watch import STAGES, brought_to
from tests.units import LAND, TOWN, VILLAGE, WATER, UnitWalk, conferring, given_to, signed_by

pytestmark = pytest.mark.django_db
UNITS = ("centre", "team-06", "team-09", "team-16", WATER, LAND, "dept-agriculture", TOWN, "town-621122101", VILLAGE)
MEDIATORS = {"team-06": "mediator06", "team-09": "mediator09", "team-16": "mediator"}
# a role that sees nothing at all stands for the three of its kind
SEEING = [role for role in Role if role not in {Role.SECURITY, Role.ADMIN}]
LEADERS = {"team-06": "leader06", "team-09": "leader09", "team-16": "leader"}


def stand(team: str, stage: str, mediator: str) -> Matter:
    """A matter of this team, and from taking on of this mediator."""
    code = mediator_code(mediator)
    walk = Walk().register().accept().assign(team)
    if stage != "assigned":
        leader = actor(LEADERS[team])
        walk.matter = take(walk.matter, mediator=code, no_conflict=True, actor=leader, at=walk._tick())
    return walk.matter


def quiet(walk: Walk) -> Matter:
    """The same, confidential."""
    said = {"confidential": True, "protected": [], "reason": "怕对方知道"}
    return protect(walk.matter, **said, actor=actor("duty"), at=walk._tick())


def with_others(lead: str = "leader", beside: str = "mediator") -> Walk:
    """Taken by one mediator of team-16 and others beside them: one of the team, one without an account."""
    walk = brought_to("taken")
    chosen = {"mediator": mediator_code(lead), "assistants": [mediator_code(beside), "m1603"], "no_conflict": True}
    walk.matter = change_mediator(walk.matter, **chosen, reason="案情复杂", actor=actor("leader"), at=walk._tick())
    return walk


@pytest.fixture
def matters() -> list[Matter]:
    made = [brought_to(stage).matter for stage in STAGES]
    made += [stand(team, stage, MEDIATORS[team]) for team in MEDIATORS for stage in ("assigned", "taken")]
    made += [stand(team, "taken", LEADERS[team]) for team in LEADERS]
    made += [walk.matter for walk in (given_to(WATER), signed_by(LAND), given_to(TOWN))]
    made += [UnitWalk().report().matter, UnitWalk().report().hand_up().matter]
    made.append(UnitWalk().report().hand_up().sign_for().hand_up().matter)
    made.append(UnitWalk().report(Outcome.SETTLED).matter)
    made.append(given_to(WATER).return_it(LAND).matter)
    made.append(given_to(WATER).return_it(LAND).rule(LAND, ("dept-agriculture", "town-621122101")).sign_for().matter)
    made.append(UnitWalk().register().accept().give(WATER, supporting=["dept-agriculture"]).return_it().matter)
    made += [conferring().matter, conferring(red=True).matter, conferring().decide(LAND, ("dept-agriculture",)).matter]
    made.append(conferring().conclude_by_duty(Conclusion.WITHDRAWN).matter)
    made.append(given_back_by_a_team().matter)
    made += [with_others().matter, with_others("mediator", "leader").matter, no_longer_beside().matter]
    return made + confidential()


def given_back_by_a_team() -> UnitWalk:
    """And then by a unit: both sit in the 会商."""
    walk = UnitWalk().register().accept().assign("team-16")
    walk.matter = give_back(walk.matter, code="overload", reason="忙", actor=actor("leader"), at=walk._tick())
    return walk.give(WATER).return_it(TOWN)


def no_longer_beside() -> Walk:
    walk = with_others()
    chosen = {"mediator": mediator_code("leader"), "no_conflict": True, "reason": "不用了"}
    walk.matter = change_mediator(walk.matter, **chosen, actor=actor("leader"), at=walk._tick())
    return walk


def confidential() -> list[Matter]:
    """One at each stage, with others beside the lead, and with units: held, helped, taken in, handed up, returned."""
    made = [quiet(brought_to(stage)) for stage in STAGES if stage != "archived"]
    walk = brought_to("concluded")
    quiet(walk)
    made.append(walk.archive().matter)
    made += [quiet(with_others()), quiet(given_to(WATER)), quiet(signed_by(LAND)), quiet(UnitWalk().report())]
    made.append(quiet(UnitWalk().report().hand_up().sign_for()))
    made.append(quiet(UnitWalk().report().hand_up().sign_for().hand_up().give(WATER, supporting=["dept-agriculture"])))
    made += [quiet(given_to(WATER).return_it(LAND)), quiet(conferring()), quiet(conferring(red=True))]
    return made


def sight(matter: Matter) -> SightFacts:
    facts = facts_of(matter)
    return SightFacts(
        Stage(matter.stage),
        holder=matter.holder_id,
        unit=matter.unit_id or "",
        mediator=str(matter.mediator.user_id) if matter.mediator else "",
        origin=matter.origin_id,
        holder_above=matter.holder.above_id or "",
        unit_above=(matter.unit.above_id or "") if matter.unit else "",
        origin_above=matter.origin.above_id or "",
        supporting=facts.supporting,
        co_mediators=facts.co_mediators,
        conferring=frozenset(facts.conferring),
        confidential=matter.confidential,
    )


def agrees(known: dict[int, SightFacts], who: Actor) -> None:
    seen = set(reach(who).values_list("pk", flat=True))
    assert seen == {pk for pk, facts in known.items() if may_see(who, facts)}


def test_sql_and_rulebook_agree_about_everybody(matters):
    """The demo accounts, whoever holds nothing, and anybody with any roles at all."""
    known = {matter.pk: sight(matter) for matter in matters}
    accounts = ("dept-water", "dept-agriculture", "town-621122101", "village-621122100202", "small")
    for username in (*POSTS, *accounts, "leader06", "mediator06"):
        agrees(known, actor(username))
    assert not reach(CLOCK).exists()
    assert not reach(Actor("1", "某人")).exists()
    # of hundreds of accounts these mediate something here: only for them it matters who somebody is
    on_it = User.objects.filter(username__in=[*MEDIATORS.values(), *LEADERS.values()])
    users = [*map(str, on_it.values_list("pk", flat=True)), "987654321"]
    held = st.frozensets(st.tuples(st.sampled_from(SEEING), st.sampled_from(UNITS)), min_size=1, max_size=3)

    @settings(derandomize=True, deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
    @given(st.sampled_from(users), held)
    def ask(user, grants):
        agrees(known, Actor(user, "某人", frozenset(role for role, _ in grants), grants))

    ask()


def test_the_centre_sees_all_and_of_what_is_confidential_only_what_it_acts_on_and_the_archivist_what_is_closed(matters):
    heads = dict.fromkeys(("duty", "director", "small"), len(matters))
    usual = sum(not matter.confidential for matter in matters)
    waiting, ended = 3, 2  # of the confidential: to be given to somebody, concluded or archived
    desk = {"clerk": usual, "supervisor": usual, "dispatcher": usual + waiting, "followup": usual + ended}
    assert {who: reach(actor(who)).count() for who in heads | desk} == heads | desk
    assert set(reach(actor("archivist")).values_list("stage", flat=True)) == {"concluded", "archived"}


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("leader", True),
        ("mediator", True),
        ("leader06", False),
        ("mediator06", False),
        ("archivist", False),
        ("admin", False),
        ("auditor", False),
        ("court", False),
    ],
)
def test_right_team_wrong_team_and_strangers(who, sees):
    matter = Walk().to_underway().matter
    if sees:
        assert get_object_or_404(reach(actor(who)), pk=matter.pk) == matter
    else:
        with pytest.raises(Http404):
            get_object_or_404(reach(actor(who)), pk=matter.pk)


def test_colleague_of_the_mediator_of_record_does_not_see_it():
    matter = stand("team-16", "taken", "leader")
    assert not reach(actor("mediator")).filter(pk=matter.pk).exists()


def test_who_mediates_beside_the_lead_sees_it_for_as_long_as_they_do():
    walk = with_others()
    assert sees(walk, "mediator", "leader", "mediator06") == {"mediator", "leader"}
    assert sees(no_longer_beside(), "mediator", "leader") == {"leader"}
    walk.matter = recall(walk.matter, reason="另派", actor=actor("duty"), at=walk._tick())
    assert sees(walk, "mediator", "leader") == set()
    walk.assign().take("leader")
    assert sees(walk, "mediator", "leader") == {"leader"}  # named by the earlier assignment, not by this one


def test_a_confidential_matter_is_in_no_list_count_search_title_or_letter_of_others():
    walk = brought_to("taken")
    quiet(walk)
    at = walk.at
    for who in ("clerk", "dispatcher", "supervisor", "followup", "archivist", "leader06", "town"):
        person = actor(who)
        assert [row for each in work_lists(person, at) for row in each.rows] == [], who
        assert sum(each.count for each in work_lists(person, at)) == 0, who
        assert (listed(person).total, inbox(person), same_person(person, WANG.phone, "")) == (0, [], []), who
        for text in (walk.matter.code, WANG.phone, WANG.name, "漏水"):
            assert find(person, text).total == 0, (who, text)
        with pytest.raises(Http404):
            matter_page(person, walk.matter.code, at)
    for who in ("duty", "director", "leader", "mediator"):
        person = actor(who)
        assert (listed(person).total, find(person, WANG.name).total) == (1, 1)
        assert walk.matter.code in [row.code for each in work_lists(person, at) for row in each.rows]


def test_an_alarm_about_a_confidential_matter_names_nobody_to_who_may_not_see_it():
    walk = brought_to("taken")
    quiet(walk)
    seen = {"noticed_at": walk.at, "told": "110", "told_at": walk.at, "measures": "分开双方"}
    alarm(walk.matter, report=Danger("domestic", **seen), actor=actor("mediator"), at=walk.at)
    assert inbox(actor("supervisor")) == []
    assert inbox(actor("duty"))[0].who == inbox(actor("director"))[0].who == "王测一 与 李测二"


def test_team_that_gave_back_sees_it_no_more():
    walk = brought_to("assigned")
    assert reach(actor("leader")).exists()
    give_back(walk.matter, code="overload", reason="忙", actor=actor("leader"), at=walk._tick())
    assert not reach(actor("leader")).exists()


def test_a_unit_sees_what_it_has_started_or_helps_with_and_nothing_else():
    walk = UnitWalk().report()
    assert sees(walk, "village", "grid", "town") == {"village", "grid", "town"}
    assert sees(walk, "village-621122100202", "town-621122101", "dept", "dept-water", "court") == set()
    walk.hand_up().sign_for().hand_up().give(WATER, supporting=["dept-agriculture"])
    assert sees(walk, "village", "town", "dept-water", "dept-agriculture") == {
        "village", "town", "dept-water", "dept-agriculture",
    }  # fmt: skip
    walk.return_it(LAND)
    assert sees(walk, "dept-water", "dept-agriculture", "dept") == set()
    walk.rule(LAND)
    assert sees(walk, "dept-water", "dept") == {"dept"}
    walk.sign_for().reply().approve().answered()
    assert sees(walk, "dept", "village", "town", "dept-water") == {"dept", "village", "town"}


def sees(walk: Walk, *usernames: str) -> set[str]:
    return {name for name in usernames if reach(actor(name)).filter(pk=walk.matter.pk).exists()}
