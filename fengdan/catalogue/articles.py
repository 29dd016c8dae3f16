"""法条 for preparing a mediation: a short fixed list for each type of dispute."""

from dataclasses import dataclass

from fengdan.catalogue.models import ArticleTable
from fengdan.database.prepared import Prepared

_newest = Prepared(lambda: ArticleTable.objects.order_by("-version").values_list("rows", flat=True)[:1])


@dataclass(frozen=True)
class Article:
    """`gist` is in our own words; not `verified`: a person has to read the law itself first."""

    law: str
    article: str
    gist: str
    verified: bool


def articles_of(matter_type: str) -> list[Article]:
    """In the order of the file. One query; none before a county has published any."""
    return [
        Article(row["law"], row["article"], row["gist"], row["source"] == "原文")
        for row in _newest.first() or []
        if row["type"] == matter_type
    ]
