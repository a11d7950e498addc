"""The reader of second-generation ID cards (二代证阅读器) on a serial line. Protocol and layouts: domain.md §8.1."""
