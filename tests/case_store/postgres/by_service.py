"""A centre that connects as the service, with rights by roles."""

from case_store.central.postgres import open_postgres
from case_store.central.roles import SERVICE, set_up
from case_store.keys import CENTRE
from case_store.log.event_log import EventLog
from tests.case_store.on_postgres import as_role
from tests.case_store.two_stores import TwoStores


def by_service(stores: TwoStores, database: str) -> None:
    """Of two stores the centre, opened anew; roles are set up in its database."""
    stores.centre.close()
    stores.engines[1].dispose()
    set_up(database)
    engine = open_postgres(as_role(database, SERVICE), CENTRE)
    stores.centre = EventLog(engine, stream=CENTRE, node=CENTRE, policy_rev="test", has_upstream=False)
    stores.engines = (stores.engines[0], engine)
