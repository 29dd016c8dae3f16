"""Why a matter is not taken in (domain.md §2.6), each with where the person may go instead."""

from enum import StrEnum


class Rejection(StrEnum):
    EXCLUSIVE_AUTHORITY = "exclusive_authority"
    FORBIDDEN = "forbidden"
    ALREADY_SEISED = "already_seised"
    PARTY_REFUSED = "party_refused"
    ADMINISTRATIVE = "administrative"
    PETITION_OPEN = "petition_open"
    NOT_OURS = "not_ours"
    NO_PARTY = "no_party"
    SAME_MATTER = "same_matter"
    DISCIPLINE = "discipline"


REJECTION_LABELS = {
    Rejection.EXCLUSIVE_AUTHORITY: "法律规定由专门机关管辖处理",
    Rejection.FORBIDDEN: "法律禁止民间调解",
    Rejection.ALREADY_SEISED: "法院、公安或者其他机关已经受理或解决",
    Rejection.PARTY_REFUSED: "一方当事人明确拒绝调解（人民调解法第十七条）",
    Rejection.ADMINISTRATIVE: "对行政行为不服，应当行政复议或者行政诉讼",
    Rejection.PETITION_OPEN: "涉法涉诉，法律程序还没有走完",
    Rejection.NOT_OURS: "当事人住所地和纠纷发生地都不在本县",
    Rejection.NO_PARTY: "没有明确的对方或者具体的请求",
    Rejection.SAME_MATTER: "同一事项正在办理或者已经办结",
    Rejection.DISCIPLINE: "检举控告，应当由纪检监察机关受理",
}
# the lawful way that stands open, printed on the notice
INSTEAD = {
    Rejection.EXCLUSIVE_AUTHORITY: "请向法律规定的专门机关提出；不清楚是哪个机关的，可以拨打 12348 公共法律服务热线。",
    Rejection.FORBIDDEN: "请向公安机关报案，或者向人民法院起诉。有人身危险请立即拨打 110。",
    Rejection.ALREADY_SEISED: "请向已经受理的机关了解进展；对处理结果不服的，按该机关告知的途径提出。",
    Rejection.PARTY_REFUSED: "可以依法申请仲裁、请求有关行政机关处理，或者向人民法院起诉。",
    Rejection.ADMINISTRATIVE: "可以自知道该行政行为之日起六十日内向行政复议机关申请行政复议，或者依法起诉。",
    Rejection.PETITION_OPEN: "请在正在进行的法律程序中提出，或者依法上诉、申诉。",
    Rejection.NOT_OURS: "请向对方住所地或者纠纷发生地的综治中心、人民调解委员会提出。",
    Rejection.NO_PARTY: "补充对方姓名或单位、具体请求以后，可以随时再来登记。",
    Rejection.SAME_MATTER: "请凭原来的查询码查看进展；有新的事实、理由的，可以要求恢复办理。",
    Rejection.DISCIPLINE: "请向县纪委监委提出，可以拨打 12388。材料不会转给被检举的人。",
}
