"""Tests of the store that say nothing about PostgreSQL, and why; all others hold there, too (on_postgres.py)."""

ONLY_SQLITE = {
    "about SQLite's file: its pages, copies and sentences; of PostgreSQL: postgres/test_backup_postgres.py": (
        "test_admin.py::test_a_store_that_runs_is_not_rebuilt",
        "test_back_pressure.py::test_a_centre_whose_disk_is_full_says_so_and_takes_everything_when_there_is_room_again",
        "test_backup.py::test_a_hall_goes_on_on_another_machine",
        "test_backup.py::test_what_was_deleted_is_in_no_free_page_of_a_copy",
        "test_backup.py::test_a_backup_that_is_not_what_was_written_is_not_brought_back",
        "test_backup.py::test_only_the_hall_that_made_it_can_bring_it_back",
        "test_engine.py::test_the_file_on_disk_is_not_sqlite_and_nobody_else_may_read_it",
        "test_engine.py::test_another_process_with_the_plain_library_reads_nothing",
        "test_backup_contact.py::test_a_restored_hall_that_worked_on_alone_goes_on_in_a_new_epoch_without_an_operator",
    ),
    "looks into the pages of SQLite's file; no PostgreSQL has them, and its dumps are sealed as a whole": (
        "test_forget.py::test_after_forgetting_nobody_can_read_what_was_said_anywhere",
        "test_forget_elsewhere.py::test_a_forgotten_case_is_in_no_later_backup_in_no_log_and_not_at_the_kiosk_that_took_it",
    ),
    "asks SQLite's planner which index it takes, or its driver what it was asked": (
        "test_desk_calls.py::test_the_day_is_gone_through_once_a_minute_and_when_a_visit_ends",
        "test_queue_reads.py::test_lists_of_today_are_read_by_the_index_of_those_who_are_here",
        "test_queue_reads.py::test_holds_that_are_over_are_found_by_their_own_index",
    ),
    "tears rows as no PostgreSQL lets them be, or has all tables made anew, which there is a person's to do": (
        "test_any_row_torn.py::test_a_row_of_every_table_is_torn_from_end_to_end_and_every_door_opens_and_shows_the_others",
        "test_torn_tables.py::test_a_row_whose_letters_are_none_hides_nobody_else",
        "test_torn_tables.py::test_a_hall_opens_where_the_letters_of_a_name_are_none",
        "test_torn_tables.py::test_a_hall_with_a_torn_key_of_a_device_opens_and_lists_the_others",
        "test_torn_tables.py::test_verify_names_the_table_whose_rows_are_torn_and_rebuild_mends_it",
    ),
    "breaks a table with a trigger in SQLite's words": (
        "test_quarantine.py::test_what_the_tables_refused_is_tried_again_as_of_today",
        "test_quarantine.py::test_a_hall_pushes_once_more_what_its_centre_had_refused",
        "test_supervision_causes.py::test_a_cause_whose_item_cannot_be_written_has_not_happened_either",
    ),
}
NOT_BY_ROLES = {  # they hold for the owner
    "copied with the service's own URL, which by roles is pingan_backup's work: postgres/test_backup_postgres.py": (
        "test_backup.py::test_a_copy_made_while_the_hall_writes_is_of_one_instant",
        "test_backup.py::test_nothing_that_is_there_is_overwritten",
        "test_backup.py::test_bringing_back_begins_anew_where_the_power_or_the_disk_ended_it",
        "test_backup.py::test_whoever_finds_a_backup_reads_nothing",
        "test_backup.py::test_a_daily_backup_costs_the_days_files_and_old_ones_go",
        "test_backup.py::test_a_file_that_is_damaged_in_the_vault_is_named_and_the_rest_is_saved",
        "test_backup_contact.py::test_a_centre_that_came_back_says_nothing_at_a_place_that_a_hall_may_have_heard_of",
    ),
    "breaks a table as its owner; the service's own role may not": (
        "test_citizen_pages.py::test_an_accident_of_ours_is_a_sentence_too_and_logs_no_code",
    ),
}


def why_not(nodeid: str, *, by_roles: bool) -> str:
    """Why a test is left out on PostgreSQL; "": it is not."""
    name = nodeid.rpartition("/")[2].partition("[")[0]
    left_out = {**ONLY_SQLITE, **NOT_BY_ROLES} if by_roles else ONLY_SQLITE
    return next((why for why, names in left_out.items() if name in names), "")
