"""Who is proposed and why: the same answer whatever the order, nobody who must keep out, no reward for being busy."""

import json
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fengdan.rulebook.needs import NEED_LABELS, Need
from fengdan.rulebook.proposing import Asked, Left, Out, Part, Person, TeamPlace, propose
from fengdan.rulebook.proposing_kept import again, inputs_of, result_of
from fengdan.rulebook.proposing_words import OUT_WORDS, out_words, part_words
from fengdan.rulebook.weights import DEFAULT_WEIGHTS
from tests.rulebook.proposed import county

SEEDS = st.integers(0, 10**6)
ASKED = Asked("03", "t1")
TEAM = TeamPlace(frozenset({"03"}), serves=True, term_ended=False)
PERSON = Person(
    code="m1",
    team="team-10",
    types=frozenset({"03"}),
    strengths=frozenset(),
    languages=("普通话", "陇西话"),
    areas=frozenset(),
    female=False,
    background="industry",
    qualified=True,
    full_time=True,
    appointed=True,
    away=False,
    load=0,
)
SECOND = replace(PERSON, code="m2", load=2)
TEAMS = {"team-10": TEAM}


def ranking(*people: Person, asked: Asked = ASKED, teams: dict = TEAMS):
    return propose(asked, people, teams, DEFAULT_WEIGHTS)


def codes(*people: Person, asked: Asked = ASKED) -> list[str]:
    return [row.mediator for row in ranking(*people, asked=asked).ranked]


def said(row, type_name="房屋宅基地纠纷", town="云田镇") -> list[str]:
    return [part_words(part, type_name=type_name, town=town) for part in row.parts]


def test_every_part_of_the_score_is_a_sentence_and_they_add_up():
    asked = replace(ASKED, needs=("dialect", "female"), wanted=("m9", "m1"))
    near = replace(PERSON, areas=frozenset({"t1"}), load=3)
    first = ranking(near, replace(SECOND, load=9), asked=asked).ranked[0]
    assert said(first) == [
        "当事人点了第 2 位 +50",
        "所在团队受理范围含房屋宅基地纠纷 +20",
        "本人受理范围含房屋宅基地纠纷 +15",
        "专门服务云田镇 +10",
        "专职，懂法律懂业务 +5",
        "会说陇西话 +10",
        "不是女调解员",
        "手上 3 件，比平均少 −12",
    ]
    assert first.score == sum(part.points for part in first.parts) == 98


@pytest.mark.parametrize(
    ("person", "team", "why"),
    [
        ({"appointed": False}, {}, Out.NOT_APPOINTED),
        ({}, {"serves": False}, Out.TEAM),
        ({}, {"term_ended": True}, Out.TEAM),
        ({"away": True}, {}, Out.AWAY),
        ({"types": frozenset()}, {"types": frozenset({"01"})}, Out.NOT_FOR_TYPE),
    ],
)
def test_who_may_not_be_asked_is_out_with_the_reason(person, team, why):
    out = ranking(replace(PERSON, **person), SECOND, teams={"team-10": replace(TEAM, **team)}).out
    assert Left("m1", "team-10", why) in out
    assert out_words(why, type_name="邻里纠纷")


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"blocked": frozenset({"m1"})}, Out.BLOCKED),
        ({"gave_back": frozenset({"team-10"})}, Out.GAVE_BACK),
        ({"conflicted": frozenset({"team-10"})}, Out.CONFLICT),
    ],
)
def test_who_must_keep_out_and_whose_team_turned_it_down_is_out(asked, why):
    assert Left("m1", "team-10", why) in ranking(PERSON, SECOND, asked=replace(ASKED, **asked)).out


def test_a_team_short_of_qualified_full_time_people_is_not_proposed():
    assert {row.why for row in ranking(PERSON, replace(SECOND, qualified=False)).out} == {Out.TEAM}


def test_a_team_without_types_takes_everything():
    teams = {"team-10": replace(TEAM, types=frozenset())}
    stranger = replace(PERSON, types=frozenset())
    assert [row.mediator for row in ranking(stranger, SECOND, teams=teams).ranked] == ["m2", "m1"]


def test_equal_scores_less_in_hand_comes_first_then_the_code():
    weights = {**DEFAULT_WEIGHTS, "load": 5, "full_time": 10}
    busy_full = replace(PERSON, code="m1", load=2)
    idle_part = replace(PERSON, code="m2", full_time=False, load=0)
    others = [replace(PERSON, code=code, load=9) for code in ("m8", "m9")]
    found = propose(ASKED, [busy_full, idle_part, *others], TEAMS, weights).ranked
    assert [row.mediator for row in found] == ["m2", "m1", "m8", "m9"]
    assert found[0].score == found[1].score


@pytest.mark.parametrize(
    ("need", "has", "words"),
    [
        ("female", {"female": True}, "是女调解员 +15"),
        ("home", {"areas": frozenset({"t1"})}, "专门服务云田镇，上门近 +10"),
        ("lawyer", {"background": "lawyer"}, "是律师 +10"),
        ("psychology", {"strengths": frozenset({"心理疏导"})}, "擅长心理疏导 +10"),
    ],
)
def test_a_need_that_is_met_counts(need, has, words):
    asked = replace(ASKED, needs=(need,))
    able = replace(PERSON, code="m3", **has)
    assert words in said(ranking(PERSON, SECOND, able, asked=asked).ranked[0])
    assert codes(PERSON, SECOND, able, asked=asked)[0] == "m3"


def test_a_need_nobody_has_said_anything_about_changes_no_place():
    assert codes(PERSON, SECOND, asked=replace(ASKED, needs=("evening",))) == codes(PERSON, SECOND)


def test_every_need_and_every_reason_has_words():
    assert NEED_LABELS.keys() == set(Need)
    assert OUT_WORDS.keys() == set(Out)
    for code in [*DEFAULT_WEIGHTS]:
        assert part_words(Part(code, 3, "1/less" if code == "load" else "陇西话"), type_name="邻里纠纷", town="某镇")


@given(SEEDS)
def test_nobody_who_must_keep_out_is_ever_proposed(seed):
    asked, people, teams, weights = county(seed)
    found = propose(asked, people, teams, weights)
    proposed = {(row.mediator, row.team) for row in found.ranked}
    assert not {mediator for mediator, _ in proposed} & asked.blocked
    assert not {team for _, team in proposed} & (asked.gave_back | asked.conflicted)
    away = {each.code for each in people if each.away or not each.appointed}
    assert not {mediator for mediator, _ in proposed} & away
    assert len(proposed) + len(found.out) == len(people)


@given(SEEDS)
def test_the_order_in_which_people_come_changes_nothing(seed):
    asked, people, teams, weights = county(seed)
    shuffled = random.Random(seed + 1).sample(people, len(people))
    turned = dict(reversed(teams.items()))
    assert propose(asked, shuffled, turned, weights) == propose(asked, people, teams, weights)


@given(SEEDS, st.integers(0, 39), st.integers(1, 5))
def test_more_in_hand_never_raises_anybody(seed, number, more):
    asked, people, teams, weights = county(seed)
    busy = replace(people[number], load=people[number].load + more)
    before = propose(asked, people, teams, weights).place(busy.team, busy.code)
    after = propose(asked, [*people[:number], busy, *people[number + 1 :]], teams, weights).place(busy.team, busy.code)
    assert (before == 0) == (after == 0)
    assert after >= before


@given(SEEDS, st.integers(0, 39))
def test_being_wanted_never_lowers_anybody(seed, number):
    asked, people, teams, weights = county(seed)
    wanted = people[number]
    before = propose(replace(asked, wanted=()), people, teams, weights).place(wanted.team, wanted.code)
    after = propose(replace(asked, wanted=(wanted.code,)), people, teams, weights).place(wanted.team, wanted.code)
    assert after <= before


def test_a_thousand_proposals_come_out_the_same_from_what_was_kept():
    for seed in range(1000):
        asked, people, teams, weights = county(seed)
        kept = json.loads(json.dumps(inputs_of(asked, people, teams, weights)))
        answer = json.loads(json.dumps(result_of(propose(asked, people, teams, weights))))
        assert result_of(again(kept)) == answer, seed
