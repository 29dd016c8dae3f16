"""The nouns of a matter, one a file: columns, constraints, nothing else."""

from fengdan.matters.models.agreement import Agreement
from fengdan.matters.models.assignment import Assignment
from fengdan.matters.models.case_file import CaseFile
from fengdan.matters.models.clock import Clock
from fengdan.matters.models.consent import Consent
from fengdan.matters.models.correction import Correction
from fengdan.matters.models.counter import Counter
from fengdan.matters.models.event import Event
from fengdan.matters.models.hand_up import HandUp
from fengdan.matters.models.matter import Matter
from fengdan.matters.models.note import Note
from fengdan.matters.models.oral_agreement import OralAgreement
from fengdan.matters.models.party import Party
from fengdan.matters.models.reply import Reply
from fengdan.matters.models.route import Route
from fengdan.matters.models.session import Session
from fengdan.matters.models.signature import Signature
from fengdan.matters.models.supporting import Supporting
from fengdan.matters.models.unit_return import UnitReturn

__all__ = [
    "Agreement",
    "Assignment",
    "CaseFile",
    "Clock",
    "Consent",
    "Correction",
    "Counter",
    "Event",
    "HandUp",
    "Matter",
    "Note",
    "OralAgreement",
    "Party",
    "Reply",
    "Route",
    "Session",
    "Signature",
    "Supporting",
    "UnitReturn",
]
