"""The public papers as the press wants them: 点单手册, 公示 for the wall, a sheet for an item of the 清单.

They say what the public pages say, of the same rows. What each needs stands at the head of its template
(paperwork/press).
"""

import contextlib
from datetime import date, datetime
from itertools import groupby
from typing import Any

from fengdan.catalogue.items.shown import WORK, ItemShown, item_shown, items_shown
from fengdan.catalogue.models import MatterType
from fengdan.duty.board import WindowToday, board
from fengdan.files.store import Damaged, read
from fengdan.matters.queries.menu.cards import CardRow, menu
from fengdan.matters.queries.menu.results import Result
from fengdan.matters.queries.menu.teams import TeamCard, team_cards
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.items import CLASS_LABELS
from fengdan.teams.queries import on_the_menu

CLASSES = list(CLASS_LABELS.values())
Data = dict[str, Any]
Pictures = dict[str, bytes]
HOW = (
    "打电话：打封面上的电话，说“要几号”，接电话的人帮您登记。",
    "到中心：在综合受理窗口说“要几号”，或者请窗口的人帮您挑。",
    "手机上：扫封面的码，看最新的菜单，再打电话或者到中心点单。",
    "想找的人没有空，或者和对方有亲属等关系，中心会告诉您还能找谁。",
)
ORDER = "按手册编号排列，不按办件多少、成功率高低排列。"


def booklet(at: datetime) -> tuple[Data, Pictures]:
    """Everybody on the menu by number, and the teams. With the photos it names."""
    cards, photos = menu(at), _photos(at.astimezone(ZONE).date())
    kinds = MatterType.objects.filter(kind=MatterType.Kind.DISPUTE).order_by("code")
    data = {
        "title": "点单手册",
        "how": HOW,
        "order": ORDER,
        "types": [{"name": kind.full_name, "numbers": _numbers(kind.pk, cards)} for kind in kinds],
        "cards": [_card(card, photos) for card in cards],
        "teams": [_team(team) for team in team_cards(at)],
    }
    return data, photos


def wall(at: datetime) -> Data:
    """The 清单 by class with how long each takes, the windows, and the numbers of the menu."""
    today = board(at.astimezone(ZONE).date())
    return {
        "title": "服务公示",
        "items": [
            {"group": group, "rows": [_line(item) for item in items]}
            for group, items in groupby(sorted(items_shown(), key=_group), key=lambda item: item.kind)
        ],
        "windows": [_window(window) for window in today.windows],
        "numbers": [
            {"number": card.number, "name": card.name, "good_at": "、".join(card.strengths[:3])} for card in menu(at)
        ],
    }


def item_sheet(code: str) -> Data | None:
    """The version in force; None without one."""
    item = item_shown(code)
    return _sheet(item) if item else None


def _sheet(item: ItemShown) -> Data:
    return {
        "name": item.name,
        "group": item.kind,
        "summary": f"一般{item.within}有结果。" if item.within else "",
        "version": item.number,
        "sections": [
            {"title": "能不能在这里办", "rows": [item.conditions], "note": ""},
            {"title": "谁可以来", "rows": [item.applicants], "note": ""},
            {"title": "不能办的", "rows": item.refusals, "note": "不能办的，当场告诉您应该到哪里去。"},
        ],
        "materials": [
            {
                "name": each.name,
                "form": each.form + (f"，{each.copies} 份" if each.copies != "1" else ""),
                "note": "；".join(filter(None, ["必带" if each.required else "有就带", each.note])),
            }
            for each in item.materials
        ],
        "steps": [
            {"name": step.label, "who": " ".join(filter(None, [step.unit, step.phone])), "limit": step.within}
            for step in item.steps
        ],
        "papers": "、".join(item.papers),
        "basis": "；".join(item.basis),
    }


def _group(item: ItemShown) -> int:
    return CLASSES.index(item.kind)


def _line(item: ItemShown) -> Data:
    work = next((step.unit for step in item.steps if step.step in WORK), "")
    return {"name": item.name, "who": work, "limit": item.within}


def _window(window: WindowToday) -> Data:
    return {"name": window.name, "kind": window.kind, "when": window.days or "未排班", "telephone": window.phone}


def _numbers(kind: str, cards: list[CardRow]) -> list[int]:
    return [card.number for card in cards if kind in {code for code, _ in card.types}]


def _card(card: CardRow, photos: Pictures) -> Data:
    photo = f"{card.number}.jpg"
    return {
        "number": card.number,
        "name": card.name,
        "photo": photo if photo in photos else "",
        "kind": f"{card.kinds}，从事调解 {card.years} 年",
        "introduction": card.introduction,
        "results": _result(card.result),
        "lines": [
            ("等级", card.grade),
            ("受理范围", [name for _, name in card.types]),
            ("擅长", card.strengths),
            ("会说", card.languages),
            ("服务乡镇", card.towns),
            ("在哪里", card.seat),
            ("所在调委会", card.committees),
        ],
    }


def _team(team: TeamCard) -> Data:
    return {
        "name": team.name,
        "lines": [
            ("受理范围", [name for _, name in team.types]),
            ("负责人", team.leader),
            ("可以点的人", [f"{member.name}（{member.number} 号）" for member in team.members]),
            ("盖章", team.committee),
            ("办理情况", _result(team.result)),
        ],
    }


def _result(result: Result) -> str:
    return f"办 {result.done} 件，成 {result.settled} 件" if result.done else ""


def _photos(day: date) -> Pictures:
    """Those of the menu by the name the paper gives them. One that is damaged is left out, for its first letter."""
    found = {}
    for card in on_the_menu(day):
        with contextlib.suppress(Damaged):
            if card.photo:
                found[f"{card.number}.jpg"] = read(card.photo)
    return found
