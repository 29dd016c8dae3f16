"""What must hold of the weights of proposals and of the articles to prepare by."""

import re
from collections.abc import Iterator
from itertools import pairwise

from fengdan.catalogue.county.files import County, Problem
from fengdan.rulebook.routing import DISPUTE
from fengdan.rulebook.weights import DEFAULT_WEIGHTS, HEAVIEST, WANTED

ARTICLE = re.compile("第[一二三四五六七八九十百千零]{1,10}条(之[一二三四五六七八九十])?")


def proposing_problems(county: County) -> Iterator[Problem]:
    """Every part of a proposal with what it weighs, none that counts for nothing, and whom people want first first."""
    rows = {row["code"]: row for row in county["proposing.csv"]}
    for code, row in rows.items():
        if code not in DEFAULT_WEIGHTS:
            yield row.problem("code", f"“{code}”不是派单建议的分项", f"请用 {'、'.join(DEFAULT_WEIGHTS)}")
        elif row["weight"].isdecimal() and not 1 <= int(row["weight"]) <= HEAVIEST:
            yield row.problem("weight", f"“{row['weight']}”不在 1 至 {HEAVIEST} 之内", f"请填 1 至 {HEAVIEST} 的整数")
    for code in DEFAULT_WEIGHTS:
        if code not in rows:
            yield Problem("proposing.csv", 0, "code", f"缺少派单建议的分项 {code}", "请补上这一行")
    for first, then in pairwise(rows[code] for code in WANTED if code in rows):
        if all(row["weight"].isdecimal() for row in (first, then)) and int(first["weight"]) < int(then["weight"]):
            yield then.problem("weight", "比当事人更想要的那一位还高", f"请填不高于 {first['weight']} 的整数")


def article_problems(county: County) -> Iterator[Problem]:
    """The law by its name, the article in Chinese numerals as it is cited; for disputes, and each once for a type."""
    kinds = {row["code"]: row["kind"] for row in county["types.csv"]}
    seen: set[tuple[str, str, str]] = set()
    for row in county["articles.csv"]:
        cited = (row["type"], row["law"], row["article"])
        if row["article"] and not ARTICLE.fullmatch(row["article"]):
            yield row.problem("article", f"“{row['article']}”不像一条法律", "请写成如 第二百八十八条")
        if row["law"].startswith("《"):
            yield row.problem("law", "不用写书名号", "请只写名称，如 民法典")
        if kinds.get(row["type"], DISPUTE) != DISPUTE:
            yield row.problem("type", f"“{row['type']}”是便民事项，不用调解", "请填矛盾纠纷的类型")
        if cited in seen:
            yield row.problem("article", "同一类型重复写了这一条", "请删去多余的一行")
        seen.add(cited)
