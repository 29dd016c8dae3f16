"""走到哪一步了: the way of a matter as its parties read it, like that of a parcel; the clerk reads the same aloud."""

from dataclasses import dataclass
from datetime import datetime

from fengdan.matters.models import Event
from fengdan.rulebook.conclusions import CONCLUSION_LABELS, Conclusion
from fengdan.rulebook.track import WORDS, words
from fengdan.teams.models import Mediator
from fengdan.units.models import Unit


@dataclass(frozen=True)
class Passed:
    """One stop on the way: when, and what happened there."""

    at: datetime
    words: str


def track(matter: int) -> list[Passed]:
    """The stops of a matter (id), the newest first; the same again is told once. Three queries."""
    events = list(
        Event.objects.filter(matter=matter, step__in=WORDS).order_by("seq").only("step", "at", "facts", "holder")
    )
    units = dict(Unit.objects.filter(pk__in={event.holder for event in events}).values_list("pk", "name"))
    codes = {event.facts["mediator"] for event in events if "mediator" in event.facts}
    mediators = dict(Mediator.objects.filter(pk__in=codes).values_list("pk", "name"))
    found: list[Passed] = []
    for event in events:
        said, ending = event.facts, event.facts.get("conclusion")
        line = words(
            event.step,
            approved=said.get("approved", False),
            unit=units.get(event.holder, ""),
            mediator=mediators.get(said.get("mediator", ""), ""),
            ending=CONCLUSION_LABELS[Conclusion(ending)] if ending else "",
        )
        if line and found and found[-1].words == line:
            found.pop()
        found += [Passed(event.at, line)] if line else []
    return found[::-1]
