import pytest

from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.retention import keep_years

ALL_TYPES = [f"{number:02}" for number in range(1, 19)]


@pytest.mark.parametrize("code", [Conclusion.NOT_SETTLED, Conclusion.WITHDRAWN])
def test_what_was_not_settled_is_kept_ten_years(code):
    assert {keep_years(code, each) for each in ALL_TYPES} == {10}


def test_agreement_is_kept_thirty_years_about_land_and_houses_for_ever():
    kept = {each: keep_years(Conclusion.SETTLED_IN_WRITING, each) for each in ALL_TYPES}
    assert {each for each, years in kept.items() if years is None} == {"03", "07", "08"}
    assert {years for years in kept.values() if years is not None} == {30}
