"""The code scanner (扫码器) in serial mode (domain.md §8.2): a line for each code; only ours go on from here."""
