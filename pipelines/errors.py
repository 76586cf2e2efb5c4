"""The errors whose message is a whole sentence for the operator; anything else is a fault of ours."""

from __future__ import annotations

from pipelines.catalogue.error import CatalogueError
from pipelines.doors import ReceptionError
from pipelines.handing_in import HandingInError
from pipelines.handing_out import HandingOutError
from pipelines.history.figure import HistoryError
from pipelines.outgoing.template_facts import TemplateError
from pipelines.publishing import PublishingError
from pipelines.serving import ServingError
from pipelines.warehouse import WarehouseError

EXPECTED_ERRORS = (
    CatalogueError,
    HandingInError,
    HandingOutError,
    HistoryError,
    PublishingError,
    ReceptionError,
    ServingError,
    TemplateError,
    WarehouseError,
)
