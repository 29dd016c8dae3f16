"""What a mediation session needs beyond the consent that `powers` asks for."""

from collections.abc import Collection
from datetime import datetime

from fengdan.rulebook.errors import Refused
from fengdan.rulebook.facts import MatterFacts


def check_session(
    facts: MatterFacts,
    *,
    held_at: datetime,
    taken_at: datetime,
    agreed_at: datetime,
    at: datetime,
    present: Collection[int],
    rights_notice: bool,
) -> None:
    """Raise Refused unless it was held after taking and after the last consent, before now, with the rights told."""
    if held_at > at:
        raise Refused("调解时间不能晚于现在；还没有开的会请开完再记录。", "held_at")
    if held_at < taken_at.replace(second=0, microsecond=0):
        raise Refused("调解时间早于接单时间，请核对。", "held_at")
    if held_at < agreed_at.replace(second=0, microsecond=0):
        raise Refused("调解时间早于当事人同意调解的时间，请核对（人民调解法第十七条）。", "held_at")
    if not present:
        raise Refused("请勾选到场的当事人。", "present")
    if not set(present) <= set(facts.parties):
        raise Refused("勾选的人不是本事项的当事人，请重新勾选。", "present")
    if not rights_notice:
        raise Refused("调解前必须告知当事人权利义务，请告知后勾选（人民调解法第二十三、二十四条）。", "rights_notice")
