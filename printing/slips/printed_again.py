"""补打: the same paper once more, with a mark that says which of two is the one that counts."""

from cases.texts import Texts
from printing.paper import Align, Paper, Role, Text


def printed_again(paper: Paper, texts: Texts) -> Paper:
    """`paper` under its mark."""
    return Paper(paper.kind, (Text(Role.BODY_STRONG, texts.get("papers.again"), Align.CENTRE), *paper.blocks))
