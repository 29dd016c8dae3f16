"""Risk colours: what a crowd raises to, by when a colour is to be dealt with, and by whom (domain.md §2.8)."""

from fengdan.rulebook.sources import Risk, above

RISK_RESPONSE = "risk_response"  # runs by the limit of the colour: risk_red, risk_orange, risk_yellow
RISK_REPORT = "risk_report"  # red is reported on every working day, from the first handling on
RISK_CLOCKS = frozenset({RISK_RESPONSE, RISK_REPORT})
# so many who come together → at least this colour (domain.md §2.8)
CROWDS = ((30, Risk.RED), (10, Risk.ORANGE), (5, Risk.YELLOW))


def risk_by_people(people: int) -> Risk:
    """The colour so many people make it at least."""
    return next((risk for least, risk in CROWDS if people >= least), Risk.BLUE)


def higher(one: str, other: str) -> str:
    """The more pressing of two colours: a rule only raises, lowering is for people (domain.md §2.8)."""
    return one if above(one, other) else other
