"""docs/api.md names every route that the service has, and no other."""

from case_store.service.app import create_app
from tests.case_store.api_document import DOCUMENT, with_routes
from tests.case_store.one_hall import OneHall


def test_the_list_of_routes_in_the_documents_is_that_of_the_service(hall: OneHall) -> None:
    document = DOCUMENT.read_text("utf-8")
    assert "`POST /v1/pad-evaluations` (a device)" in document
    told = with_routes(document, create_app(hall.store).openapi())
    assert document == told, "python -m tests.case_store.api_document"
