"""How long a file is kept (domain.md §4.4; the law fixes no term, so these are the centre's defaults)."""

from fengdan.rulebook.conclusions import Conclusion

PERMANENT_TYPES = frozenset({"03", "07", "08"})  # house, land and forest rights, expropriation


def keep_years(conclusion: Conclusion, matter_type: str) -> int | None:
    """Years from the end of the year of conclusion; None means for ever."""
    if conclusion is not Conclusion.SETTLED_IN_WRITING:
        return 10
    return None if matter_type in PERMANENT_TYPES else 30
