"""What stands in the paper of a 督办: what was issued, by whom and for whom, and what came back."""

from collections.abc import Callable

from fengdan.matters.queries.page import MatterPage
from fengdan.matters.queries.papers.known import Filled, moment
from fengdan.paperwork.paper import Signer
from fengdan.rulebook.file_check import Paper


def _order(page: MatterPage, n: int) -> Filled:
    row = page.supervising.issued[n - 1]
    known = {
        "way": row.name,
        "code": page.matter.code,
        "unit": row.unit,
        "fault": row.fault,
        "limit": row.about,
        "facts": row.facts,
        "demand": row.demand,
        "reply_by": f"{moment(row.reply_by)} 前",
        "issued": moment(row.issued_at),
        "signed": row.signed,
        "reply": row.reply,
    }
    return Filled(known, {Signer.ISSUER: row.signed})


OF_SUPERVISION: dict[Paper, Callable[[MatterPage, int], Filled]] = {Paper.SUPERVISION_ORDER: _order}
