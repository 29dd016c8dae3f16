"""A step a file; this is their list."""

from fengdan.web.matter.steps.accept import Accept
from fengdan.web.matter.steps.add_obligation import AddObligation
from fengdan.web.matter.steps.add_party import AddParty
from fengdan.web.matter.steps.add_task import AddTask
from fengdan.web.matter.steps.agree import Agree
from fengdan.web.matter.steps.agree_orally import AgreeOrally
from fengdan.web.matter.steps.alarm import ReportDanger
from fengdan.web.matter.steps.answer import Answer
from fengdan.web.matter.steps.answer_need import AnswerNeed
from fengdan.web.matter.steps.answer_order import AnswerOrder
from fengdan.web.matter.steps.answer_supervision import AnswerSupervision
from fengdan.web.matter.steps.approve_reply import ApproveReply
from fengdan.web.matter.steps.archive import Archive
from fengdan.web.matter.steps.arrange_order import ArrangeOrder
from fengdan.web.matter.steps.ask_extend import AskExtend
from fengdan.web.matter.steps.ask_help import AskHelp
from fengdan.web.matter.steps.ask_lower_risk import AskLowerRisk
from fengdan.web.matter.steps.ask_override import AskOverride
from fengdan.web.matter.steps.ask_party import AskParty
from fengdan.web.matter.steps.ask_suspend import AskSuspend
from fengdan.web.matter.steps.assign import Assign
from fengdan.web.matter.steps.attach import Attach
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.matter.steps.book import Book
from fengdan.web.matter.steps.cancel_booking import CancelBooking
from fengdan.web.matter.steps.challenge_mediator import ChallengeMediator
from fengdan.web.matter.steps.change_mediator import ChangeMediator
from fengdan.web.matter.steps.conclude import Conclude
from fengdan.web.matter.steps.correct import Correct
from fengdan.web.matter.steps.decide_conference import DecideConference
from fengdan.web.matter.steps.declare_conflict import DeclareConflict
from fengdan.web.matter.steps.do_task import DoTask
from fengdan.web.matter.steps.draft_supervision import DraftSupervision
from fengdan.web.matter.steps.drop_supervision import DropSupervision
from fengdan.web.matter.steps.drop_task import DropTask
from fengdan.web.matter.steps.extend import Extend
from fengdan.web.matter.steps.follow_up import FollowUp
from fengdan.web.matter.steps.give_back import GiveBack
from fengdan.web.matter.steps.guide import Guide
from fengdan.web.matter.steps.hand_up import HandUp
from fengdan.web.matter.steps.handle_rating import HandleRating
from fengdan.web.matter.steps.handle_risk import HandleRisk
from fengdan.web.matter.steps.hold_session import HoldSession
from fengdan.web.matter.steps.invite import Invite
from fengdan.web.matter.steps.issue_supervision import IssueSupervision
from fengdan.web.matter.steps.judge_supervision import JudgeSupervision
from fengdan.web.matter.steps.lead_personally import LeadPersonally
from fengdan.web.matter.steps.lower_risk import LowerRisk
from fengdan.web.matter.steps.merge import Merge
from fengdan.web.matter.steps.note import WriteNote
from fengdan.web.matter.steps.order import PlaceOrder
from fengdan.web.matter.steps.override_conflict import OverrideConflict
from fengdan.web.matter.steps.plan_need import PlanNeed
from fengdan.web.matter.steps.prepare import Prepare
from fengdan.web.matter.steps.protect import Protect
from fengdan.web.matter.steps.raise_objection import RaiseObjection
from fengdan.web.matter.steps.raise_risk import RaiseRisk
from fengdan.web.matter.steps.rate import Rate
from fengdan.web.matter.steps.reassign import Reassign
from fengdan.web.matter.steps.rebook import Rebook
from fengdan.web.matter.steps.recall import Recall
from fengdan.web.matter.steps.record_consent import RecordConsent
from fengdan.web.matter.steps.record_performance import RecordPerformance
from fengdan.web.matter.steps.record_receipt import RecordReceipt
from fengdan.web.matter.steps.register_need import RegisterNeed
from fengdan.web.matter.steps.reject import Reject
from fengdan.web.matter.steps.remove_party import RemoveParty
from fengdan.web.matter.steps.reopen import Reopen
from fengdan.web.matter.steps.reply import Reply
from fengdan.web.matter.steps.report_up import ReportUp
from fengdan.web.matter.steps.respond import Respond
from fengdan.web.matter.steps.resume import Resume
from fengdan.web.matter.steps.rule_on_challenge import RuleOnChallenge
from fengdan.web.matter.steps.rule_on_objection import RuleOnObjection
from fengdan.web.matter.steps.rule_on_return import RuleOnReturn
from fengdan.web.matter.steps.send_back_reply import SendBackReply
from fengdan.web.matter.steps.sign import Sign
from fengdan.web.matter.steps.suspend import Suspend
from fengdan.web.matter.steps.take import Take
from fengdan.web.matter.steps.transfer import Transfer
from fengdan.web.matter.steps.undo_limit_change import UndoLimitChange
from fengdan.web.matter.steps.urge import Urge
from fengdan.web.matter.steps.visit import Visit
from fengdan.web.matter.steps.void_agreement import VoidAgreement
from fengdan.web.matter.steps.waive_conflict import WaiveConflict
from fengdan.web.matter.steps.withdraw_order import WithdrawOrder

__all__ = ["FORMS", "StepForm"]

FORMS: dict[str, type[StepForm]] = {
    "accept": Accept,
    "assign": Assign,
    "recall": Recall,
    "take": Take,
    "give_back": GiveBack,
    "rule_on_return": RuleOnReturn,
    "decide_conference": DecideConference,
    "hand_up": HandUp,
    "raise_objection": RaiseObjection,
    "rule_on_objection": RuleOnObjection,
    "ask_help": AskHelp,
    "ask_party": AskParty,
    "answer": Answer,
    "guide": Guide,
    "transfer": Transfer,
    "record_receipt": RecordReceipt,
    "reject": Reject,
    "merge": Merge,
    "reopen": Reopen,
    "visit": Visit,
    "respond": Respond,
    "record_consent": RecordConsent,
    "add_party": AddParty,
    "remove_party": RemoveParty,
    "change_mediator": ChangeMediator,
    "invite": Invite,
    "hold_session": HoldSession,
    "agree": Agree,
    "sign": Sign,
    "void_agreement": VoidAgreement,
    "agree_orally": AgreeOrally,
    "reply": Reply,
    "send_back_reply": SendBackReply,
    "approve_reply": ApproveReply,
    "conclude": Conclude,
    "add_obligation": AddObligation,
    "record_performance": RecordPerformance,
    "follow_up": FollowUp,
    "rate": Rate,
    "handle_rating": HandleRating,
    "archive": Archive,
    "alarm": ReportDanger,
    "raise_risk": RaiseRisk,
    "ask_lower_risk": AskLowerRisk,
    "lower_risk": LowerRisk,
    "handle_risk": HandleRisk,
    "ask_suspend": AskSuspend,
    "suspend": Suspend,
    "resume": Resume,
    "ask_extend": AskExtend,
    "extend": Extend,
    "undo_limit_change": UndoLimitChange,
    "protect": Protect,
    "attach": Attach,
    "note": WriteNote,
    "correct": Correct,
    "report_up": ReportUp,
    "urge": Urge,
    "draft_supervision": DraftSupervision,
    "issue_supervision": IssueSupervision,
    "drop_supervision": DropSupervision,
    "answer_supervision": AnswerSupervision,
    "judge_supervision": JudgeSupervision,
    "lead_personally": LeadPersonally,
    "order": PlaceOrder,
    "answer_order": AnswerOrder,
    "withdraw_order": WithdrawOrder,
    "arrange_order": ArrangeOrder,
    "declare_conflict": DeclareConflict,
    "challenge_mediator": ChallengeMediator,
    "rule_on_challenge": RuleOnChallenge,
    "waive_conflict": WaiveConflict,
    "ask_override": AskOverride,
    "override_conflict": OverrideConflict,
    "book": Book,
    "rebook": Rebook,
    "cancel_booking": CancelBooking,
    "reassign": Reassign,
    "register_need": RegisterNeed,
    "plan_need": PlanNeed,
    "answer_need": AnswerNeed,
    "add_task": AddTask,
    "do_task": DoTask,
    "drop_task": DropTask,
    "prepare": Prepare,
}
