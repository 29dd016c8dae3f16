"""The columns of cards.csv: what the menu says of a mediator."""

from fengdan.catalogue.county.column import SOURCE, Column, Kind
from fengdan.rulebook.menu import LANGUAGES, STRENGTHS

MANY = 400  # of several values in one cell
CARDS = (
    Column("mediator", Kind.REFERENCE, target="mediators.csv", unique=True),
    Column("number", Kind.NUMBER, length=3, empty=True, unique=True),
    Column("since", Kind.NUMBER, length=4, empty=True),
    Column("types", Kind.REFERENCES, length=MANY, target="types.csv", empty=True),
    Column("strengths", Kind.CHOICES, length=MANY, choices=STRENGTHS, empty=True),
    Column("languages", Kind.CHOICES, length=MANY, choices=LANGUAGES, empty=True),
    Column("areas", Kind.REFERENCES, length=MANY, target="areas.csv", empty=True),
    Column("seat", empty=True),
    Column("court", empty=True),
    Column("introduction", length=200, empty=True),
    Column("consented_on", Kind.DATE, empty=True),
    Column("published", Kind.FLAG),
    SOURCE,
)
