"""The Dagster code location: whatever the modules of orchestration/ define, so that nothing is forgotten."""

from __future__ import annotations

import warnings

import dagster as dg

from pipelines import orchestration
from pipelines.orchestration.resources import WarehouseResource

# collecting from a package is marked as a preview; Dagster is pinned, and a test walks the graph for what is missing
warnings.filterwarnings("ignore", category=dg.PreviewWarning, message=".*load_definitions_from.*")

defs = dg.load_definitions_from_package_module(
    orchestration, resources={"resource": WarehouseResource()}, executor=dg.in_process_executor
)
