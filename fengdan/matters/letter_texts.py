"""What letters say, filled in from the matters they are about. It holds no names."""

from collections.abc import Iterable

from django.conf import settings

from fengdan.catalogue.centre import centre
from fengdan.catalogue.letter_texts import texts_in_force
from fengdan.catalogue.rules import limit_names
from fengdan.matters.models import Booking, Clock, Event, Matter
from fengdan.outbox.models import Letter
from fengdan.rulebook.letter_texts import fill, variables_of
from fengdan.rulebook.spoken import moment_words, spoken

WITHOUT_LINK = "本中心查询页"


def texts_of(letters: Iterable[Letter]) -> dict[int, str]:
    """Letter id → what it says now. A query for the county's texts, and one for each kind of variable they use."""
    letters = list(letters)
    if not letters:
        return {}
    texts = texts_in_force()
    used = frozenset().union(*(variables_of(texts[letter.template]) for letter in letters))
    matters = {letter.matter_id for letter in letters}
    names = limit_names() if "limit" in used else {}
    codes = dict(Matter.objects.filter(pk__in=matters).values_list("pk", "code")) if "code" in used else {}
    dues = _dues(matters) if "due" in used else {}
    office = our_office() if used & {"centre", "telephone", "link"} else {}
    booked = _booked(letters) if used & {"when", "place"} else {}
    return {
        letter.pk: fill(
            texts[letter.template],
            office
            | booked.get((letter.matter_id, letter.matter_seq), {})
            | {
                "limit": names.get(letter.about, letter.about),
                "code": codes.get(letter.matter_id, ""),
                "due": dues.get((letter.matter_id, letter.about), dues.get((letter.matter_id, ""), "")),
            },
        )
        for letter in letters
    }


def _booked(letters: list[Letter]) -> dict[tuple[int, int], dict[str, str]]:
    """(matter, seq) → when and where the booking that step was about is. Two queries."""
    matters, steps = {letter.matter_id for letter in letters}, {letter.matter_seq for letter in letters}
    events = Event.objects.filter(matter_id__in=matters, seq__in=steps).values_list("matter_id", "seq", "facts")
    named = {
        (matter, seq): facts.get("booking") or facts["booking_cancelled"]
        for matter, seq, facts in events
        if facts.keys() & {"booking", "booking_cancelled"}
    }
    rows = Booking.objects.select_related("room", "area").in_bulk(named.values())
    return {where: {"when": moment_words(rows[pk].starts_at), "place": rows[pk].where} for where, pk in named.items()}


def our_office() -> dict[str, str]:
    """What letters say about ourselves."""
    ours = centre()
    name, telephone = (ours.name, ours.phone) if ours else ("", "")
    link = f"{settings.PUBLIC_URL}/follow/" if settings.PUBLIC_URL else WITHOUT_LINK
    return {"centre": name, "telephone": telephone, "link": link}


def _dues(matters: set[int]) -> dict[tuple[int, str], str]:
    """(matter, limit) → when it is due; under the empty limit the matter's earliest."""
    found: dict[tuple[int, str], str] = {}
    running = Clock.objects.filter(matter_id__in=matters, stopped_at=None).order_by("due_at")
    for matter, limit, due in running.values_list("matter_id", "name", "due_at"):
        found[matter, limit] = spoken(due)
        found.setdefault((matter, ""), spoken(due))
    return found
