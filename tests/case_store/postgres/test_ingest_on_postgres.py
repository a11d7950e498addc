"""What holds for a centre on SQLite holds on PostgreSQL: the same tests, with `stores` there (conftest.centre_url)."""

from tests.case_store.test_ingest import (
    test_a_batch_with_a_hole_before_it_is_told_what_is_wanted,
    test_a_poison_event_is_kept_apart_and_the_next_ones_get_in,
    test_an_event_of_a_newer_program_is_kept_as_it_is,
    test_batches_that_overlap_count_what_is_new,
    test_the_same_place_with_another_story_is_kept_apart,
    test_what_happened_in_the_hall_is_at_the_centre_once,
    test_whatever_an_event_is_the_centre_stands,
)
from tests.case_store.test_tenures import (
    test_the_words_and_the_tables_of_a_taken_case_go_with_it_to_its_new_holder,
    test_what_the_old_holder_decides_afterwards_is_kept_apart_and_what_it_adds_is_taken,
)

__all__ = [
    "test_a_batch_with_a_hole_before_it_is_told_what_is_wanted",
    "test_a_poison_event_is_kept_apart_and_the_next_ones_get_in",
    "test_an_event_of_a_newer_program_is_kept_as_it_is",
    "test_batches_that_overlap_count_what_is_new",
    "test_the_same_place_with_another_story_is_kept_apart",
    "test_the_words_and_the_tables_of_a_taken_case_go_with_it_to_its_new_holder",
    "test_what_happened_in_the_hall_is_at_the_centre_once",
    "test_what_the_old_holder_decides_afterwards_is_kept_apart_and_what_it_adds_is_taken",
    "test_whatever_an_event_is_the_centre_stands",
]
