"""Who sees what: the database's answer is the rulebook's, whoever asks."""

import pytest
from django.http import Http404
from django.shortcuts import get_object_or_404
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fengdan.matters.actions.give_back import give_back
from fengdan.matters.actions.report import Outcome
from fengdan.matters.actions.take import take
from fengdan.matters.facts import facts_of
from fengdan.matters.models import Matter
from fengdan.matters.queries.reach import reach
from fengdan.people.models import User
from fengdan.rulebook.actor import CLOCK, Actor, Role
from fengdan.rulebook.sight import SightFacts, may_see
from fengdan.rulebook.stages import Stage
from tests.cast import Walk, actor, mediator_code
from tests.matters.watch import STAGES, brought_to
from tests.units import LAND, TOWN, VILLAGE, WATER, UnitWalk, given_to, signed_by

pytestmark = pytest.mark.django_db
UNITS = ("centre", "team-06", "team-09", "team-16", WATER, LAND, "dept-agriculture", TOWN, "town-621122101", VILLAGE)
MEDIATORS = {"team-06": "mediator06", "team-09": "mediator09", "team-16": "mediator"}
LEADERS = {"team-06": "leader06", "team-09": "leader09", "team-16": "leader"}


def stand(team: str, stage: str, mediator: str) -> Matter:
    """A matter of this team, and from taking on of this mediator."""
    code = mediator_code(mediator)
    walk = Walk().register().accept().assign(team)
    if stage != "assigned":
        leader = actor(LEADERS[team])
        walk.matter = take(walk.matter, mediator=code, no_conflict=True, actor=leader, at=walk._tick())
    return walk.matter


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
    )


def agrees(matters: list[Matter], who: Actor) -> None:
    seen = set(reach(who).values_list("pk", flat=True))
    assert seen == {matter.pk for matter in matters if may_see(who, sight(matter))}


def test_sql_and_rulebook_agree_about_everybody(matters):
    users = [*map(str, User.objects.values_list("pk", flat=True)), "987654321"]
    held = st.frozensets(st.tuples(st.sampled_from(Role), st.sampled_from(UNITS)), max_size=4)

    @settings(derandomize=True, deadline=None, max_examples=400, suppress_health_check=[HealthCheck.too_slow])
    @given(st.sampled_from(users), held)
    def ask(user, grants):
        agrees(matters, Actor(user, "某人", frozenset(role for role, _ in grants), grants))

    ask()


def test_sql_and_rulebook_agree_about_the_demo_accounts(matters):
    known = ("dept", "town", "village", "grid", "dept-water", "dept-agriculture", "town-621122101")
    for username in (*Role, *known, "village-621122100202", "small", "leader06", "mediator06"):
        agrees(matters, actor(username))


def test_nobody_without_a_role_sees_anything(matters):
    assert not reach(CLOCK).exists()
    assert not reach(Actor("1", "某人")).exists()


@pytest.mark.parametrize("who", ["clerk", "duty", "dispatcher", "supervisor", "followup", "director", "small"])
def test_the_centre_sees_all(matters, who):
    assert reach(actor(who)).count() == len(matters)


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


def test_archivist_sees_closed_files_only(matters):
    assert set(reach(actor("archivist")).values_list("stage", flat=True)) == {"concluded", "archived"}


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
