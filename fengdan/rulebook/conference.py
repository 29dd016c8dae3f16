"""职责争议会商: when units that pass a matter on are brought to one table, and who leads there."""

from collections.abc import Collection, Iterable

from fengdan.rulebook.facts import CENTRE, MatterFacts


def convenes(before: MatterFacts) -> bool:
    """Whether giving the matter back now brings it to a 会商: it was given back before, by whomever."""
    return bool(before.gave_back)


def lead_of(proposed: str, asked: Iterable[str], able: Collection[str]) -> str:
    """The unit that leads the 会商 (code), and in a red matter acts first.

    谁主管、谁负责 (信访工作条例 Art. 22; domain.md §3.7): the responsible unit the published routing rules proposed
    (empty: they proposed none); where it cannot be given the matter, the first of those it was given to, in their
    order (`asked`), who can (`able`); with none of them left, the centre, as their common superior (Art. 24).
    """
    return next((unit for unit in (proposed, *asked) if unit in able), CENTRE)
