"""What the server does before the first viewer comes, so that no viewer waits for it or breaks over it."""

from __future__ import annotations

import gc
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

DRAWN_WITH = ("pandas", "pyarrow", "plotly.graph_objects", "plotly.io", "plotly.subplots", "scipy.special")


def import_early() -> None:
    """Import what pages draw with, and let the garbage collector pass over all of it from then on.

    Streamlit and Plotly look for a module in `sys.modules`: of two viewers in the first seconds, the second one saw a
    pandas that the first was still importing, and got a broken page. A full collection over the imported modules takes
    longer than three script runs.
    """
    for name in DRAWN_WITH:
        import_module(name)
    folder = Path(__file__).parents[1]
    for parts in ("charts", "components", "i18n", "pages", "queries", "state"):
        for module in walk_packages([str(folder / parts)], f"dashboards.{parts}."):
            if not module.name.endswith(".page"):  # a page is a script: importing it would draw it
                import_module(module.name)
    gc.collect()
    gc.freeze()
