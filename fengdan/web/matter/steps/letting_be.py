"""What keeps somebody of the team off and may be let be, as choices: for 双方同意不回避 and 申请破例承办."""

from typing import Any

from fengdan.matters.queries.page import MatterPage

NOBODY = "本团队没有可以这样办的回避情形：自己的事、已被支持的回避申请，谁也不能同意。"


def let_be_choices(page: MatterPage) -> list[tuple[str, str]]:
    """`code:kind` and words; nothing for whoever may not see why somebody is kept off."""
    return [
        (f"{row.code}:{block.kind}", f"{row.name}（{block.full}）")
        for row in page.able.kept_off
        for block in row.why
        if block.waivable
    ]


def chosen(value: str) -> dict[str, Any]:
    """A choice as the actions take it."""
    mediator, _, kind = value.partition(":")
    return {"mediator": mediator, "kind": kind}
