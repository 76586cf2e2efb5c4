"""The plain figure every chart is drawn on, and the memory of what has been worked out."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl
import pytest
from plotly.subplots import make_subplots

from dashboards.charts.elements.figure import TEMPLATE, Figure
from dashboards.charts.elements.style import Pen
from dashboards.components import picture as shown
from dashboards.i18n import wording
from dashboards.services.memory import Memory
from dashboards.state.context import Visit
from dashboards.state.selection import Selection
from pipelines.contract.guarded_tables import OPERATOR, Reach, Scope


def plain(figure: Figure) -> dict[str, Any]:
    kept = go.Figure(figure.specification).to_plotly_json()
    kept["layout"].pop("template")
    return kept


@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (2, 1), (3, 2)])
def test_panels_lie_where_plotly_puts_its_own(rows: int, columns: int) -> None:
    titles = [f"t{number}" for number in range(rows * columns)]
    theirs = make_subplots(rows, columns, subplot_titles=titles, vertical_spacing=0.1, horizontal_spacing=0.2)
    ours = go.Figure(
        Figure.of_panels(rows, columns, titles=titles, vertical_spacing=0.1, horizontal_spacing=0.2).specification
    )
    for number in range(rows * columns):
        for axis in ("xaxis", "yaxis"):
            one, other = (figure.layout[f"{axis}{number + 1 if number else ''}"] for figure in (ours, theirs))
            assert one.domain == pytest.approx(other.domain)
            assert one.anchor == other.anchor
        one, other = ours.layout.annotations[number], theirs.layout.annotations[number]
        assert (one.text, one.x, one.y) == (other.text, pytest.approx(other.x), pytest.approx(other.y))


def test_what_is_set_later_is_merged_and_what_is_none_is_left_to_plotly() -> None:
    figure = Figure()
    figure.update_xaxes(title={"text": "a", "font": {"size": 13}})
    figure.update_xaxes(title={"text": "b"}, showgrid=False)
    figure.add_scatter(x=[1], y=[None], fillpattern=None)
    drawn = plain(figure)
    assert drawn["layout"]["xaxis"] == {"title": {"text": "b", "font": {"size": 13}}, "showgrid": False}
    assert list(drawn["data"][0]) == ["x", "y", "type"]


def test_a_panel_is_changed_alone_and_all_are_changed_together() -> None:
    figure = Figure.of_panels(2)
    figure.update_yaxes(visible=False)
    figure.update_yaxes(range=[0, 1], row=2, col=1)
    figure.add_hline(5, line={"width": 1}, row=2, col=1)
    figure.add_annotation(text="x", xref="x domain", yref="paper", row=2, col=1)
    layout = figure.layout
    assert [layout[name]["visible"] for name in ("yaxis", "yaxis2")] == [False, False]
    assert ("range" in layout["yaxis"], layout["yaxis2"]["range"]) == (False, [0, 1])
    assert (layout["shapes"][0]["xref"], layout["shapes"][0]["yref"]) == ("x2 domain", "y2")
    assert (layout["annotations"][0]["xref"], layout["annotations"][0]["yref"]) == ("x2 domain", "paper")


def test_figures_share_a_template_that_none_of_them_changes() -> None:
    before = repr(TEMPLATE)
    figure = Figure()
    figure.update_layout(template={"layout": {"hovermode": "x"}})
    figure.update_xaxes(automargin=False, title={"standoff": 3})
    assert repr(TEMPLATE) == before


def test_a_result_is_worked_out_once_until_it_is_the_one_asked_for_longest_ago() -> None:
    memory, worked = Memory[str](2), []

    def asked(key: str) -> str:
        return memory.recall(key, lambda: worked.append(key) or key)  # type: ignore[func-returns-value]

    for key in ("a", "b", "a", "c", "a", "b"):
        assert asked(key) == key
    assert worked == ["a", "b", "c", "b"]
    assert len(memory) == 2


def test_a_result_that_cannot_be_worked_out_is_not_kept() -> None:
    memory = Memory[int](2)
    with pytest.raises(ZeroDivisionError):
        memory.recall("a", lambda: 1 // 0)
    assert memory.recall("a", lambda: 1) == 1


def test_a_picture_is_drawn_once_for_those_of_one_scope_and_anew_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Scope] = []
    monkeypatch.setattr(shown.st, "plotly_chart", lambda *_, **__: None)
    monkeypatch.setattr(shown.provenance, "holds_examples", lambda *_: False)
    shown.st.cache_resource.clear()
    say = wording("id")
    for scope in (OPERATOR, OPERATOR, Scope.of([Reach("11")]), Scope.of([Reach("11")]), Scope()):
        visit = Visit("edition-1", lambda *_: pl.DataFrame(), say, Pen(say), Selection("id"), scope=scope)

        def draw(scope: Scope = scope) -> Figure:
            drawn.append(scope)
            return Figure()

        shown.picture(visit, draw, key="peers", alt="")
    assert drawn == [OPERATOR, Scope.of([Reach("11")]), Scope()]
