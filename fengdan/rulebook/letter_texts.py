"""Texts of letters: the product's own, and what a county may write in their place."""

from collections.abc import Mapping
from string import Formatter

from fengdan.rulebook.errors import Refused
from fengdan.rulebook.news import NOTICES
from fengdan.rulebook.party_letters import PARTY_TEXTS

VARIABLES: Mapping[str, str] = {
    "centre": "中心名称",
    "code": "事项编号",
    "limit": "时限名称",
    "due": "到期时间",
    "link": "查询网址",
    "telephone": "咨询电话",
    "when": "约定时间",
    "place": "约定地点",
}
DEFAULTS: Mapping[str, str] = {**{name: notice.text for name, notice in NOTICES.items()}, **PARTY_TEXTS}
LONGEST = 300
PART = 70  # characters in one short message; a longer one is charged as several
ALLOWED = "、".join(f"{{{name}}}（{label}）" for name, label in VARIABLES.items())
SHOWN = 20


def variables_of(text: str) -> frozenset[str]:
    """The variables a text uses. Raises Refused naming what is wrong with it and what may stand there."""
    if not text.strip():
        raise Refused("请填写信件文字。", "text")
    if len(text) > LONGEST:
        raise Refused(f"信件文字最多 {LONGEST} 个字，现有 {len(text)} 个字，请删减。", "text")
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        raise Refused(f"信件文字里的花括号没有成对，请检查“{{”和“}}”。可以用的变量：{ALLOWED}。", "text") from None
    found = set()
    for _, name, spec, conversion in parts:
        if name is None:
            continue
        if name not in VARIABLES or spec or conversion:
            wrong = name + (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else "")
            raise Refused(f"信件文字里的变量“{{{wrong[:SHOWN]}}}”不能用。可以用的变量：{ALLOWED}。", "text")
        found.add(name)
    return frozenset(found)


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its variables filled in; one without a value is left out. For texts `variables_of` has passed."""
    return text.format_map({name: values.get(name, "") for name in VARIABLES})


def sms_parts(text: str) -> int:
    """How many short messages a text of this length is charged as."""
    return -(-len(text) // PART)
