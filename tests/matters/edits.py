"""Edits by hand, past the ledger, and what `verify` must say to each."""

from collections.abc import Callable

from django.db import connection

from fengdan.matters.models import Matter
from fengdan.vault.cipher import encrypt


def run(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        assert cursor.rowcount > 0


def other_name(column: str, text: str = "赵测九") -> str:
    return encrypt(text, column)


def swap_events(matter: Matter) -> None:
    for old, new in ((2, 902), (3, 2), (902, 3)):
        run("UPDATE matters_event SET seq = %s WHERE matter_id = %s AND seq = %s", new, matter.pk, old)


def forge_signature(matter: Matter) -> None:
    run(
        "INSERT INTO matters_signature (salt, agreement_id, signer, party_id, manner, signed_at, witness, text_digest)"
        " SELECT salt, agreement_id, 'party:' || (party_id + 900), party_id, manner, signed_at, witness, text_digest"
        " FROM matters_signature WHERE party_id IS NOT NULL LIMIT 1"
    )


def forge_note(matter: Matter) -> None:
    run(
        "INSERT INTO matters_note (salt, matter_id, written_at, author_id, text)"
        " SELECT salt, matter_id, written_at, author_id, text FROM matters_note"
    )


def past_the_check(table: str, constraint: str, sql: str) -> None:
    """An edit by somebody who also took the table's check away."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}")
    try:
        run(sql)
    finally:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA ignore_check_constraints = OFF")


def unchecked(table: str, constraint: str, change: str) -> Callable[[Matter], None]:
    return lambda matter: past_the_check(table, constraint, f"UPDATE {table} SET {change}".format(matter=matter.pk))


def on_events(change: str) -> Callable[[Matter], None]:
    """An edit of events of the matter; `{n}` in the change is its last seq."""
    return lambda matter: run(change.format(n=matter.version) + f" AND matter_id = {matter.pk}")


def on_matter(change: str, *values: object) -> Callable[[Matter], None]:
    return lambda matter: run(f"UPDATE matters_matter SET {change} WHERE id = {matter.pk}", *values)


def on_rows(sql: str, *make: Callable[[], str]) -> Callable[[Matter], None]:
    """An edit of other rows; values are made when it is done, as they may need the keys."""
    return lambda matter: run(sql.format(matter=matter.pk), *(each() for each in make))


APPLICANT = "UPDATE matters_party SET {} WHERE matter_id = {{matter}} AND side = 'applicant'"
EDITS: dict[str, tuple[Callable[[Matter], None], str]] = {
    "event's facts": (
        on_events(
            """UPDATE matters_event SET facts = '{{"unit": "team-06", "kind": "team", "supporting": []}}'"""
            " WHERE step = 'assign'"
        ),
        "第 3 步（assign）被改动",
    ),
    "event's facts no object": (
        on_events("UPDATE matters_event SET facts = '[]' WHERE step = 'assign'"),
        "第 3 步（assign）",
    ),
    "event's moment": (
        on_events("UPDATE matters_event SET at = '2026-11-23 01:00:00+00:00' WHERE seq = 2"),
        "第 2 步（accept）被改动",
    ),
    "event's actor": (on_events("UPDATE matters_event SET actor_id = '99' WHERE seq = 2"), "第 2 步（accept）被改动"),
    "event's role": (on_events("UPDATE matters_event SET role = 'leader' WHERE seq = 2"), "leader 无权办理受理"),
    "event's digests": (
        on_events("UPDATE matters_event SET digests = '{{}}' WHERE seq = 3"),
        "第 3 步（assign）被改动",
    ),
    "event's hash": (on_events("UPDATE matters_event SET hash = 'x' WHERE seq = 3"), "第 3 步（assign）被改动"),
    "first event deleted": (on_events("DELETE FROM matters_event WHERE seq = 1"), "第 1 步缺失"),
    "event deleted": (on_events("DELETE FROM matters_event WHERE seq = 4"), "第 4 步缺失"),
    "last event deleted": (
        on_events("DELETE FROM matters_event WHERE seq = {n}"),
        "版本是 {version}，记录有 {before} 步",
    ),
    "all events deleted": (on_events("DELETE FROM matters_event WHERE seq > 0"), "没有任何办理记录"),
    "events swapped": (swap_events, "第 2 步（assign）被改动"),
    "another name": (
        on_rows(APPLICANT.format("name = %s"), lambda: other_name("matters_party.name")),
        "当事人 {party} 被改动",
    ),
    "garbage for a name": (on_rows(APPLICANT.format("name = 'k1:a:garbage'")), "当事人 {party} 无法解密"),
    "plain text for a name": (on_rows(APPLICANT.format("name = '赵测九'")), "当事人 {party} 无法解密"),
    "side of a party": (on_rows(APPLICANT.format("side = 'respondent'")), "当事人 {party} 被改动"),
    "party taken off": (on_rows(APPLICANT.format("removed = TRUE")), "当事人及其调解意愿与办理记录不符"),
    "consent": (on_rows(APPLICANT.format("consent = 'refused'")), "当事人及其调解意愿与办理记录不符"),
    "note": (
        on_rows("UPDATE matters_note SET text = %s", lambda: other_name("matters_note.text")),
        "备注 {note} 被改动",
    ),
    "note deleted": (on_rows("DELETE FROM matters_note"), "备注 {note} 不见了"),
    "note inserted": (forge_note, "没有办理记录"),
    "agreement's text": (
        on_rows("UPDATE matters_agreement SET content = %s", lambda: other_name("matters_agreement.content")),
        "协议 {agreement} 被改动",
    ),
    "agreement's number": (
        on_rows("UPDATE matters_agreement SET number = '（2026）陇访调人调字第9号'"),
        "协议编号“（2026）陇访调人调字第9号”不对，应为“（2026）陇访调人调字第1号”",
    ),
    "agreement's sequence": (
        on_rows("UPDATE matters_agreement SET sequence = 9, number = '（2026）陇访调人调字第9号'"),
        "编号 agreement:committee-petition:2026 第 1 号缺失",
    ),
    "effective_at": (
        on_rows("UPDATE matters_agreement SET effective_at = '2026-01-01 00:00:00+00:00'"),
        "协议的生效时间与签字盖章不符",
    ),
    "effect taken away": (
        on_rows("UPDATE matters_agreement SET effective_at = NULL, status = 'frozen'"),
        "协议的效力与签字盖章不符",
    ),
    "agreement voided": (
        on_rows("UPDATE matters_agreement SET effective_at = NULL, status = 'voided'"),
        "协议及签字盖章与办理记录不符",
    ),
    "signature inserted": (forge_signature, "协议及签字盖章与办理记录不符"),
    "signature deleted": (
        on_rows("DELETE FROM matters_signature WHERE signer = 'seal'"),
        "协议及签字盖章与办理记录不符",
    ),
    "signature's witness": (
        on_rows(
            "UPDATE matters_signature SET witness = %s WHERE signer = 'seal'",
            lambda: other_name("matters_signature.witness"),
        ),
        "签字盖章 {seal} 被改动",
    ),
    "code": (on_matter("code = '621122-20261123-000099-0'"), "事项编号不对"),
    "code that is none": (on_matter("code = 'x'"), "事项编号不对"),
    "stage": (on_matter("stage = 'concluded'"), "阶段与办理记录不符"),
    "holder": (on_matter("holder_id = 'team-06'"), "承办单位与办理记录不符"),
    "unit": (on_matter("unit_id = 'team-06'"), "承办团队或单位与办理记录不符"),
    "origin": (on_matter("origin_id = 'team-06'"), "登记单位与办理记录不符"),
    "risk": (on_matter("risk = 'red'"), "风险等级与办理记录不符"),
    "level": (on_matter("level = 'village'"), "受理层级与办理记录不符"),
    "service": (on_matter("service = TRUE"), "是不是便民事项与办理记录不符"),
    "mediator": (on_matter("mediator_id = 'm1601'"), "调解员与办理记录不符"),
    "version": (on_matter("version = 99"), "版本是 99，记录有 {version} 步"),
    "conclusion": (on_matter("conclusion = 'withdrawn'"), "办结方式与办理记录不符"),
    "type of dispute": (on_matter("matter_type_id = '03'"), "事项登记内容 {matter} 被改动"),
    "counter wound back": (
        on_rows("UPDATE matters_counter SET last = 1 WHERE series = 'matter:621122-20261123'"),
        "编号 matter:621122-20261123 第 2 号多出",
    ),
    "counter wound on": (
        on_rows("UPDATE matters_counter SET last = 3 WHERE series = 'matter:621122-20261123'"),
        "编号 matter:621122-20261123 第 3 号缺失",
    ),
    "session deleted": (on_rows("DELETE FROM matters_session"), "调解会次数与办理记录不符"),
    "shelf": (on_rows("UPDATE matters_casefile SET shelf = '乙柜'"), "卷宗 {casefile} 被改动"),
}
