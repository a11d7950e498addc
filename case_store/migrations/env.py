"""Run by Alembic: takes the open connection from `upgrade`; there is no URL, the key is not in a file of Alembic's."""

from alembic import context

from case_store.log.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
