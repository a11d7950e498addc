"""Normal forms are those of Unicode for whatever people write, and cost no more for what nobody writes."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from cases.free_text import clean_text
from cases.normal_form import normal
from cases.typed import compact

WRITTEN = st.text("，ａ１２３ｶﾞﾊﾟé\u0301Ａ…\u00a0㎡①\u1820\u182d\u200d\n-", max_size=40)


@given(WRITTEN, st.integers(1, 60))
def test_a_long_text_has_the_form_that_unicode_gives_it(text: str, times: int) -> None:
    for long in ((text + "说") * times, ("说" * 100 + text) * 6):
        assert normal("NFKC", long) == unicodedata.normalize("NFKC", long)
        assert normal("NFC", long) == unicodedata.normalize("NFC", long)


def test_a_field_full_of_marks_holds_up_nobody() -> None:
    """As one text they take five minutes, in which the process does nothing else."""
    marks = "e" + "\u0301" * 200_000 + "\u0316" * 200_000
    assert len(compact(marks)) == len(unicodedata.normalize("NFKC", "é")) + 400_000 - 1
    assert clean_text(marks, 100).cut
