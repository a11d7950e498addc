"""One description each of the documents of domain.md §4.1 and §1.5; `describe.py` knows them all."""
