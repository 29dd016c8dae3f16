"""How the county's rules are read, over a county of a dozen units."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fengdan.rulebook.facts import CENTRE
from fengdan.rulebook.routing import NOBODY, Case, Route, Routing, Rule, TypeFacts, UnitFacts, hidden, in_service, route
from fengdan.rulebook.sources import Level, Risk, Source

TYPES = {
    "02": TypeFacts("邻里纠纷", "dispute", "dept-justice", team="team-16"),
    "07": TypeFacts("山林土地纠纷", "dispute", "dept-land", ("dept-farm", "dept-land"), team="team-10"),
    "18": TypeFacts("其他", "dispute", "dept-law"),
    "B1": TypeFacts("户籍身份证件", "service", "dept-police", ("dept-justice",)),
}
UNITS = {
    code: UnitFacts(name, serves=True)
    for code, name in {
        CENTRE: "综治中心",
        "dept-justice": "司法局",
        "dept-land": "自然资源局",
        "dept-farm": "农业农村局",
        "dept-law": "政法委",
        "dept-police": "公安局",
        "team-10": "土地团队",
        "team-16": "访调团队",
        "town-jia": "甲镇",
        "town-yi": "乙乡",
        "village-jia": "甲一村",
    }.items()
}
CASE = Case("02", "jia", Level.COUNTY, Source.WALK_IN, Risk.BLUE, "jia-1")


def rule(lead: str = "team", code: str = "R1", why: str = "说法", **conditions: str) -> Rule:
    """A rule; conditions are written like the cells of routing.csv."""
    return Rule(code, lead, why, **{name: frozenset(cell.split(";")) for name, cell in conditions.items()})


def county(*rules: Rule, **units: UnitFacts) -> Routing:
    """These rules over UNITS, in which underscores of a keyword stand for hyphens."""
    changed = {code.replace("_", "-"): facts for code, facts in units.items()}
    return Routing(rules, TYPES, UNITS | changed, {"jia": "town-jia", "yi": "town-yi"}, {"jia-1": "village-jia"}, "3")


def gone(name: str, successor: str = "") -> UnitFacts:
    return UnitFacts(name, serves=False, successor=successor)


def asked(*rules: Rule, case: Case = CASE, **units: UnitFacts) -> Route:
    return route(case, county(*rules, **units))


def test_the_first_rule_that_fits_decides_and_is_named_with_the_case_in_words():
    first, second = rule("dept-police", "R1", types="18"), rule("dept-land", "R2", why="谁主管谁负责")
    third = rule("dept-farm", "R3")
    assert asked(first, second, third) == Route(
        "dept-land", (), "R2", "邻里纠纷，县一级受理，现场来访，风险蓝（一般）。按第 R2 条：谁主管谁负责。"
    )


CONDITIONS = [
    ({"types": "02"}, {}, True),
    ({"types": "07;02"}, {}, True),
    ({"types": "07;18"}, {}, False),
    ({"types": "dispute"}, {}, True),
    ({"types": "dispute"}, {"type": "B1"}, False),
    ({"types": "service"}, {"type": "B1"}, True),
    ({"types": "service"}, {}, False),
    ({"types": "service;02"}, {}, True),
    ({"levels": "county"}, {}, True),
    ({"levels": "grid;village"}, {}, False),
    ({"levels": "grid;village"}, {"level": Level.GRID}, True),
    ({"sources": "walk_in;hotline"}, {}, True),
    ({"sources": "court"}, {}, False),
    ({"sources": "court"}, {"source": Source.COURT}, True),
    ({"risks": "orange;red"}, {}, False),
    ({"risks": "orange;red"}, {"risk": Risk.RED}, True),
    ({"types": "02", "levels": "county", "sources": "walk_in", "risks": "blue"}, {}, True),
    ({"types": "02", "levels": "county", "sources": "walk_in", "risks": "red"}, {}, False),
    ({"types": "02", "levels": "county", "sources": "court", "risks": "blue"}, {}, False),
    ({"types": "02", "levels": "village", "sources": "walk_in", "risks": "blue"}, {}, False),
    ({"types": "07", "levels": "county", "sources": "walk_in", "risks": "blue"}, {}, False),
    ({}, {}, True),
]


@pytest.mark.parametrize(("conditions", "changed", "fits"), CONDITIONS)
def test_a_rule_fits_when_all_its_conditions_do_and_an_empty_one_always_does(conditions, changed, fits):
    answer = asked(rule("dept-law", **conditions), rule("dept-farm", "R2"), case=replace(CASE, **changed))
    assert (answer.unit, answer.rule) == (("dept-law", "R1") if fits else ("dept-farm", "R2"))


LEADS = [
    ("team", {}, "team-16"),
    ("team", {"type": "18"}, "dept-law"),  # no team mediates such disputes: who answers by trade
    ("team", {"type": "B1"}, "dept-police"),
    ("department", {}, "dept-justice"),
    ("township", {}, "town-jia"),
    ("township", {"township": "yi", "village": ""}, "town-yi"),
    ("village", {}, "village-jia"),
    ("village", {"village": ""}, "town-jia"),
    ("village", {"village": "jia-99"}, "town-jia"),
    ("village", {"township": "yi", "village": "yi-99"}, "town-yi"),
    ("centre", {}, CENTRE),
    ("dept-farm", {}, "dept-farm"),
]


@pytest.mark.parametrize(("lead", "changed", "unit"), LEADS)
def test_a_lead_is_a_unit_or_depends_on_type_or_territory(lead, changed, unit):
    answer = asked(rule(lead), case=replace(CASE, **changed))
    assert (answer.unit, answer.rule) == (unit, "R1")
    assert answer.reason.endswith("按第 R1 条：说法。")


@pytest.mark.parametrize("lead", ["township", "village"])
def test_an_unknown_township_is_left_to_the_centre(lead):
    answer = asked(rule(lead), case=replace(CASE, township="bing", village=""))
    assert (answer.unit, answer.rule) == (CENTRE, "R1")
    assert answer.reason.endswith("说法。规则指向的单位不在办理，没有承接单位，由中心分流台确定。")


def test_who_took_the_duties_over_answers_and_the_reason_says_so():
    answer = asked(rule("dept-land"), dept_land=gone("自然资源局", "dept-farm"))
    assert answer.unit == "dept-farm"
    assert answer.reason.endswith("按第 R1 条：说法。自然资源局不在办理，由农业农村局承接。")


def test_the_first_of_a_chain_of_successors_that_serves_answers():
    chain = {"dept_land": gone("自然资源局", "dept-farm"), "dept_farm": gone("农业农村局", "dept-law")}
    answer = asked(rule("dept-land"), **chain)
    assert answer.unit == "dept-law"
    assert answer.reason.endswith("自然资源局不在办理，由政法委承接。")


@pytest.mark.parametrize(
    "units",
    [
        {"dept_land": gone("自然资源局")},
        {"dept_land": gone("自然资源局", "dept-land")},
        {"dept_land": gone("自然资源局", "dept-nowhere")},
        {"dept_land": gone("自然资源局", "dept-farm"), "dept_farm": gone("农业农村局")},
        {"dept_land": gone("自然资源局", "dept-farm"), "dept_farm": gone("农业农村局", "dept-land")},
        {
            "dept_land": gone("自然资源局", "dept-farm"),
            "dept_farm": gone("农业农村局", "dept-law"),
            "dept_law": gone("政法委", "dept-farm"),
        },
    ],
)
def test_nobody_left_or_a_circle_of_successors_ends_at_the_centre(units):
    answer = asked(rule("dept-land"), **units)
    assert (answer.unit, answer.rule) == (CENTRE, "R1")
    assert answer.reason.endswith("说法。自然资源局不在办理，没有承接单位，由中心分流台确定。")
    assert in_service("dept-land", county(**units).units) == CENTRE


def test_a_village_that_is_no_more_is_followed_by_its_successor_not_by_the_township():
    answer = asked(rule("village"), village_jia=gone("甲一村", "town-yi"))
    assert answer.unit == "town-yi"


def test_an_unknown_type_is_left_to_the_centre_whatever_the_rules_say():
    assert asked(rule("dept-law"), case=replace(CASE, type="99")) == Route(CENTRE, (), "", NOBODY)


def test_without_a_rule_that_fits_the_centre_decides():
    nobody = Route(CENTRE, (), "", "没有哪条规则适用，由中心分流台确定。")
    assert asked() == asked(rule(types="service")) == nobody


@pytest.mark.parametrize(
    ("lead", "units", "supporting"),
    [
        ("team", {}, ("dept-farm", "dept-land")),
        ("department", {}, ("dept-farm",)),
        ("dept-farm", {}, ("dept-land",)),
        ("team-10", {"team_10": gone("土地团队", "dept-farm")}, ("dept-land",)),
        ("centre", {}, ()),
    ],
)
def test_those_who_help_are_those_of_the_type_but_never_the_lead(lead, units, supporting):
    answer = asked(rule(lead), case=replace(CASE, type="07"), **units)
    assert answer.supporting == supporting


def test_a_unit_that_serves_no_more_is_not_named_to_help():
    answer = asked(rule("team"), case=replace(CASE, type="07"), dept_farm=gone("农业农村局"))
    assert "dept-farm" not in answer.supporting


def test_rules_that_never_decide_are_told_with_those_that_hide_them():
    red, errands, land = rule(code="R1", risks="red"), rule(code="R2", types="service"), rule(code="R3", types="07")
    late = rule(code="R4", types="07;B1")
    nothing = rule(code="R5", types="99")
    rest, after = rule(code="R6"), rule(code="R7", sources="court")
    never = hidden([red, errands, land, late, nothing, rest, after], TYPES)
    told = [(each.code, {before.code for before in by}) for each, by in never]
    assert told == [("R4", {"R1", "R2", "R3"}), ("R5", set()), ("R7", {"R1", "R2", "R3", "R6"})]


def test_no_rule_is_hidden_by_one_that_leaves_it_a_single_case():
    almost = [
        rule(code="R1", types="02;07;B1"),
        rule(code="R2", levels="grid;village;township"),
        rule(code="R3", risks="yellow;orange;red"),
        rule(code="R4", sources=";".join(source for source in Source if source != Source.HOTLINE)),
    ]
    last = rule(code="R5")
    assert list(hidden([*almost, last], TYPES)) == []
    assert [each.code for each, _ in hidden([*almost, rule(code="R0", sources="hotline"), last], TYPES)] == ["R5"]


SOME_CODES = st.sampled_from([*UNITS, "", "dept-nowhere"])
CELLS = {
    "types": st.frozensets(st.sampled_from([*TYPES, "dispute", "service", "99"]), max_size=3),
    "levels": st.frozensets(st.sampled_from(Level), max_size=2),
    "sources": st.frozensets(st.sampled_from(Source), max_size=2),
    "risks": st.frozensets(st.sampled_from(Risk), max_size=2),
}
LEAD = st.one_of(SOME_CODES, st.sampled_from(["team", "department", "township", "village", CENTRE]))
RULES = st.lists(
    st.builds(Rule, st.text("RS0123456789", min_size=1, max_size=3), LEAD, st.just("说法"), **CELLS), max_size=6
)
CASES = st.builds(
    Case,
    st.sampled_from([*TYPES, "99"]),
    st.sampled_from(["jia", "yi", "bing"]),
    st.sampled_from(Level),
    st.sampled_from(Source),
    st.sampled_from(Risk),
    st.sampled_from(["", "jia-1", "jia-99"]),
)
STANDING = st.fixed_dictionaries(
    {code: st.builds(UnitFacts, st.just(facts.name), st.booleans(), SOME_CODES) for code, facts in UNITS.items()}
)


@given(RULES, STANDING, CASES)
def test_exactly_one_unit_that_serves_or_the_centre_always_with_a_reason(rules, units, case):
    answer = route(case, replace(county(*rules), units=units))
    assert answer.unit == CENTRE or units[answer.unit].serves
    assert answer.unit not in answer.supporting
    assert answer.reason.endswith("。")
    assert "。。" not in answer.reason
    assert answer.rule in {"", *(each.code for each in rules)}
    assert f"按第 {answer.rule} 条" in answer.reason if answer.rule else answer == Route(CENTRE, (), "", NOBODY)


@given(RULES, RULES, STANDING, CASES)
def test_rules_added_at_the_end_never_change_what_an_earlier_one_decided(rules, added, units, case):
    routing = replace(county(*rules), units=units)
    before, after = route(case, routing), route(case, replace(routing, rules=(*rules, *added)))
    assert after == before or before.reason == NOBODY


@given(RULES, CASES)
def test_a_rule_that_never_decides_may_as_well_be_struck_out(rules, case):
    rules = [replace(each, code=f"R{place}") for place, each in enumerate(rules)]
    never = {each.code for each, _ in hidden(rules, TYPES)}
    kept = [each for each in rules if each.code not in never]
    assert route(case, county(*rules)) == route(case, county(*kept))
    assert list(hidden(kept, TYPES)) == []
