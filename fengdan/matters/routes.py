"""Asking the county's routing rules about a matter, and keeping the answer with it."""

from fengdan.catalogue.routing import case_of, routing_on
from fengdan.matters.entry import Entry
from fengdan.matters.models import Matter, Route
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.routing import route
from fengdan.rulebook.sources import Level, Risk, Source


def propose(entry: Entry) -> Route:
    """Route the matter as it now is and keep the answer, with the versions it rests on."""
    rules = routing_on(entry.at.astimezone(ZONE).date())
    matter = entry.matter
    asked = (Level(matter.level), Source(matter.channel), Risk(matter.risk))
    answer = route(case_of(matter.matter_type_id, matter.area, *asked), rules)
    row = Route(
        matter=matter,
        unit_id=answer.unit,
        supporting=list(answer.supporting),
        rule=answer.rule,
        reason=answer.reason,
        versions=dict(entry.rules.versions) | {"routing": rules.version},
        made_at=entry.at,
    )
    entry.add(row)
    entry.facts |= {"route": row.pk, "routed_to": answer.unit, "rule": answer.rule}
    return row


def latest(matter: Matter) -> Route | None:
    return matter.routes.select_related("unit").order_by("-pk").first()
