"""Five faces, each with its word: whoever reads little sees which one is meant."""

from fengdan.matters.models import Rating

FACES = {
    Rating.Score.VERY_GOOD: "😄",
    Rating.Score.GOOD: "😊",
    Rating.Score.FAIR: "😐",
    Rating.Score.BAD: "😞",
    Rating.Score.VERY_BAD: "😠",
}


def face(score: int) -> str:
    return FACES[Rating.Score(score)]


def face_choices() -> list[tuple[str, str]]:
    """The best first."""
    return [(str(score.value), f"{face} {score.label}") for score, face in FACES.items()]
