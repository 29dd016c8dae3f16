"""How personal data reads before somebody asks to see it (domain.md §7.4)."""

WITHHELD = "依法保密"  # in the place of an address that the other side may not learn


def id_number(text: str) -> str:
    """621122********1234."""
    return f"{text[:6]}{'*' * (len(text) - 10)}{text[-4:]}" if len(text) > 10 else "*" * len(text)  # noqa: PLR2004


def phone(text: str) -> str:
    """138****5678; a shorter number keeps its last two digits."""
    return f"{text[:3]}****{text[-4:]}" if len(text) >= 11 else f"{'*' * max(len(text) - 2, 0)}{text[-2:]}"  # noqa: PLR2004


def address(text: str) -> str:
    """The first six characters (township, village), then stars."""
    return f"{text[:6]}****" if text else ""
