"""调解员菜单: who mediates, what they are good at, which tongue they speak, when they are free. Nothing is written."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from fengdan.catalogue.centre import centre
from fengdan.catalogue.models import MatterType
from fengdan.matters.queries.menu.cards import CardRow, card, menu
from fengdan.matters.queries.menu.teams import team_card, team_cards
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.menu import LANGUAGES, NUMBERS, RESULT_RULE, RULE, in_order
from fengdan.teams.queries import on_the_menu
from fengdan.units.models import Area
from fengdan.web.shared.kept import kept
from fengdan.web.shared.policy import both_doors
from fengdan.web.shared.portraits import photo_response
from fengdan.web.shared.request import Request

LONGEST = 40  # of what is looked for


@dataclass(frozen=True)
class Wanted:
    """What a visitor asks for, as the address has it; an empty string asks for nothing."""

    text: str
    type: str
    town: str
    language: str
    woman: bool

    @property
    def anything(self) -> bool:
        return any((self.text, self.type, self.town, self.language, self.woman))

    def fits(self, row: CardRow) -> bool:
        named = not self.text or self.text in row.name or self.text == str(row.number)
        typed = not self.type or self.type in {code for code, _ in row.types}
        near = not self.town or not row.areas or self.town in row.areas
        spoken = not self.language or self.language in row.languages
        return named and typed and near and spoken and (row.female or not self.woman)


def _wanted(request: HttpRequest) -> Wanted:
    said = {name: request.GET.get(name, "").strip()[:LONGEST] for name in ("text", "type", "town", "language")}
    said["text"] = said["text"].removesuffix("号").strip()
    return Wanted(**said, woman=request.GET.get("woman") == "1")


@both_doors
@require_safe
@kept
def menu_page(request: Request) -> HttpResponse:
    """The cards that fit what is asked for, in the published order."""
    wanted = _wanted(request)
    everybody = menu(request.at)
    fitting = [row for row in everybody if wanted.fits(row)]
    context = _context(request.at) | {
        "wanted": wanted,
        "cards": in_order(fitting, request.at.astimezone(ZONE).date(), town=wanted.town),
        "total": len(everybody),
        "types": [(row.pk, row.full_name) for row in MatterType.objects.filter(kind="dispute").order_by("code")],
        "towns": list(Area.objects.filter(kind=Area.Kind.TOWNSHIP).order_by("code").values_list("code", "name")),
        "languages": [(word, word) for word in LANGUAGES],
        "rule": RULE,
    }
    return render(request, "public/menu.html", context)


@both_doors
@require_safe
@kept
def menu_card(request: Request, number: int) -> HttpResponse:
    """One card. A number that means nobody says so and leads to the list."""
    row = card(number, request.at) if number in NUMBERS else None
    context = _context(request.at) | {"card": row, "number": number}
    return render(request, "public/menu_card.html", context, status=200 if row else 404)


@both_doors
@require_safe
def menu_photo(request: Request, number: int) -> HttpResponse:
    """The portrait, for as long as the card is on the menu. A browser asks again every time."""
    day = request.at.astimezone(ZONE).date()
    found = on_the_menu(day).filter(number=number, photo__isnull=False).first() if number in NUMBERS else None
    if found is None or found.photo is None:
        raise Http404
    return photo_response(request, found.photo)


@both_doors
@require_safe
@kept
def menu_teams(request: Request) -> HttpResponse:
    return render(request, "public/menu_teams.html", _context(request.at) | {"teams": team_cards(request.at)})


@both_doors
@require_safe
@kept
def menu_team(request: Request, code: str) -> HttpResponse:
    """One team with those of it who are on the menu."""
    found = team_card(code, request.at)
    if found is None:
        return redirect("menu_teams")
    return render(request, "public/menu_team.html", _context(request.at) | {"team": found})


def _context(at: datetime) -> dict[str, object]:
    return {"centre": centre(), "result_rule": RESULT_RULE, "now": at}
