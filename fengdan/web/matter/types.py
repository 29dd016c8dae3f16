"""The kinds of matters as a select shows them, and the one a story seems to be."""

from fengdan.catalogue.models import MatterType
from fengdan.database.prepared import Prepared
from fengdan.rulebook.guess import guess_type

_types = Prepared(lambda: MatterType.objects.order_by("code").values_list("code", "name", "kind"))
_keywords = Prepared(lambda: MatterType.objects.values_list("code", "keywords"))
_disputes = Prepared(lambda: MatterType.objects.filter(kind=MatterType.Kind.DISPUTE).values_list("code", "keywords"))


def type_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Disputes first, then convenience services. One query."""
    rows = _types.ask()
    return [
        (str(kind.label), [(code, name) for code, name, of in rows if of == kind])
        for kind in MatterType.Kind
        if any(of == kind for _, _, of in rows)
    ]


def guess(story: str) -> str:
    """The code of the type a story seems to be about."""
    return guess_type(story, dict(_keywords.ask()))


def guess_dispute(story: str) -> str:
    """The same among the disputes alone: whoever wants a mediator has one."""
    return guess_type(story, dict(_disputes.ask()))
