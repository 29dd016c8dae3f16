"""What the database itself refuses about matters (design.md §4): the smallest set that no action can step around."""

from fengdan.database.triggers import append_only, refuse

append_only("matters_event", ("id",), ("matter_id", "seq"), ("once",))
append_only("matters_proposal", ("id",), ("assignment_id",))

_BACKED = (
    "EXISTS (SELECT 1 FROM matters_event e WHERE e.matter_id = NEW.id AND e.seq = NEW.version"
    " AND e.stage_after = NEW.stage AND e.holder = NEW.holder_id)"
)

# INSERT OR REPLACE would put a wound-back matter in the place of the real one
_TAKEN = (
    "EXISTS (SELECT 1 FROM matters_matter m"
    " WHERE m.id = NEW.id OR m.code = NEW.code OR m.token_index = NEW.token_index)"
)

refuse(
    "matter_opens",
    "matters_matter",
    "INSERT",
    unless=f"NEW.version = 1 AND {_BACKED} AND NOT {_TAKEN}",
    says="I05: a matter opens only with its first event",
)
refuse(
    "matter_moves",
    "matters_matter",
    "UPDATE",
    unless=(
        "NEW.id = OLD.id AND NEW.code = OLD.code AND ("
        "(NEW.version = OLD.version AND NEW.stage = OLD.stage"
        " AND NEW.holder_id = OLD.holder_id AND NEW.tier = OLD.tier)"
        f" OR (NEW.version = OLD.version + 1 AND {_BACKED}))"
    ),
    says="I05: stage, version, holder and level of a matter move only with their event",
)
refuse(
    "matter_stays",
    "matters_matter",
    "DELETE",
    unless="FALSE",
    says="I05: a matter is never deleted",
)
