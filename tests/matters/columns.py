"""Single columns edited by hand, past the ledger: clocks, moments, and every column under a seal."""

from collections.abc import Callable

from fengdan.matters.models import (
    Agreement,
    Alarm,
    Assignment,
    Booking,
    CaseFile,
    Conference,
    Conflict,
    Consent,
    Contact,
    Correction,
    FollowUp,
    Guidance,
    HandUp,
    ImportedRow,
    Invitation,
    Invitee,
    Matter,
    Merger,
    Need,
    NeedPlan,
    Note,
    Objection,
    Obligation,
    OralAgreement,
    Order,
    OrderAnswer,
    OrderChoice,
    Party,
    PastRound,
    Performance,
    PersonalLead,
    Preparation,
    Proposal,
    Rating,
    Referral,
    Reply,
    Response,
    RiskChange,
    RiskHandling,
    Route,
    Scan,
    Session,
    Signature,
    Supervision,
    Task,
    Transfer,
    UnitReturn,
    Urging,
    Visit,
    Wish,
)
from fengdan.matters.models.sealed import Sealed
from fengdan.vault.fields import EncryptedTextField
from tests.matters.edits import on_matter, other_name, run

LONG_AGO = "'2026-01-01 00:00:00+00:00'"


def on_clock(change: str, name: str) -> Callable[[Matter], None]:
    return lambda matter: run(f"{change} WHERE matter_id = {matter.pk} AND name = '{name}'")


def one_more_clock(matter: Matter) -> None:
    run(
        "INSERT INTO matters_clock (matter_id, name, started_at, due_at, provisional, stopped_at, rung,"
        ' "limit", version, value, rolls, pauses, paused)'
        " SELECT matter_id, 'archive', started_at, due_at, provisional, NULL, '',"
        ' "limit", version, value, rolls, pauses, paused FROM matters_clock'
        f" WHERE matter_id = {matter.pk} AND name = 'accept'"
    )


CLOCKS: dict[str, tuple[Callable[[Matter], None], str]] = {
    "due moment moved": (
        on_clock(f"UPDATE matters_clock SET due_at = {LONG_AGO}", "confirmation"),
        "时限 confirmation 与办理记录不符",
    ),
    "clock stopped": (
        on_clock(f"UPDATE matters_clock SET stopped_at = {LONG_AGO}", "confirmation"),
        "时限 confirmation 与办理记录不符",
    ),
    "clock deleted": (on_clock("DELETE FROM matters_clock", "confirmation"), "时限 confirmation 与办理记录不符"),
    "clock set running again": (
        on_clock("UPDATE matters_clock SET stopped_at = NULL", "mediation"),
        "时限 mediation 与办理记录不符",
    ),
    "clock invented": (one_more_clock, "时限 archive 与办理记录不符"),
    "next due": (on_matter(f"next_due = {LONG_AGO}"), "最近到期时间与时限不符"),
    "last moment": (on_matter(f"last_at = {LONG_AGO}"), "最后办理时间与办理记录不符"),
}

SEALED: tuple[tuple[type[Sealed], str], ...] = (
    (Matter, "事项登记内容"),
    (Party, "当事人"),
    (Consent, "调解意愿记录"),
    (Assignment, "派单、交办"),
    (Session, "调解会记录"),
    (Agreement, "协议"),
    (Signature, "签字盖章"),
    (Note, "备注"),
    (Correction, "更正"),
    (CaseFile, "卷宗"),
    (Route, "分流建议"),
    (Invitation, "答复链接"),
    (Visit, "来访记录"),
    (Response, "回应记录"),
    (Referral, "来件"),
    (Contact, "联系人"),
    (Scan, "扫描件"),
)
OF_OLD_BOOKS: tuple[tuple[type[Sealed], str], ...] = ((ImportedRow, "原台账"),)
OF_UNITS: tuple[tuple[type[Sealed], str], ...] = (
    (HandUp, "上交"),
    (UnitReturn, "退回交办"),
    (Conference, "职责争议会商"),
    (Objection, "对下派的异议"),
    (Reply, "责任单位答复"),
    (OralAgreement, "口头协议"),
)
OF_AFTER: tuple[tuple[type[Sealed], str], ...] = (
    (Obligation, "履行项"),
    (Performance, "履行情况"),
    (FollowUp, "回访"),
    (Rating, "评单"),
)
OF_ENDINGS: tuple[tuple[type[Sealed], str], ...] = (
    (Guidance, "引导告知单"),
    (Transfer, "转送、移送"),
    (Merger, "并案"),
    (PastRound, "前一轮"),
)
OF_PEOPLE: tuple[tuple[type[Sealed], str], ...] = (
    (Invitee, "受邀参与人"),
    (Alarm, "紧急情况报告"),
    (RiskChange, "风险等级变化"),
    (RiskHandling, "风险处置"),
    (Conflict, "回避"),
)
OF_BOOKINGS: tuple[tuple[type[Sealed], str], ...] = ((Booking, "约定的时间地点"),)
OF_SUPERVISION: tuple[tuple[type[Sealed], str], ...] = (
    (Supervision, "督办"),
    (Urging, "催办"),
    (PersonalLead, "领导包案"),
)
OF_ORDERS: tuple[tuple[type[Sealed], str], ...] = (
    (Order, "点单"),
    (OrderChoice, "点单的人选"),
    (OrderAnswer, "点单的答复"),
)
OF_DISPATCH: tuple[tuple[type[Sealed], str], ...] = (
    (Wish, "派单要求"),
    (Proposal, "派单建议"),
)
OF_NEEDS: tuple[tuple[type[Sealed], str], ...] = ((Need, "待安排需求"), (NeedPlan, "需求的安排"))
OF_TASKS: tuple[tuple[type[Sealed], str], ...] = ((Task, "任务"), (Preparation, "调解预案"))
# a value that the column takes and that is not there; what is not named here is text, a number or a moment
OTHER = {
    "matters_riskchange.approved": "FALSE",
    "matters_conflict.mediator_id": "'m1604'",
    "matters_conflict.party_id": "(SELECT max(id) FROM matters_party)",
    "matters_conflict.kind": "'own'",
    "matters_conflict.found": "'screen'",
    "matters_conflict.status": "'lifted'",
    "matters_matter.matter_type_id": "'03'",
    "matters_matter.area_id": "'621122101'",
    "matters_matter.code": "'621122-20261123-000099-0'",
    "matters_matter.conclusion": "'withdrawn'",
    "matters_party.side": "'respondent'",
    "matters_party.consent": "'refused'",
    "matters_party.removed": "TRUE",
    "matters_assignment.unit_id": "'team-06'",
    "matters_assignment.mediator_id": "'m1601'",
    "matters_assignment.status": "'recalled'",
    "matters_session.mediator_id": "'m1601'",
    "matters_session.present": "'[]'",
    "matters_consent.party_id": "(SELECT max(id) FROM matters_party)",
    "matters_session.open_to_public": "TRUE",
    "matters_agreement.committee_id": "'committee-family'",
    "matters_agreement.mediator_id": "'m1601'",
    "matters_correction.party_id": "(SELECT max(id) FROM matters_party)",
    "matters_casefile.keep_until": "NULL",
    "matters_contact.party_id": "(SELECT max(id) FROM matters_party)",
    "matters_referral.sent_on": "'2026-01-02'",
    "matters_invitation.party_id": "(SELECT max(id) FROM matters_party)",
    "matters_route.unit_id": "'team-06'",
    "matters_route.supporting": "'[1]'",
    "matters_route.versions": "'{}'",
    "matters_handup.from_unit_id": "'team-06'",
    "matters_handup.to_unit_id": "'team-06'",
    "matters_objection.assignment_id": "(SELECT min(id) FROM matters_assignment)",
    "matters_objection.party_id": "(SELECT max(id) FROM matters_party)",
    "matters_objection.upheld": "TRUE",
    "matters_unitreturn.given_back_id": "(SELECT min(id) FROM matters_assignment)",
    "matters_oralagreement.matter_id": "(SELECT max(id) FROM matters_matter)",
    "matters_unitreturn.believed_id": "'team-06'",
    "matters_unitreturn.assignment_id": "NULL",
    "matters_conference.lead_id": "'team-06'",
    "matters_conference.decided_id": "'team-06'",
    "matters_conference.assignment_id": "NULL",
    "matters_reply.assignment_id": "(SELECT min(id) FROM matters_assignment)",
    "matters_reply.attachment_id": "NULL",
    "matters_reply.state": "'sent_back'",
    "matters_oralagreement.committee_id": "'team-06'",
    "matters_oralagreement.performed": "TRUE",
    "matters_transfer.receipt_on": "'2026-01-02'",
    "matters_obligation.party_id": "(SELECT min(id) FROM matters_party)",
    "matters_obligation.due_on": "'2026-01-02'",
    "matters_obligation.status": "'defaulted'",
    "matters_performance.obligation_id": "(SELECT min(id) FROM matters_obligation)",
    "matters_performance.kind": "'default'",
    "matters_performance.happened_on": "'2026-01-02'",
    "matters_followup.party_id": "(SELECT max(id) FROM matters_party)",
    "matters_followup.reached": "FALSE",
    "matters_followup.performed": "FALSE",
    "matters_followup.satisfied": "NULL",
    "matters_rating.party_id": "(SELECT max(id) FROM matters_party)",
    "matters_rating.score": "5",
    "matters_rating.via": "'link'",
    "matters_rating.handled_at": "NULL",
    "matters_scan.file_id": "(SELECT max(id) FROM files_storedfile)",
    "matters_response.party_id": "(SELECT max(id) FROM matters_party)",
    "matters_importedrow.ended": "FALSE",
    "matters_importedrow.file_id": "(SELECT max(id) FROM files_storedfile)",
    "matters_supervision.kind": "'listing'",
    "matters_supervision.unit_id": "'team-06'",
    "matters_supervision.follows_id": "NULL",
    "matters_supervision.status": "'accepted'",
    "matters_supervision.reply_limit": "'9wd'",
    "matters_personallead.user_id": "(SELECT max(id) FROM people_user)",
    "matters_booking.evening": "TRUE",
    "matters_booking.mediators": "'[]'",
    "matters_booking.area_id": "'621122101'",
    "matters_booking.kind": "'elsewhere'",
    "matters_booking.starts_at": "'2026-11-24 01:00:00+00:00'",
    "matters_booking.ends_at": "'2026-12-24 01:00:00+00:00'",
    "matters_wish.assignment_id": "(SELECT min(id) FROM matters_assignment)",
    "matters_wish.needs": "'[]'",
    "matters_wish.mediator_id": "'m1601'",
    "matters_proposal.assignment_id": "(SELECT min(id) FROM matters_assignment)",
    "matters_proposal.versions": "'{}'",
    "matters_proposal.inputs": "'{}'",
    "matters_proposal.ranking": "'{}'",
    "matters_need.party_id": "(SELECT max(id) FROM matters_party)",
    "matters_need.kinds": "'[]'",
    "matters_need.unit_id": "'team-06'",
    "matters_need.next_on": "'2026-01-02'",
    "matters_needplan.need_id": "(SELECT min(id) FROM matters_need)",
    "matters_needplan.unit_id": "'team-06'",
    "matters_needplan.next_on": "'2026-01-02'",
    "matters_task.assignment_id": "(SELECT min(id) FROM matters_assignment)",
    "matters_task.unit_id": "'team-06'",
    "matters_task.mediator_id": "NULL",
    "matters_task.due_on": "'2026-01-02'",
    "matters_task.attachment_id": "NULL",
    "matters_task.status": "'dropped'",
    "matters_merger.into_id": "(SELECT max(id) FROM matters_matter)",
    "matters_order.channel": "'booklet'",
    "matters_order.team_id": "'team-06'",
    "matters_order.needs": "'[\"home\"]'",
    "matters_order.status": "'closed'",
    "matters_order.side": "'respondent'",
    "matters_order.mediator_id": "'m1601'",
    "matters_order.party_id": "(SELECT max(id) FROM matters_party)",
    "matters_orderchoice.order_id": "(SELECT min(id) FROM matters_order)",
    "matters_orderchoice.rank": "3",
    "matters_orderchoice.mediator_id": "'m1601'",
    "matters_orderanswer.order_id": "(SELECT min(id) FROM matters_order)",
    "matters_orderanswer.party_id": "(SELECT min(id) FROM matters_party)",
    "matters_orderanswer.said": "'centre'",
    "matters_orderanswer.how": "'desk'",
}
# held in place by a check or a foreign key that stands though the triggers are down; each has an edit of its own
HELD = {
    "matters_session.rights_notice",
    "matters_agreement.status",
    "matters_signature.signer",
    "matters_signature.party_id",
    "matters_signature.agreement_id",
    "matters_reply.judged_at",
    "matters_alarm.told_at",
    "matters_booking.status",
    "matters_booking.room_id",
    "matters_need.status",
}


def columns_of(models: tuple[tuple[type[Sealed], str], ...]) -> dict[str, tuple[type[Sealed], str]]:
    """Every column under a seal that can be edited, with its model and what `verify` calls a row of it."""
    return {
        f"{model._meta.db_table}.{column}": (model, label)
        for model, label in models
        for column in model.SEALED
        if f"{model._meta.db_table}.{column}" not in HELD
    }


COLUMNS = columns_of(SEALED)
UNIT_COLUMNS = columns_of(OF_UNITS)
ENDING_COLUMNS = columns_of(OF_ENDINGS)
AFTER_COLUMNS = columns_of(OF_AFTER)
PEOPLE_COLUMNS = columns_of(OF_PEOPLE)
SUPERVISION_COLUMNS = columns_of(OF_SUPERVISION)
BOOKING_COLUMNS = columns_of(OF_BOOKINGS)
DISPATCH_COLUMNS = columns_of(OF_DISPATCH)
NEED_COLUMNS = columns_of(OF_NEEDS)
TASK_COLUMNS = columns_of(OF_TASKS)
OLD_BOOK_COLUMNS = columns_of(OF_OLD_BOOKS)
ORDER_COLUMNS = columns_of(OF_ORDERS)


def edit_column(name: str, row: Sealed) -> None:
    """Put something else in this column of this row."""
    table, _, column = name.partition(".")
    field = row._meta.get_field(column.removesuffix("_id") if column != "author_id" else column)
    update = f"UPDATE {table} SET {column} = {{}} WHERE id = {row.pk}"
    if isinstance(field, EncryptedTextField):
        run(update.format("%s"), other_name(name))
    elif name in OTHER:
        run(update.format(OTHER[name]))
    elif column == "matter_id":
        run(update.format("(SELECT min(id) FROM matters_matter)"))
    elif "Date" in field.get_internal_type():
        run(update.format(LONG_AGO))
    elif "Integer" in field.get_internal_type():
        run(update.format(f"{column} + 7"))
    else:
        run(update.format("'other'"))
