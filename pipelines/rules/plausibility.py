"""Questions about one target: each asks with figures, none refuses."""

from __future__ import annotations

TARGET_RULES = ()
ROW_RULES = ()
