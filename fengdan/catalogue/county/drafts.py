"""A draft of the county's data: made by a load on a running system, published or discarded by its owner, once."""

from datetime import datetime

from django.db import IntegrityError, transaction

from fengdan.catalogue.county.apply import apply
from fengdan.catalogue.county.changes import Summary
from fengdan.catalogue.county.check import accepted, check
from fengdan.catalogue.county.files import County
from fengdan.catalogue.models import Draft
from fengdan.journal import write
from fengdan.journal.models import Entry
from fengdan.people.models import User
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused
from fengdan.vault.digest import sm3

NONE_OPEN = "没有待发布的县数据草稿。"
MOVED = "草稿生成以后县数据又有变动，发布的结果会与所列差异不同，没有发布。请重新载入，核对后再发布。"
Status = Draft.Status
DECIDED = {"county_load", "county_publish", "county_discard"}


def open_draft() -> Draft | None:
    """The draft that waits to be published; there is at most one."""
    return Draft.objects.filter(status=Status.OPEN).select_related("decided_by").first()


def last_published() -> Draft | None:
    return Draft.objects.filter(status=Status.PUBLISHED).select_related("decided_by").order_by("-decided_at").first()


def decided_by(draft: int, status: Status, user_id: int) -> bool:
    """Whether this very person has already done this to the draft."""
    return Draft.objects.filter(pk=draft, status=status, decided_by_id=user_id).exists()


def make(county: County, summary: Summary, *, at: datetime) -> Draft:
    """Keep the files with what they would change, in the place of a draft that is still open."""
    try:
        with transaction.atomic():
            replace_open(at)
            draft = Draft.objects.create(
                files=county.as_json(),
                differences=summary.as_json(),
                warnings=[*summary.notes, *(problem.sentence for problem in summary.warnings)],
                made_at=at,
            )
            enter("county_draft", "system", at, county, summary)
            return draft
    except IntegrityError as error:
        raise Refused("另一份县数据草稿刚刚生成，这一份没有保存，请查看后再载入。") from error


def replace_open(at: datetime) -> None:
    """A new load takes the place of the open draft."""
    Draft.objects.filter(status=Status.OPEN).update(status=Status.DISCARDED, decided_at=at)


@transaction.atomic
def publish(draft: int, *, actor_id: str, user: User | None = None, at: datetime) -> Summary:
    """Apply the draft's files, all or nothing. Refused when what would change is not what the draft has shown."""
    found = _undecided(draft)
    county = County.from_json(found.files)
    today = at.astimezone(ZONE).date()
    warnings = accepted(check(county, today), running=True)
    summary = apply(county, today)
    summary.warnings = warnings
    if summary.as_json() != found.differences:
        raise Refused(MOVED)
    enter("county_publish", actor_id, at, county, summary)
    _decide(found, Status.PUBLISHED, user, at)
    return summary


@transaction.atomic
def discard(draft: int, *, actor_id: str, user: User | None = None, at: datetime) -> None:
    """Give the draft up; the county's data stays as it is."""
    found = _undecided(draft)
    enter("county_discard", actor_id, at, County.from_json(found.files), Summary())
    _decide(found, Status.DISCARDED, user, at)


def _undecided(draft: int) -> Draft:
    """The draft, held until the transaction ends: the second of two waits here and then reads what the first did."""
    found = Draft.objects.select_for_update().filter(pk=draft).first()
    if found is None:
        raise Refused(NONE_OPEN)
    if found.status != Status.OPEN:
        raise Refused(f"这份草稿{_decision(found)}，这次没有再办。请查看现行数据。")
    return found


def _decision(draft: Draft) -> str:
    who = f"由{draft.decided_by.name}" if draft.decided_by else "在您之前"
    when = f"于 {draft.decided_at.astimezone(ZONE):%Y-%m-%d %H:%M} " if draft.decided_at else ""
    return f"已{who}{when}{Status(draft.status).label.removeprefix('已')}"


def _decide(draft: Draft, status: Status, user: User | None, at: datetime) -> None:
    draft.status, draft.decided_by, draft.decided_at = status, user, at
    draft.save(update_fields=["status", "decided_by", "decided_at"])


def enter(act: str, actor_id: str, at: datetime, county: County, summary: Summary) -> None:
    """One line in the journal: which files (by digest), and how many rows of each they changed."""
    facts = {"county": county.code, "files": digest(county), **summary.facts()}
    write.enter(act=act, actor_id=actor_id, at=at, facts=facts)


def known(county: County) -> bool:
    """Whether these very files were loaded, published or discarded before."""
    return Entry.objects.filter(act__in=DECIDED, facts__files=digest(county)).exists()


def digest(county: County) -> str:
    """What tells these files from any others."""
    return sm3(county.as_json())
