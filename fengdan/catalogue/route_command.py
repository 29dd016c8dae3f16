"""`bin/fengdan route`: which unit would answer for a matter today, and why."""

import argparse
import json
from datetime import datetime

from fengdan.catalogue.models import MatterType
from fengdan.catalogue.routing import case_of, routing_on
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.routing import route
from fengdan.rulebook.sources import Level, Risk, Source
from fengdan.units.models import Area, Unit


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("route", help="按规则查一件事应由哪个单位负责，并说明理由")
    parser.add_argument("--item", required=True, metavar="CODE", help="类型代码，如 02、B1")
    parser.add_argument("--town", required=True, metavar="CODE", help="乡镇（9 位）或村（12 位）代码")
    for name, codes, usual in (("level", Level, "county"), ("source", Source, "walk_in"), ("risk", Risk, "blue")):
        parser.add_argument(f"--{name}", choices=[code.value for code in codes], default=usual)
    parser.add_argument("--json", action="store_true")


def run(given: argparse.Namespace, at: datetime) -> int:
    area = Area.objects.filter(pk=given.town).exclude(kind=Area.Kind.COUNTY).first()
    if area is None:
        raise Refused(f"没有代码为 {given.town} 的乡镇或村，请核对。", "town")
    if not MatterType.objects.filter(pk=given.item).exists():
        raise Refused(f"没有代码为 {given.item} 的类型，请核对。", "item")
    routing = routing_on(at.astimezone(ZONE).date())
    answer = route(case_of(given.item, area, Level(given.level), Source(given.source), Risk(given.risk)), routing)
    unit = Unit.objects.get(pk=answer.unit)
    told = {
        "unit": unit.pk,
        "unit_name": unit.name,
        "kind": unit.kind,
        "level": given.level,
        "rule": answer.rule,
        "why": [f"{sentence}。" for sentence in answer.reason.split("。") if sentence],
        "supporting": list(answer.supporting),
        "versions": {"routing": routing.version},
    }
    if given.json:
        print(json.dumps(told, ensure_ascii=False))  # noqa: T201
        return 0
    print(f"{unit.name}（{unit.pk}）")  # noqa: T201
    print(answer.reason)  # noqa: T201
    if answer.supporting:
        print("配合：" + "、".join(routing.units[code].name for code in answer.supporting))  # noqa: T201
    return 0
