"""Numbers that look drawn but follow from their key alone, the same on every machine and in every Python."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

SEED = "selaras-contoh-1"
Item = TypeVar("Item")


def share(*key: object) -> float:
    """Give a number in [0, 1) that belongs to the key."""
    digest = hashlib.sha256("|".join((SEED, *map(str, key))).encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


def bell(*key: object) -> float:
    """Give a number in (-1, 1), most often near 0."""
    return sum(share(place, *key) for place in range(4)) / 2 - 1


def pick(items: Sequence[Item], *key: object) -> Item:
    """Give one of the items."""
    return items[int(share(*key) * len(items))]
