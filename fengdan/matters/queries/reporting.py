"""上报助手: what the forms of the upper systems are filled with, and what they have not been told yet."""

from django.db.models import QuerySet

from fengdan.matters.models import Event, Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.matters.queries.reach import reach
from fengdan.matters.queries.shown import PartyShown
from fengdan.rulebook import identity
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.conclusions import CONCLUSION_LABELS, SETTLED, Conclusion
from fengdan.rulebook.deadlines import PROMISED
from fengdan.rulebook.facts import Side
from fengdan.rulebook.reporting import FORMS, System
from fengdan.units.queries import place_name

SHOWN = 100
DAY = "%Y%m%d"
CROWDS = ((30, "30 人以上"), (10, "10 至 29 人"), (5, "5 至 9 人"), (0, "5 人以下"))


def not_reported(actor: Actor, system: System) -> QuerySet[Matter]:
    """Matters in reach that this system has not been told of, the newest first."""
    told = Event.objects.filter(step="report_up", facts__system=system.value)
    return reach(actor).exclude(pk__in=told.values("matter_id")).order_by("-id")


def reported_to(page: MatterPage) -> list[str]:
    """The systems that have been told, by their names."""
    told = page.matter.events.filter(step="report_up").order_by("seq").values_list("facts", flat=True)
    return list(dict.fromkeys(FORMS[System(facts["system"])].label for facts in told))


def row(page: MatterPage, system: System) -> list[tuple[str, str]]:
    """(heading, text) in the order of the form. What the page hides from whoever looks, it hides too."""
    known = _who(page) | _what(page) | _how(page)
    return [(heading, known[key]) for heading, key in FORMS[system].fields]


def _who(page: MatterPage) -> dict[str, str]:
    sides: dict[str, list[PartyShown]] = {Side.APPLICANT: [], Side.RESPONDENT: []}
    for party in page.parties:
        sides[party.side].append(party)
    first = next(iter(sides[Side.APPLICANT]), None)
    number = first.id_number if first else ""
    return {
        "applicant": first.name if first else "",
        "id_kind": "居民身份证" if number else "",
        "id_number": number,
        "sex": identity.sex(number),
        "address": first.address if first else "",
        "phone": first.phone if first else "",
        "applicants": _named(sides[Side.APPLICANT]),
        "respondents": _named(sides[Side.RESPONDENT]),
        "parties": str(len(page.parties)),
    }


def _named(parties: list[PartyShown]) -> str:
    return "；".join(f"{party.name}{f'（{party.phone}）' if party.phone else ''}" for party in parties)


def _what(page: MatterPage) -> dict[str, str]:
    matter = page.matter
    people = max([len(page.parties), *matter.visits.values_list("people", flat=True)])
    place = place_name(matter.area)
    return {
        "code": matter.code,
        "title": f"{page.title}{matter.matter_type.full_name}",
        "day": matter.registered_at.astimezone(ZONE).strftime(DAY),
        "where": f"{place}{'' if matter.place.startswith(place) else matter.place}",
        "size": next(label for least, label in CROWDS if people >= least),
        "people": str(people),
        "type": matter.matter_type.name,
        "story": matter.story,
        "source": str(matter.get_channel_display()),
    }


def _how(page: MatterPage) -> dict[str, str]:
    matter = page.matter
    promised = matter.clocks.filter(name__in=PROMISED).order_by("-pk").values_list("due_at", flat=True).first()
    body = matter.unit or matter.holder
    people = [name for name, _ in page.handling.people]
    code = Conclusion(matter.conclusion) if matter.conclusion else None
    return {
        "unit": matter.unit.name if matter.unit else "",
        "due": promised.astimezone(ZONE).strftime(DAY) if promised else "",
        "how": CONCLUSION_LABELS[code] if code else "",
        "body": body.name,
        "person": str(matter.mediator) if matter.mediator else "、".join(people),
        "body_phone": body.phone,
        "settled": ("1 是" if code in SETTLED else "0 否") if code else "",
        "outcome": matter.conclusion_reason,
        "form": {Conclusion.SETTLED_IN_WRITING: "书面", Conclusion.SETTLED_ORALLY: "口头"}.get(code, "")
        if code
        else "",
        "concluded": matter.concluded_at.astimezone(ZONE).strftime(DAY) if matter.concluded_at else "",
    }
