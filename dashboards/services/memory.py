"""What has been worked out once, kept for the next viewer; what is kept and under which key is its owner's business."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Kept = TypeVar("Kept")


class Memory(Generic[Kept]):
    """Keeps so many results and forgets the one that was asked for longest ago.

    All viewers share it, so a key must carry everything that a result depends on, the scope of the viewer included.
    Streamlit's own cache hashes each part of a key anew at every call, which cost a fifth of a page's time.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._lock = Lock()

    def recall(self, key: Hashable, work_out: Callable[[], Kept]) -> Kept:
        """The result kept under a key, worked out where none is; two who ask at once may both work it out."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        found = work_out()
        with self._lock:
            self._kept[key] = found
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return found

    def __len__(self) -> int:
        return len(self._kept)
