"""Every paper that is printed, in the order of a file."""

from fengdan.paperwork.desk import OF_THE_DESK
from fengdan.paperwork.mediation import OF_MEDIATION
from fengdan.paperwork.paper import Kind
from fengdan.paperwork.supervision import OF_SUPERVISION
from fengdan.rulebook.file_check import Paper

_ALL = {kind.paper: kind for kind in (*OF_THE_DESK, *OF_MEDIATION, *OF_SUPERVISION)}
KINDS: dict[str, Kind] = {paper.value: _ALL[paper] for paper in Paper if paper in _ALL}
