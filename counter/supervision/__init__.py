"""The page 督办: the supervision list and what belongs to it, a tab each, all shown by the same three columns."""
