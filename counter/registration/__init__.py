"""Registration beside the citizen (登记): the paper form of domain.md §2.3 on one page, kept field by field."""
