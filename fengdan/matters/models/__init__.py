"""The nouns of a matter, one a file: columns, constraints, nothing else."""

from fengdan.matters.models.agreement import Agreement
from fengdan.matters.models.alarm import Alarm
from fengdan.matters.models.assignment import Assignment
from fengdan.matters.models.booking import BookedSlot, Booking
from fengdan.matters.models.case_file import CaseFile
from fengdan.matters.models.clock import Clock
from fengdan.matters.models.co_mediator import CoMediator
from fengdan.matters.models.conference import Conference, ConferenceMember
from fengdan.matters.models.conflict import Conflict
from fengdan.matters.models.consent import Consent
from fengdan.matters.models.contact import Contact
from fengdan.matters.models.correction import Correction
from fengdan.matters.models.counter import Counter
from fengdan.matters.models.due_move import DueMove
from fengdan.matters.models.event import Event
from fengdan.matters.models.extension import Extension
from fengdan.matters.models.follow_up import FollowUp
from fengdan.matters.models.guidance import Guidance
from fengdan.matters.models.hand_up import HandUp
from fengdan.matters.models.imported_row import ImportedRow
from fengdan.matters.models.invitation import Invitation
from fengdan.matters.models.invitee import Invitee
from fengdan.matters.models.matter import Matter
from fengdan.matters.models.merger import Merger
from fengdan.matters.models.need import Need
from fengdan.matters.models.need_plan import NeedPlan
from fengdan.matters.models.note import Note
from fengdan.matters.models.objection import Objection
from fengdan.matters.models.obligation import Obligation
from fengdan.matters.models.oral_agreement import OralAgreement
from fengdan.matters.models.order import Order, OrderAnswer, OrderChoice
from fengdan.matters.models.paper_slip import PaperSlip
from fengdan.matters.models.party import Party
from fengdan.matters.models.past_round import PastRound
from fengdan.matters.models.performance import Performance
from fengdan.matters.models.personal_lead import PersonalLead
from fengdan.matters.models.preparation import Preparation
from fengdan.matters.models.proposal import Proposal
from fengdan.matters.models.rating import Rating
from fengdan.matters.models.referral import Referral
from fengdan.matters.models.reply import Reply
from fengdan.matters.models.response import Response
from fengdan.matters.models.risk_change import RiskChange
from fengdan.matters.models.risk_handling import RiskHandling
from fengdan.matters.models.route import Route
from fengdan.matters.models.scan import Scan
from fengdan.matters.models.session import Session
from fengdan.matters.models.signature import Signature
from fengdan.matters.models.supervision import Supervision
from fengdan.matters.models.supporting import Supporting
from fengdan.matters.models.suspension import Suspension
from fengdan.matters.models.task import Task
from fengdan.matters.models.transfer import Transfer
from fengdan.matters.models.unit_return import UnitReturn
from fengdan.matters.models.urging import Urging
from fengdan.matters.models.visit import Visit
from fengdan.matters.models.wish import Wish

__all__ = [
    "Agreement",
    "Alarm",
    "Assignment",
    "BookedSlot",
    "Booking",
    "CaseFile",
    "Clock",
    "CoMediator",
    "Conference",
    "ConferenceMember",
    "Conflict",
    "Consent",
    "Contact",
    "Correction",
    "Counter",
    "DueMove",
    "Event",
    "Extension",
    "FollowUp",
    "Guidance",
    "HandUp",
    "ImportedRow",
    "Invitation",
    "Invitee",
    "Matter",
    "Merger",
    "Need",
    "NeedPlan",
    "Note",
    "Objection",
    "Obligation",
    "OralAgreement",
    "Order",
    "OrderAnswer",
    "OrderChoice",
    "PaperSlip",
    "Party",
    "PastRound",
    "Performance",
    "PersonalLead",
    "Preparation",
    "Proposal",
    "Rating",
    "Referral",
    "Reply",
    "Response",
    "RiskChange",
    "RiskHandling",
    "Route",
    "Scan",
    "Session",
    "Signature",
    "Supervision",
    "Supporting",
    "Suspension",
    "Task",
    "Transfer",
    "UnitReturn",
    "Urging",
    "Visit",
    "Wish",
]
