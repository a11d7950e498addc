"""What outsiders are told or do: how often somebody tried a wrong code or sent something; what walls say of parts.

No event in either, and no address: `who` is a keyed hash that is another one every day, "" for everybody together.
"""

import sqlalchemy as sa

from case_store.log.columns import Big, key_text, metadata, number, text

public_count = sa.Table(
    "public_count",
    metadata,
    key_text("stream"),
    key_text("what"),  # limits.Counted
    key_text("who"),
    sa.Column("window_us", Big, primary_key=True, autoincrement=False),  # when the counting began
    number("times"),
)

wall_told = sa.Table(  # the tables of parts as walls say them in this hour (figures.wall_telling)
    "wall_told",
    metadata,
    key_text("stream"),
    text("tables"),  # JSON of figures.public.PublicTables
    text("said"),  # JSON {table: {cell: [every number that it has said]}}
)
