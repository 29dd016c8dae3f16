"""What a printed paper is made of."""

from dataclasses import dataclass
from enum import StrEnum

from fengdan.rulebook.file_check import PAPER_LABELS, Paper

# what the papers of the law's model ask of every party (domain.md §4.1)
PARTY_ITEMS = ("姓名", "性别", "民族", "年龄", "职业或职务", "联系方式", "单位或住址")


class Signer(StrEnum):
    """Who puts a name, stamp or fingerprint under it; the parties are one line each."""

    APPLICANTS = "applicants"
    PARTIES = "parties"
    INVITEES = "invitees"
    MEDIATOR = "mediator"
    RECORDER = "recorder"
    CLERK = "clerk"
    HANDLER = "handler"
    DISPATCHER = "dispatcher"
    TAKER = "taker"
    CALLER = "caller"
    DECIDER = "decider"
    CONFERRING = "conferring"
    ISSUER = "issuer"
    PASSER = "passer"
    RECEIVER = "receiver"


SIGNER_LABELS = {
    Signer.INVITEES: "参加人",
    Signer.MEDIATOR: "人民调解员",
    Signer.RECORDER: "记录人",
    Signer.CLERK: "登记人",
    Signer.HANDLER: "经办人",
    Signer.DISPATCHER: "派单人",
    Signer.TAKER: "接单人",
    Signer.CALLER: "回访人",
    Signer.DECIDER: "裁定人",
    Signer.CONFERRING: "参加单位",
    Signer.ISSUER: "签发人",
    Signer.RECEIVER: "签收人",
    Signer.PASSER: "移交人",
}


class Seal(StrEnum):
    """Whose seal the paper carries. A centre is no committee: it seals no agreement (人民调解法 Art. 29)."""

    NONE = ""
    COMMITTEE = "人民调解委员会印章"
    UNIT = "受理单位印章"


@dataclass(frozen=True)
class Field:
    """One line. `rows` are left to write on; `choices` are boxes to tick; `text` stands there on every copy."""

    code: str
    label: str
    rows: int = 1
    choices: tuple[str, ...] = ()
    text: str = ""


APPLICANT = Field("applicant", "申请人")
RESPONDENT = Field("respondent", "被申请人")
MATTER_TYPE = Field("matter_type", "纠纷类型")


@dataclass(frozen=True)
class Kind:
    """A paper as a table of fields. With `parties` it lists the seven items of each in full.

    `number` is the label of the number on top; `statements` are printed on every copy, above the signatures.
    """

    paper: Paper
    fields: tuple[Field, ...]
    signers: tuple[Signer, ...]
    statements: tuple[str, ...] = ()
    parties: bool = False
    seal: Seal = Seal.NONE
    number: str = "事项编号"

    @property
    def title(self) -> str:
        return PAPER_LABELS[self.paper]

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label that stands on the paper."""
        of_parties = ("当事人", *PARTY_ITEMS) if self.parties else ()
        return (self.number, *of_parties, *(field.label for field in self.fields))
