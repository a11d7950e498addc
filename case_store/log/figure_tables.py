"""Projections for figures: counts kept by the day, so that no figure reads a million cases (case_store/figures)."""

import sqlalchemy as sa

FIGURE_PROJECTIONS: tuple[sa.Table, ...] = ()
