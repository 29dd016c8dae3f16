"""The journal is append-only for the database too."""

from fengdan.database.triggers import append_only

append_only("journal_entry", ("seq",))
