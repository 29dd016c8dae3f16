"""What each part of a proposal weighs; county data, see counties/longxi/proposing.csv."""

from collections.abc import Mapping

# code → the county's name for the part and what it weighs where the county has published nothing (proposing.csv)
DEFAULT_WEIGHTS: Mapping[str, int] = {
    "wanted_1": 60,
    "wanted_2": 50,
    "wanted_3": 40,
    "team_type": 20,
    "own_type": 15,
    "area": 10,
    "full_time": 5,
    "dialect": 10,
    "female": 15,
    "home": 10,
    "lawyer": 10,
    "psychology": 10,
    "load": 4,
}
WANTED = ("wanted_1", "wanted_2", "wanted_3")
HEAVIEST = 100
