"""Guessing what kind of dispute a story is about. A guess: it is shown, and anybody at the desk can correct it."""

from collections.abc import Collection, Mapping

OTHER = "18"


def guess_type(story: str, keywords: Mapping[str, Collection[str]]) -> str:
    """The type whose keywords say most about the story (longer words count more), or 其他 when none does."""
    scores = {code: sum(len(word) * story.count(word) for word in words) for code, words in keywords.items()}
    best = max(scores, key=lambda code: (scores[code], code), default=OTHER)
    return best if scores.get(best) else OTHER
