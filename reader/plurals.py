"""Numbers as people write them."""


def plural(count: int, one: str, many: str = "") -> str:
    """`1 article`, `2 articles`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def percent(similarity: float) -> int:
    """A similarity, 0..1, for people: 100 is said of the same words only."""
    return min(99, round(similarity * 100)) if similarity < 1 else 100


def duration(minutes: int) -> str:
    """A time in minutes: `59 min`, `2 h`, `14 h 30 min`."""
    hours, rest = divmod(minutes, 60)
    return " ".join(filter(None, (f"{hours:,} h" if hours else "", f"{rest} min" if rest or not hours else "")))
