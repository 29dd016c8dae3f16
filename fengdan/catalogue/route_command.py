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
from fengdan.units.models import Area


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("route", help="按规则查一件事应由哪个单位负责，并说明理由")
    parser.add_argument("--type", required=True, help="类型代码，如 02、B1")
    parser.add_argument("--area", required=True, help="乡镇（9 位）或村（12 位）代码")
    parser.add_argument("--level", choices=list(Level), default=Level.COUNTY)
    parser.add_argument("--source", choices=list(Source), default=Source.WALK_IN)
    parser.add_argument("--risk", choices=list(Risk), default=Risk.BLUE)
    parser.add_argument("--json", action="store_true")


def run(given: argparse.Namespace, at: datetime) -> int:
    area = Area.objects.filter(pk=given.area).exclude(kind=Area.Kind.COUNTY).first()
    if area is None:
        raise Refused(f"没有代码为 {given.area} 的乡镇或村，请核对。", "area")
    if not MatterType.objects.filter(pk=given.type).exists():
        raise Refused(f"没有代码为 {given.type} 的类型，请核对。", "type")
    routing = routing_on(at.astimezone(ZONE).date())
    answer = route(case_of(given.type, area, Level(given.level), Source(given.source), Risk(given.risk)), routing)
    told = {
        "unit": answer.unit,
        "name": routing.units[answer.unit].name,
        "supporting": list(answer.supporting),
        "rule": answer.rule,
        "reason": answer.reason,
        "routing": routing.version,
    }
    if given.json:
        print(json.dumps(told, ensure_ascii=False))  # noqa: T201
        return 0
    print(f"{told['name']}（{answer.unit}）")  # noqa: T201
    print(answer.reason)  # noqa: T201
    if answer.supporting:
        print("配合：" + "、".join(routing.units[unit].name for unit in answer.supporting))  # noqa: T201
    return 0
