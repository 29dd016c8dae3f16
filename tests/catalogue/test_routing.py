"""The reference county's routing, case by case: whatever comes, exactly one unit answers, and the rule says why."""

from collections import Counter
from datetime import date, timedelta
from itertools import product

import pytest

from fengdan.catalogue.models import MatterType, RoutingTable
from fengdan.catalogue.routing import case_of, routing_on
from fengdan.rulebook.facts import CENTRE
from fengdan.rulebook.routing import Case, Route, Routing, hidden, route
from fengdan.rulebook.sources import Level, Risk, Source
from fengdan.units.models import Area, Unit

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)
TOWN, VILLAGE = "621122100", "621122100201"
ORDINARY = (Risk.BLUE, Risk.YELLOW)
DISPUTES = [f"{number:02}" for number in range(1, 19)]
SERVICES = [f"B{number}" for number in range(1, 9)]
OWN_RULES = {"02", "07", "08", "18"}  # county disputes that do not simply go to their team


@pytest.fixture
def county() -> Routing:
    return routing_on(DAY)


def told(answer: Route, routing: Routing) -> bool:
    """A unit in service that can answer, and a reason that names the rule that decided."""
    able = answer.unit == CENTRE or routing.units[answer.unit].serves
    return able and f"按第 {answer.rule} 条：" in answer.reason and answer.reason.endswith("。")


def test_every_case_of_every_township_goes_to_exactly_one_unit_by_a_rule_that_is_named(county):
    towns = list(Area.objects.filter(kind=Area.Kind.TOWNSHIP).values_list("pk", flat=True))
    assert (len(towns), len(county.types)) == (17, 26)
    kinds = dict(Unit.objects.values_list("pk", "kind"))
    decided: Counter[str] = Counter()
    for town, kind, level, source, risk in product(towns, county.types, Level, Source, Risk):
        answer = route(Case(kind, town, level, source, risk), county)
        decided[answer.rule] += 1
        assert told(answer, county)
        assert kinds[answer.unit] in {"centre", "department", "township", "team"}
        assert (answer.unit == CENTRE) == (risk is Risk.RED)
        assert set(answer.supporting) <= kinds.keys() - {answer.unit}
    assert decided.total() == 17 * 26 * 4 * 8 * 4
    assert decided.keys() == {rule.code for rule in county.rules}
    # a quarter is red; of the rest, services and disputes by level
    assert decided["R01"] == decided.total() // 4
    assert decided["R02"] == 17 * 8 * 3 * 8 * 3
    assert decided["R03"] == 17 * 8 * 8 * 3


def test_every_village_mediates_its_own_ordinary_disputes(county):
    villages = list(Area.objects.filter(kind__in=[Area.Kind.VILLAGE, Area.Kind.COMMUNITY]))
    assert len(villages) == 233
    for area, level, risk in product(villages, (Level.GRID, Level.VILLAGE), Risk):
        for kind, source in product(DISPUTES, (Source.WALK_IN, Source.PATROL)):
            answer = route(case_of(kind, area, level, source, risk), county)
            township = f"town-{area.parent_id}"
            wanted = {Risk.RED: CENTRE, Risk.ORANGE: township}.get(risk, f"village-{area.pk}")
            assert answer.unit == wanted
            assert told(answer, county)


def test_every_township_handles_its_own_disputes_and_its_villages_errands(county):
    for town, risk, source in product(county.townships, Risk, Source):
        own = CENTRE if risk is Risk.RED else f"town-{town}"
        for kind in DISPUTES:
            assert route(Case(kind, town, Level.TOWNSHIP, source, risk), county).unit == own
        for kind, level in product(SERVICES, (Level.GRID, Level.VILLAGE, Level.TOWNSHIP)):
            assert route(Case(kind, town, level, source, risk), county).unit == own


def test_what_the_county_takes_in_goes_to_the_team_of_its_type_but_for_a_few(county):
    others = set(Source) - {Source.PETITION, Source.COURT}
    for kind, source, risk in product(set(DISPUTES) - OWN_RULES, others, (*ORDINARY, Risk.ORANGE)):
        answer = route(Case(kind, TOWN, Level.COUNTY, source, risk), county)
        assert (answer.unit, answer.rule) == (county.types[kind].team, "R13")


BY_HAND = [
    ("02 county walk_in red", CENTRE, "R01"),
    ("B1 grid online red", CENTRE, "R01"),
    ("B3 village walk_in blue", "town-621122100", "R02"),
    ("B3 grid patrol orange", "town-621122100", "R02"),
    ("B1 county walk_in blue", "dept-police", "R03"),
    ("B5 county hotline orange", "dept-land", "R03"),
    ("B3 county petition blue", "dept-civil-affairs", "R03"),
    ("01 village walk_in orange", "town-621122100", "R04"),
    ("01 village walk_in yellow", "village-621122100201", "R05"),
    ("10 grid patrol blue", "village-621122100201", "R05"),
    ("08 village petition blue", "village-621122100201", "R05"),
    ("01 township walk_in orange", "town-621122100", "R06"),
    ("15 township court blue", "town-621122100", "R06"),
    ("01 county petition blue", "team-04", "R07"),
    ("02 county petition orange", "team-04", "R07"),
    ("07 county petition blue", "team-04", "R07"),
    ("02 county court blue", "team-16", "R08"),
    ("07 county court yellow", "team-10", "R08"),
    ("08 county court blue", "team-11", "R08"),
    ("16 county court orange", "team-02", "R08"),
    ("02 county walk_in orange", "team-16", "R09"),
    ("18 county hotline orange", "team-16", "R09"),
    ("18 county police blue", "town-621122100", "R10"),
    ("18 county online yellow", "town-621122100", "R10"),
    ("02 county walk_in blue", "town-621122100", "R11"),
    ("02 county hotline yellow", "town-621122100", "R11"),
    ("07 county online blue", "dept-land", "R12"),
    ("08 county walk_in orange", "dept-housing", "R12"),
    ("02 county police blue", "team-16", "R13"),
    ("11 county walk_in blue", "team-06", "R13"),
    ("15 county telephone orange", "team-03", "R13"),
    ("16 county police yellow", "team-02", "R13"),
]


@pytest.mark.parametrize(("case", "unit", "rule"), BY_HAND)
def test_who_answers_in_the_western_street_village(case, unit, rule, county):
    kind, level, source, risk = case.split()
    asked = case_of(kind, Area.objects.get(pk=VILLAGE), Level(level), Source(source), Risk(risk))
    answer = route(asked, county)
    assert (answer.unit, answer.rule) == (unit, rule)


def test_every_rule_of_the_county_decides_something_and_the_table_above_knows_each(county):
    assert list(hidden(county.rules, county.types)) == []
    assert {row[-1] for row in BY_HAND} == {rule.code for rule in county.rules}


def test_who_helps_is_who_the_type_names_but_for_the_lead(county):
    def helpers(kind: str, source: Source = Source.WALK_IN, risk: Risk = Risk.BLUE) -> tuple[str, ...]:
        return route(Case(kind, TOWN, Level.COUNTY, source, risk), county).supporting

    assert helpers("07") == ("dept-agriculture", "dept-forestry")  # led by dept-land
    assert helpers("08") == ("dept-land",)  # led by dept-housing
    assert helpers("10") == ("dept-labour", "dept-housing")  # led by a team
    assert helpers("B4") == ("dept-water",)
    assert helpers("07", risk=Risk.RED) == helpers("02") == ()


def test_only_the_township_is_known_of_a_matter_without_a_village(county):
    at_village, at_town = Area.objects.get(pk=VILLAGE), Area.objects.get(pk=TOWN)
    asked = (Level.VILLAGE, Source.WALK_IN, Risk.BLUE)
    assert case_of("02", at_village, *asked) == Case("02", TOWN, *asked, village=VILLAGE)
    assert case_of("02", at_town, *asked) == Case("02", TOWN, *asked)
    assert route(case_of("02", at_town, *asked), county).unit == f"town-{TOWN}"


def test_a_unit_serves_from_its_first_day_to_its_last_and_then_its_successor_does():
    Unit.objects.filter(pk="dept-land").update(active_to=DAY, successor="dept-forestry")
    asked = Case("B5", TOWN, Level.COUNTY, Source.WALK_IN, Risk.BLUE)
    assert route(asked, routing_on(DAY)).unit == "dept-land"
    after = route(asked, routing_on(DAY + timedelta(days=1)))
    assert after.unit == "dept-forestry"
    land, forestry = (Unit.objects.get(pk=code).name for code in ("dept-land", "dept-forestry"))
    assert after.reason.endswith(f"{land}不在办理，由{forestry}承接。")
    Unit.objects.filter(pk="dept-forestry").update(active_from=DAY + timedelta(days=2))
    assert route(asked, routing_on(DAY + timedelta(days=1))).unit == CENTRE
    assert route(asked, routing_on(DAY + timedelta(days=2))).unit == "dept-forestry"


@pytest.mark.parametrize("code", ["aaa-new", "zzz-new"])
def test_of_two_units_of_one_village_the_one_that_serves_answers(code):
    old = Unit.objects.get(pk=f"village-{VILLAGE}")
    Unit.objects.filter(pk=old.pk).update(active_to=DAY)
    new = {"kind": old.kind, "area": old.area, "above": old.above, "active_from": DAY + timedelta(days=1)}
    Unit.objects.create(code=code, name="新西街", short_name="新西街", **new)
    assert routing_on(DAY).villages[VILLAGE] == old.pk
    assert routing_on(DAY + timedelta(days=1)).villages[VILLAGE] == code


def test_the_newest_table_counts_and_its_version_is_told(county):
    assert county.version == str(RoutingTable.objects.latest("version").version)
    rows = [RoutingTable.objects.latest("version").rows[0] | {"code": "R77", "risks": "", "types": " 02 ; 18 ;"}]
    RoutingTable.objects.create(version=99, rows=rows)
    newest = routing_on(DAY)
    assert newest.version == "99"
    assert [(rule.code, rule.types, rule.risks) for rule in newest.rules] == [
        ("R77", frozenset({"02", "18"}), frozenset())
    ]


def test_a_county_without_rules_leaves_everything_to_the_centre():
    RoutingTable.objects.all().delete()
    routing = routing_on(DAY)
    assert (routing.rules, routing.version) == ((), "0")
    assert route(Case("02", TOWN, Level.COUNTY, Source.WALK_IN, Risk.BLUE), routing).unit == CENTRE


def test_types_are_told_as_people_say_them(county):
    names = {code: facts.name for code, facts in county.types.items()}
    assert (names["02"], names["11"], names["18"], names["B8"]) == ("邻里纠纷", "其他劳动争议", "其他", "其他便民事项")
    assert {code for code, facts in county.types.items() if facts.kind == "service"} == set(SERVICES)
    assert MatterType.objects.count() == len(names)


@pytest.mark.usefixtures("db")
def test_three_queries(django_assert_num_queries):
    with django_assert_num_queries(3):
        routing_on(DAY)
