"""预编号登记单: printed ahead for power cuts, filled in by hand, typed in later under the number they carry."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from fengdan.journal.models import Entry as JournalEntry
from fengdan.journal.write import enter
from fengdan.matters.counters import next_matter_code
from fengdan.matters.models import Matter, PaperSlip
from fengdan.matters.pins import same_pin
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.numbering import new_pin, new_token, read_code
from fengdan.vault import blind

MOST = 50
MADE, PRINTED = "make_slips", "print_slips"


@dataclass(frozen=True)
class Numbers:
    """What a slip in somebody's hand carries, and its matter with it."""

    code: str
    pin: str
    token: str

    @property
    def token_index(self) -> str:
        return blind.index("slip", self.token)


def fresh_numbers(at: datetime) -> Numbers:
    """The next code of the day with a PIN and a token of its own."""
    return Numbers(next_matter_code(at), new_pin(), new_token())


def make_slips(how_many: int, *, actor: Actor, at: datetime, once: str) -> list[PaperSlip]:
    """Give out so many numbers for paper, and enter it in the journal. The same form sent again gives none anew."""
    if not 1 <= how_many <= MOST:
        raise Refused(f"一次可以打印 1 到 {MOST} 张，请改正。", "how_many")
    with transaction.atomic():
        made = JournalEntry.objects.filter(act=MADE, actor_id=actor.id).order_by("-seq").first()
        if made is not None and made.facts["once"] == once:
            return batch(made.subject)
        slips = []
        for _ in range(how_many):
            numbers = fresh_numbers(at)
            row = PaperSlip(code=numbers.code, pin=numbers.pin, token=numbers.token, token_index=numbers.token_index)
            row.printed_at, row.printed_by = at, actor.id
            row.save(force_insert=True)
            slips.append(row)
        facts = {"how_many": how_many, "once": once}
        enter(act=MADE, actor_id=actor.id, at=at, subject=slips[0].code, facts=facts)
    return slips


def batch(first: str) -> list[PaperSlip]:
    """The slips made together with this one, without those typed in since; none when there is no such slip."""
    one = PaperSlip.objects.filter(code=first).first()
    if one is None:
        return []
    together = PaperSlip.objects.filter(printed_at=one.printed_at, printed_by=one.printed_by, code__gte=first)
    return list(together.exclude(code__in=Matter.objects.values("code")))


def enter_printing(slips: list[PaperSlip], *, actor: Actor, at: datetime) -> None:
    """A sheet carries PINs: whoever gets one to see stands in the journal."""
    enter(act=PRINTED, actor_id=actor.id, at=at, subject=slips[0].code, facts={"how_many": len(slips)})


def numbers_of_slip(typed: str, at: datetime) -> Numbers:
    """The numbers of a slip being typed in, which stay free for nobody else until commit. Raises Refused."""
    code = read_code(typed)
    if code is None:
        raise Refused("登记单的编号不对，请对照纸上的编号再输一次。", "paper_slip")
    slip = PaperSlip.objects.select_for_update().filter(code=code).first()  # of two at once the second waits
    if slip is None:
        raise Refused("没有印过这个编号的登记单，请对照纸上的编号再输一次。", "paper_slip")
    if Matter.objects.filter(code=code).exists():
        raise Refused(f"这张登记单已经录入过（{code}），没有再录一次。", "paper_slip")
    if at < slip.printed_at.replace(second=0, microsecond=0):
        raise Refused("发生时间早于这张登记单的打印时间，请核对。", "happened_at")
    return Numbers(code, slip.pin, slip.token)


def waits_by_token(token: str) -> bool:
    """Whether this is the QR of a slip that has been handed out and not typed in yet."""
    return PaperSlip.objects.filter(token_index=blind.index("slip", token)).exists()


def waits_by_pin(code: str, pin: str) -> bool:
    """Whether code and PIN are those of a slip that has not been typed in yet. The caller throttles."""
    known = PaperSlip.objects.filter(code=read_code(code) or "").values_list("pin", flat=True).first()
    return known is not None and same_pin(known, pin)
