"""What the law wants of a committee, and the words for somebody who leaves."""

from datetime import date

import pytest

from fengdan.rulebook.pool import BY_LAW, LEAVING_LABELS, Leaving, committee_lacks, leaving_words

TODAY = date(2026, 11, 23)
IN_ORDER = {"size": 5, "women": 1, "directors": 1, "term_ends": TODAY, "today": TODAY}


@pytest.mark.parametrize(
    ("what", "named"),
    [
        ({}, []),
        ({"size": 3}, []),
        ({"size": 9}, []),
        ({"size": 2}, ["有 2 名委员，法律要求 3 至 9 名"]),
        ({"size": 10}, ["有 10 名委员，法律要求 3 至 9 名"]),
        ({"women": 0}, ["没有女性委员"]),
        ({"directors": 0}, ["应有且只有一名主任，现有 0 名"]),
        ({"directors": 2}, ["应有且只有一名主任，现有 2 名"]),
        ({"term_ends": date(2026, 11, 22)}, ["任期已于 2026-11-22 届满"]),
    ],
)
def test_a_committee_that_breaks_the_law_is_told(what, named):
    """人民调解法 Art. 8: three to nine members, one director, women among them; Art. 9: a term."""
    assert [lack.wrong for lack in committee_lacks(**IN_ORDER | what)] == named


def test_the_laws_own_grounds_are_a_dismissal_and_nothing_else_is():
    """人民调解法 Art. 15 names four."""
    dismissed = {code for code in Leaving if leaving_words(code).startswith("罢免或解聘：")}
    assert dismissed == set(BY_LAW) == {"bias", "insult", "gain", "leak"}
    assert set(LEAVING_LABELS) == set(Leaving)
    assert leaving_words("resigned") == "离任：本人辞任"
    assert leaving_words("") == ""
