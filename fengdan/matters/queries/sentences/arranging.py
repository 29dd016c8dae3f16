"""What somebody needs, what is planned for it, what they were told; what is to be got done, and was."""

from fengdan.matters.models import Need, NeedPlan, Preparation, Task
from fengdan.matters.queries.sentences.tell import Facts, Tell
from fengdan.matters.queries.written import Written
from fengdan.rulebook.spoken import day_words


def kinds_of(row: Need) -> str:
    """女调解员、晚间."""
    return "、".join(Need.Kind(kind).label for kind in row.kinds)


def _register(facts: Facts, written: Written) -> str:
    row: Need = written.row("need", facts)
    return f"{row.party.name if row.party else '当事人'}需要：{kinds_of(row)}。{row.words}"


def _plan(facts: Facts, written: Written) -> str:
    row: NeedPlan = written.row("need_plan", facts)
    return f"由{row.unit or '值班领导'}落实，{day_words(row.next_on)}跟进。{row.words}"


def _answer(facts: Facts, written: Written) -> str:
    row: Need = written.row("need", facts)
    return f"{Need.Exit(row.exit).label}，{Need.How(row.how).label}告知：{row.told}"


def _add_task(facts: Facts, written: Written) -> str:
    row: Task = written.row("task", facts)
    return f"{row.mediator or row.unit}，{day_words(row.due_on)}以前：{row.name}"


def _close_task(facts: Facts, written: Written) -> str:
    row: Task = written.row("task", facts)
    return f"{row.name}：{row.evidence}"


def _prepare(facts: Facts, written: Written) -> str:
    row: Preparation = written.row("preparation", facts)
    return row.plan


ARRANGING: dict[str, Tell] = {
    "register_need": _register,
    "plan_need": _plan,
    "answer_need": _answer,
    "add_task": _add_task,
    "do_task": _close_task,
    "drop_task": _close_task,
    "prepare": _prepare,
}
