"""What comes along with a registration: who sent it, who can be reached instead, how many people came."""

from dataclasses import dataclass
from datetime import date

from fengdan.matters.choices import said
from fengdan.matters.entry import Entry
from fengdan.matters.models import Contact, Party, Referral, Visit
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.sources import REFERRED


@dataclass(frozen=True)
class Sender:
    """来件: the body a matter comes from, its own number, and the day on its letter."""

    organ: str = ""
    number: str = ""
    sent_on: date | None = None


@dataclass(frozen=True)
class ContactDetails:
    """Who speaks for an applicant without a telephone: a daughter, a neighbour."""

    name: str = ""
    phone: str = ""
    relation: str = ""


NOT_SENT = Sender()
NO_CONTACT = ContactDetails()


def add_referral(entry: Entry, channel: str, sender: Sender) -> None:
    """Keep who sent it; who is sent a matter owes an answer, so the sender is known by name. Raises Refused."""
    if channel not in REFERRED:
        if sender != NOT_SENT:
            raise Refused("不是转来的事项不填来件单位、文号和日期；是转来的，请改选“从哪里来”。", "organ")
        return
    organ = said(sender.organ, "organ", "来件单位")
    if sender.sent_on is not None and sender.sent_on > entry.at.astimezone(ZONE).date():
        raise Refused("来件日期不能晚于登记这一天，请核对。", "sent_on")
    row = Referral(matter=entry.matter, organ=organ, number=sender.number, sent_on=sender.sent_on)
    entry.add(row)
    entry.facts["referral"] = row.pk


def add_contact(entry: Entry, party: Party, details: ContactDetails) -> None:
    """Keep who can be reached in the party's place. Raises Refused."""
    if details == NO_CONTACT:
        return
    name = said(details.name, "contact_name", "联系人姓名")
    row = Contact(party=party, name=name, phone=details.phone, relation=details.relation)
    entry.add(row)
    entry.facts["contact"] = row.pk


def add_visit(entry: Entry, people: int) -> None:
    """The first visit: those who came together are one 批; where nobody came there was none (domain.md §6.1)."""
    if people < 0:
        raise Refused("“来了几个人”不能是负数。", "people")
    if people:
        row = Visit(matter=entry.matter, visited_at=entry.at, people=people)
        entry.add(row)
        entry.facts["visit"] = row.pk
        entry.facts["people"] = people
