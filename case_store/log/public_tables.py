"""The citizen's page: how often somebody tried a wrong code or sent something, so that it ends (citizen_pages.limits).

No event, and no address: `who` is a keyed hash that is another one every day, "" for everybody together.
"""

import sqlalchemy as sa

from case_store.log.columns import Big, key_text, metadata, number

public_count = sa.Table(
    "public_count",
    metadata,
    key_text("stream"),
    key_text("what"),  # limits.Counted
    key_text("who"),
    sa.Column("window_us", Big, primary_key=True, autoincrement=False),  # when the counting began
    number("times"),
)
