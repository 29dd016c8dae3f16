"""What people tell the centre in confidence stands nowhere in the open: not in the file, a dump, or the log."""

import base64
import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from fengdan.files.check import check
from fengdan.files.models import StoredFile
from fengdan.matters.actions.add_party import add_party
from fengdan.matters.actions.agree import agree
from fengdan.matters.actions.agree_orally import OralTerms
from fengdan.matters.actions.approve_reply import approve_reply
from fengdan.matters.actions.arrange_order import arrange_order
from fengdan.matters.actions.assign import assign
from fengdan.matters.actions.conclude import conclude
from fengdan.matters.actions.correct import correct
from fengdan.matters.actions.decide_conference import decide_conference
from fengdan.matters.actions.give_back import give_back
from fengdan.matters.actions.hold_session import SessionRecord, hold_session
from fengdan.matters.actions.note import note
from fengdan.matters.actions.order import Ordered, order
from fengdan.matters.actions.recall import recall
from fengdan.matters.actions.record_consent import record_consent
from fengdan.matters.actions.register import Registration
from fengdan.matters.actions.remove_party import remove_party
from fengdan.matters.actions.reply import reply
from fengdan.matters.actions.report import Outcome, Reported, report
from fengdan.matters.actions.rule_on_return import rule_on_return
from fengdan.matters.actions.send_back_reply import send_back_reply
from fengdan.matters.actions.sign import sign
from fengdan.matters.actions.take import take
from fengdan.matters.actions.void_agreement import void_agreement
from fengdan.matters.models import HandUp, Matter, OralAgreement, Party, Reply
from fengdan.matters.parties import PartyDetails
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.facts import Answer, Side
from fengdan.rulebook.signing import SignatureRecord
from tests.cast import MORNING, TERMS, Walk, actor

BIRDS = "雀鹂鸲鹟鸫鹡鸰鹨鹎鸤鹪鹩鸺鹠鸮鹮鹳鹈鹕鸬"
CANARIES: list[str] = []


def canary(kind: str, number: int) -> str:
    """A text found nowhere else, kept to be looked for."""
    bird = BIRDS[number % len(BIRDS)] + BIRDS[(number * 7 + 3) % len(BIRDS)]
    if kind == "phone":
        text = f"1397{number:07}"
    elif kind == "id":
        text = f"6211221987{number:04}771X"
    else:
        text = f"{kind}{bird}{number}"
    CANARIES.append(text)
    return text


def party(side: Side, number: int) -> PartyDetails:
    return PartyDetails(side, *(canary(kind, number) for kind in ("姓名", "phone", "id", "住址")))


def tell(number: int) -> None:
    """One matter brought as far as an agreement in effect, with a canary in every place that takes a text."""
    told = Registration(
        "walk_in",
        "02",
        "621122100",
        canary("案情", number),
        (party(Side.APPLICANT, 10 * number), party(Side.RESPONDENT, 10 * number + 1)),
        canary("地点", number),
    )
    walk = Walk().register(told).accept()
    wanted = Ordered("desk", mediators=("m1602",), words=canary("点单", number))
    walk.matter = order(walk.matter, party=walk.parties()[0].pk, ordered=wanted, actor=actor("clerk"), at=walk._tick())
    why = {"reason": canary("安排", number), "actor": actor("dispatcher")}
    walk.matter = arrange_order(walk.matter, at=walk._tick(), **why)
    walk.assign().take()
    other = walk.matter.parties.last()
    at = walk._tick()
    clerk, mediator = actor("clerk"), actor("mediator")
    walk.matter = record_consent(
        walk.matter,
        party=other.pk,
        answer=Answer.AGREED,
        how="telephone",
        asked_at=at,
        words=canary("原话", number),
        actor=clerk,
        at=at,
    )
    walk.matter = note(walk.matter, text=canary("备注", number), actor=clerk, at=walk._tick())
    walk.matter = correct(
        walk.matter,
        field="name",
        new=canary("更名", number),
        reason=canary("缘由", number),
        party=other.pk,
        actor=clerk,
        at=walk._tick(),
    )
    walk.matter = add_party(walk.matter, details=party(Side.RESPONDENT, 500 + number), actor=clerk, at=walk._tick())
    gone = walk.parties()[-1].pk
    walk.matter = remove_party(walk.matter, party=gone, reason=canary("移除", number), actor=clerk, at=walk._tick())
    walk.matter = recall(walk.matter, reason=canary("撤回", number), actor=actor("dispatcher"), at=walk._tick())
    at, why = walk._tick(), canary("派单", number)
    walk.matter = assign(walk.matter, unit="team-16", reason=why, actor=actor("dispatcher"), at=at)
    at, why = walk._tick(), canary("退单", number)
    walk.matter = give_back(walk.matter, code="overload", reason=why, actor=actor("leader"), at=at)
    walk.assign().take()
    at = walk._tick()
    present = [each.pk for each in walk.parties()]
    held = SessionRecord(at, canary("会址", number), present, canary("记录", number), "agreed", rights_notice=True)
    walk.matter = hold_session(walk.matter, session=held, actor=mediator, at=at)
    parts = ("facts", "content", "performance", "due", "place")
    terms = replace(TERMS, **{part: canary(part, 100 + number) for part in parts})
    walk.matter = agree(walk.matter, terms=terms, actor=mediator, at=walk._tick())
    walk.matter = void_agreement(walk.matter, reason=canary("作废", number), actor=mediator, at=walk._tick())
    walk.matter = agree(walk.matter, terms=terms, actor=mediator, at=walk._tick())
    at = walk._tick()
    first, *others = walk.signers()
    put = SignatureRecord(first, "fingerprint", at, canary("见证", number), identity_checked=True)
    walk.matter = sign(walk.matter, signature=put, actor=mediator, at=at)
    walk.sign(*others).conclude()
    with pytest.raises(Refused):
        walk.consent_by_desk(Answer.REFUSED)
    other = Walk().register(told)
    why = canary("办结", number)
    conclude(other.matter, conclusion=Conclusion.WITHDRAWN, reason=why, actor=actor("duty"), at=other._tick())


def tell_units(number: int) -> None:
    """What a unit gives back and answers, a village passes up and settles: a canary in each text, and in a file."""
    told = Registration(
        "walk_in",
        "02",
        "621122100201",
        canary("案情", 20 + number),
        (party(Side.APPLICANT, 600 + 2 * number), party(Side.RESPONDENT, 601 + 2 * number)),
    )
    walk, duty, water, land = Walk().register(told).accept(), actor("duty"), actor("dept-water"), actor("dept")

    def by(who: Actor) -> dict[str, Any]:
        return {"actor": who, "at": walk._tick()}

    walk.matter = assign(walk.matter, unit="dept-water", reason=canary("交办", number), **by(duty))
    back = {"code": "out_of_field", "believed": "dept-land", "reason": canary("退回", number)}
    walk.matter = give_back(walk.matter, **back, **by(water))
    walk.matter = rule_on_return(walk.matter, unit="dept-land", ruling=canary("裁定", number), **by(duty))
    walk.matter = give_back(walk.matter, **(back | {"believed": "dept-water"}), **by(land))
    walk.matter = decide_conference(walk.matter, unit="dept-land", decision=canary("会商", number), **by(duty))
    walk.matter = take(walk.matter, **by(land))
    file = check(SimpleUploadedFile(f"{canary('文件名', number)}.pdf", f"%PDF-{canary('附件', number)}%%EOF".encode()))
    said = {"result": canary("结果", number), "basis": canary("依据", number)}
    walk.matter = reply(walk.matter, **said, attachment=file, **by(land))
    walk.matter = send_back_reply(walk.matter, comment=canary("补充", number), **by(duty))
    walk.matter = reply(walk.matter, **said, **by(land))
    walk.matter = approve_reply(walk.matter, comment=canary("审核", number), **by(duty))
    tell_at_home(told, number)


def tell_at_home(told: Registration, number: int) -> None:
    """One that a village passes up, and one that it settles by word of mouth."""
    village = actor("village")
    here = replace(told, origin="village-621122100201", level="village")
    terms = OralTerms(canary("说定", number), MORNING, due=canary("约期", number))
    up = Reported(here, Outcome.UP, up_because="risk", handover=canary("交接", number))
    settled = Reported(here, Outcome.SETTLED, terms=terms, both_agree=True)
    for reported in up, settled:
        report(reported, actor=village, at=MORNING)


def whole_file() -> Iterator[tuple[str, bytes]]:
    """Every byte that is kept: attachments, and the database file with its log, or all tables copied out as text."""
    for kept in (settings.DATA / "files").glob("*/*"):
        yield f"{kept.parent.name}/{kept.name}", kept.name.encode() + kept.read_bytes()
    if connection.vendor == "sqlite":
        for suffix in ("", "-wal"):
            file = Path(str(connection.settings_dict["NAME"]) + suffix)
            if file.exists():
                yield file.name, file.read_bytes()
        return
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            with cursor.copy(f'COPY "{table}" TO STDOUT') as copied:
                yield table, b"".join(bytes(part) for part in copied)


def forms(text: str) -> dict[str, bytes]:
    """The ways a text could lie about in the open. Base64 has three, by where it begins."""
    written = text.encode()
    found = {"utf-8": written, "utf-16": text.encode("utf-16-le"), "gbk": text.encode("gbk")}
    found["escaped"] = text.encode("ascii", "backslashreplace")
    found["hex"] = written.hex().encode()
    for shift in range(3):
        found[f"base64+{shift}"] = base64.b64encode(bytes(shift) + written)[4 if shift else 0 :].rstrip(b"=")[:-1]
    return found


def test_looking_finds_what_is_in_the_open(committed_db):
    """Else the next test could not fail."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_user SET name = %s WHERE username = 'clerk'", ["姓名雀鹂0"])
    assert any(forms("姓名雀鹂0")["utf-8"] in content for _, content in whole_file())
    packed = base64.b64encode("他说姓名雀鹂0在".encode())
    assert any(form in packed for form in forms("姓名雀鹂0").values())


def test_nothing_told_in_confidence_stands_in_the_open(committed_db, caplog):
    caplog.set_level(logging.DEBUG)
    CANARIES.clear()
    for number in range(4):
        tell(number)
        tell_units(number)
    assert len(set(CANARIES)) == len(CANARIES) >= 100
    assert StoredFile.objects.count() == 4
    assert Reply.objects.first().result in CANARIES
    assert OralAgreement.objects.first().due in CANARIES
    assert HandUp.objects.first().handover in CANARIES
    assert Matter.objects.first().story in CANARIES
    assert {row.name for row in Party.objects.all()} & set(CANARIES)
    kept = dict(whole_file())
    assert sum(map(len, kept.values())) > 50_000
    wanted = {text: forms(text) for text in CANARIES}
    leaks = [
        (where, text, form)
        for where, content in kept.items()
        for text, written in wanted.items()
        for form, sequence in written.items()
        if sequence in content
    ]
    assert leaks == []
    logging.getLogger("fengdan").info("the log was listened to")
    logged = caplog.text + "".join(str(record.__dict__) for record in caplog.records)
    assert "the log was listened to" in logged
    assert [text for text in CANARIES if text in logged] == []
