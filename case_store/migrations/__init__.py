"""Bringing a database file to the tables of this version (Alembic), at every start."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

HERE = Path(__file__).parent


def upgrade(engine: sa.Engine) -> None:
    """All steps that this file has not taken yet."""
    config = Config()
    config.set_main_option("script_location", str(HERE))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
