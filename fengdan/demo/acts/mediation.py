"""Consent, sessions, agreements, signatures."""

from typing import Any

from fengdan.demo.telling import Telling
from fengdan.matters.actions.add_party import add_party
from fengdan.matters.actions.agree import agree
from fengdan.matters.actions.agree_orally import OralTerms, agree_orally
from fengdan.matters.actions.ask_party import ask_party
from fengdan.matters.actions.hold_session import SessionRecord, hold_session
from fengdan.matters.actions.invite import invite
from fengdan.matters.actions.record_consent import record_consent
from fengdan.matters.actions.remove_party import remove_party
from fengdan.matters.actions.sign import sign
from fengdan.matters.actions.void_agreement import void_agreement
from fengdan.matters.models import Matter
from fengdan.rulebook.agreements import MEDIATOR, SEAL, Terms
from fengdan.rulebook.facts import CENTRE, Answer
from fengdan.rulebook.signing import FINGERPRINT, SIGNED, STAMPED, SignatureRecord

ROOMS = ("综治中心调解室一", "综治中心调解室二", "综治中心调解室三")


def _consent(tell: Telling) -> Matter:
    """`record_consent b agreed telephone | words`; online by the party itself."""
    letter, answer, how = tell.line.arguments
    said: dict[str, Any] = {"party": tell.parties[letter], "answer": Answer(answer), "how": how, "asked_at": tell.at}
    return record_consent(tell.matter, **said, words=tell.words(), **tell.by())


def _session(tell: Telling) -> Matter:
    """`hold_session agreed | record | place`, everybody there."""
    present = tell.matter.parties.filter(removed=False).values_list("pk", flat=True)
    place = tell.words(1) or tell.dice.choice(ROOMS)
    held = SessionRecord(tell.at, place, list(present), tell.words(0), tell.argument(0), rights_notice=True)
    return hold_session(tell.matter, session=held, **tell.by())


def _agree(tell: Telling) -> Matter:
    """`agree | facts | content | performance | due | place`."""
    return agree(tell.matter, terms=Terms(*(tell.words(place) for place in range(5))), **tell.by())


def _sign(tell: Telling) -> Matter:
    """`sign` is everybody, `sign a` that party alone, `sign a*` by fingerprint."""
    letters = tell.line.arguments or (*tell.parties, MEDIATOR, SEAL)
    matter = tell.matter
    for each in letters:
        letter = each.removesuffix("*")
        signer = letter if letter in {MEDIATOR, SEAL} else f"party:{tell.parties[letter]}"
        manner = STAMPED if letter == SEAL else FINGERPRINT if each.endswith("*") else SIGNED
        witness = tell.actor().name if manner == FINGERPRINT else ""
        put = SignatureRecord(signer, manner, tell.at, witness, identity_checked=signer.startswith("party:"))
        matter = sign(matter, signature=put, **tell.by())
    return matter


def _orally(tell: Telling) -> Matter:
    """`agree_orally | content` done at once, `agree_orally +9 | content` by then; at the desk with the team that did.

    The team comes last: `agree_orally team-16 | content`.
    """
    at_desk = tell.matter.holder_id == CENTRE
    dated = tell.argument(0).startswith(("+", "-"))
    due = tell.day(0) if dated else None
    team = tell.line.arguments[-1] if at_desk else ""
    terms = OralTerms(
        tell.words(),
        tell.at,
        due=f"{due.month}月{due.day}日前" if due else "",
        performed=due is None,
        mediator=tell.office.mediators[team][0] if team else "",
    )
    return agree_orally(tell.matter, terms=terms, both_agree=True, **tell.by("clerk" if at_desk else ""))


def _add_party(tell: Telling) -> Matter:
    letter = tell.argument(0)
    matter = add_party(tell.matter, details=tell.people[letter], **tell.by())
    tell.parties[letter] = max(matter.parties.values_list("pk", flat=True))
    return matter


def _remove_party(tell: Telling) -> Matter:
    party = tell.parties.pop(tell.argument(0))
    return remove_party(tell.matter, party=party, reason=tell.words(), **tell.by())


def _invite(tell: Telling) -> Matter:
    return invite(tell.matter, name=tell.words(), capacity=tell.argument(0), all_agree=True, **tell.by())


ACTS = {
    "ask_party": lambda tell: ask_party(tell.matter, party=tell.parties[tell.argument(0)], **tell.by("clerk")),
    "record_consent": _consent,
    "hold_session": _session,
    "agree": _agree,
    "sign": _sign,
    "void_agreement": lambda tell: void_agreement(tell.matter, reason=tell.words(), **tell.by()),
    "agree_orally": _orally,
    "add_party": _add_party,
    "remove_party": _remove_party,
    "invite": _invite,
}
