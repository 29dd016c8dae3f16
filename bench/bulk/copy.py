"""One model → another matter like it: other people, words, days, numbers, ids, salts; sealed and chained anew."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from secrets import token_hex

from django.db import models

from bench.bulk.models import Rows, Values
from bench.bulk.reworded import Reworded
from fengdan.matters.chain import link
from fengdan.matters.clocks import new_clock, told
from fengdan.matters.models import Agreement, CaseFile, Clock, Event, Matter, OralAgreement, Party, Signature
from fengdan.matters.models.sealed import Sealed
from fengdan.matters.parties import contact_columns
from fengdan.outbox.models import Letter
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.deadlines import RIGHTS, Rules
from fengdan.rulebook.limits import parse_limit
from fengdan.rulebook.numbering import new_pin, new_token
from fengdan.vault import blind
from fengdan.vault.digest import new_salt

NEWS = timedelta(days=14)  # letters older than that have been read
Row = tuple[type[models.Model], int]


@dataclass
class Copy(Reworded):
    """A matter being made. `made` are its rows by what they were in the model."""

    rules: Rules
    now: datetime
    made: dict[Row, models.Model] = field(default_factory=dict)
    dues: dict[tuple[str, str], str] = field(default_factory=dict)

    # rows

    def build(self) -> list[models.Model]:
        """All rows, the matter first, events last."""
        for model, rows in self.model.rows.items():
            if model is not Event:
                for values in rows:
                    self.made[model, values["id"]] = self.row(model, values)
        self._order_clocks()
        return [*self.made.values(), *self._events()]

    def row(self, model: type[models.Model], values: Values) -> models.Model:
        """One row, with what has to be worked out anew."""
        fresh = {name: self.value(value) for name, value in values.items()}
        if issubclass(model, Sealed):
            fresh["salt"] = self._salt(model, values["id"])
        if special := SPECIAL.get(model):
            fresh |= special(self, values, fresh)
        return model(**fresh)

    def _salt(self, model: type[models.Model], pk: int) -> str:
        """A row keeps its salt while its columns change."""
        there = self.made.get((model, pk))
        return there.salt if isinstance(there, Sealed) else new_salt()

    def matter(self, _: Values, fresh: Values) -> Values:
        there = self.made.get((Matter, self.model.matter["id"]))
        if isinstance(there, Matter):
            pin, token = there.pin, there.token
        else:
            pin, token = new_pin(), new_token()
        return {"pin": pin, "token": token, "token_index": blind.index("slip", token)}

    def party(self, _: Values, fresh: Values) -> Values:
        return contact_columns(fresh["phone"], fresh["id_number"])

    def numbered(self, old: Values, _: Values) -> Values:
        year, sequence, number = self.paper[old["id"]]
        return {"year": year, "sequence": sequence, "number": number}

    def signature(self, old: Values, _: Values) -> Values:
        signed = self.made[Agreement, old["agreement_id"]]
        assert isinstance(signed, Agreement)
        return {"text_digest": signed.text_digest()}

    def case_file(self, old: Values, fresh: Values) -> Values:
        """Kept until the end of a year, counted from the year it ended in."""
        if old["keep_until"] is None:
            return {}
        ended = self.model.matter["concluded_at"]
        years = (ended + self.order.shift).astimezone(ZONE).year - ended.astimezone(ZONE).year
        return {"keep_until": old["keep_until"].replace(year=old["keep_until"].year + years)}

    def clock(self, old: Values, fresh: Values) -> Values:
        """Due by the calendar of its own days."""
        made = new_clock(
            old["name"],
            Matter(id=self.id),
            fresh["started_at"],
            self.rules,
            code=old["limit"],
            limit=parse_limit(old["value"]),
        )
        self.dues[old["name"], old["due_at"].astimezone(UTC).isoformat()] = told([made])[old["name"]]
        worked_out = {f.attname: getattr(made, f.attname) for f in Clock._meta.concrete_fields}  # noqa: SLF001
        return {name: value for name, value in worked_out.items() if name not in {"id", "matter_id", "stopped_at"}}

    def letter(self, old: Values, fresh: Values) -> Values:
        read = fresh["read_at"] is None and fresh["written_at"] < self.now - NEWS
        return {"read_at": fresh["written_at"] + timedelta(hours=2)} if read else {}

    def _order_clocks(self) -> None:
        matter = self.made[Matter, self.model.matter["id"]]
        assert isinstance(matter, Matter)
        running = [row for row in self.made.values() if isinstance(row, Clock) and row.stopped_at is None]
        matter.next_due = min((row.due_at for row in running if row.name not in RIGHTS), default=None)

    # events

    def _events(self) -> list[Event]:
        events: list[Event] = []
        for values, state in zip(self.model.rows[Event], self.model.states, strict=True):
            event = Event(**{name: self.value(value) for name, value in values.items()})
            event.recorded_at = event.at
            event.once = token_hex(16)
            event.facts = self._facts(values["facts"], event.facts)
            event.digests = {self.text(key): self._seal(key, state) for key in values["digests"]}
            event.prev_hash = events[-1].hash if events else ""
            event.hash = link(event)
            events.append(event)
        return events

    def _facts(self, old: Values, fresh: Values) -> Values:
        fresh["form"] = token_hex(32)
        fresh["clocks"] = {name: self.dues[name, due] for name, due in old["clocks"].items()}
        if "sequence" in old:
            paper = old["agreement"] if "agreement" in old else old["oral_agreement"]
            fresh["year"], fresh["sequence"], _ = self.paper[paper]
        if old.get("keep_until"):
            kept = next(row for row in self.made.values() if isinstance(row, CaseFile))
            assert kept.keep_until is not None
            fresh["keep_until"] = kept.keep_until.isoformat()
        return fresh

    def _seal(self, key: str, state: Rows) -> str:
        """The digest of a row as it stood after the step."""
        name, _, pk = key.partition(":")
        for model, rows in state.items():
            if model._meta.model_name == name:  # noqa: SLF001
                then = next(row for row in rows if str(row["id"]) == pk)
                (now,) = (row for row in self.model.rows[model] if str(row["id"]) == pk)
                row = self.made[model, int(pk)] if then == now else self.row(model, then)
                assert isinstance(row, Sealed)
                return row.seal()
        raise KeyError(key)

    def searched(self) -> list[str]:
        """What of the matter can be searched, as matters.parties.reindex has it."""
        matter = self.made[Matter, self.model.matter["id"]]
        assert isinstance(matter, Matter)
        names = [row.name for row in self.made.values() if isinstance(row, Party)]
        return [*names, matter.story, matter.place]


SPECIAL: dict[type[models.Model], Callable[[Copy, Values, Values], Values]] = {
    Matter: Copy.matter,
    Party: Copy.party,
    Agreement: Copy.numbered,
    OralAgreement: Copy.numbered,
    Signature: Copy.signature,
    CaseFile: Copy.case_file,
    Clock: Copy.clock,
    Letter: Copy.letter,
}
