"""Other systems at this store: their keys, the cases of a unit, single matters sent by them."""
