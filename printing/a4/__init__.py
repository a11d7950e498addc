"""Papers on A4 (domain.md §4.1): one description each → blocks → pages → PDF, and the bound case file (卷宗)."""
