"""Everything `bin/fengdan verify` looks at: the ledger, the journal, the files, the triggers."""

from typing import Any

from django.db import connection

from fengdan.database import triggers
from fengdan.files.verify import problems as file_problems
from fengdan.journal.verify import problems as journal_problems
from fengdan.matters.verify import verify
from fengdan.terminal import Tell, quiet


def verify_whole(tell: Tell = quiet) -> dict[str, Any]:
    """As `verify`, with the problems of the others added."""
    result = verify(tell)
    result["problems"] += [*journal_problems(), *file_problems(), *triggers.problems(connection)]
    result["ok"] = not result["problems"]
    return result
