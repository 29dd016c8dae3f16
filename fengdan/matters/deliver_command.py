"""`bin/fengdan deliver`: one round of letters."""

import argparse
import json
from datetime import datetime

from fengdan.matters.envelopes import deliver_once
from fengdan.outbox.claims import State
from fengdan.outbox.deliver import oldest_waiting
from fengdan.rulebook.errors import Refused

SAID = (State.SENT, "later", "refused", State.UNKNOWN, State.CANCELLED)


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser("deliver", help="发出等待的短信和邮件，一轮；可重复执行")
    command.add_argument("--json", action="store_true")


def run(given: argparse.Namespace, at: datetime) -> int:
    """0. Raises Refused when a gateway is set up in a way that makes no sense."""
    try:
        done = deliver_once(at)
    except ValueError as no:
        raise Refused(str(no)) from no
    counts = {str(name): done.outcomes[name] for name in SAID}
    oldest = oldest_waiting()
    if given.json:
        said = {"planned": done.planned} | counts | {"oldest": oldest.isoformat() if oldest else None}
        print(json.dumps(said))  # noqa: T201
    else:
        print(  # noqa: T201
            f"新信件 {done.planned} 封；发出 {counts['sent']} 条，稍后再发 {counts['later']} 条，"
            f"发不出 {counts['refused']} 条，结果不明 {counts['unknown']} 条，不用再发 {counts['cancelled']} 条。"
        )
    return 0
