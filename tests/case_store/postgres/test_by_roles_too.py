"""Some of the store's own tests, their stores on PostgreSQL with rights by roles; all: `make test-postgresql`."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
WRITTEN_BY_THE_PROGRAM = (  # what a person decides, and no person may write
    "test_two_person_acts.py::test_what_was_kept_apart_is_taken_in_when_a_second_person_agrees",
)
NOT_BY_THE_CASE = (  # what a unit sees though the case is not theirs
    "test_whistles.py::test_a_consultation_stands_in_its_case_at_once_and_its_tasks_fall_due",
    "test_supervision.py::test_a_supervisor_puts_a_matter_on_the_list_by_hand_and_a_unit_sees_its_own",
)


def test_what_people_are_given_without_a_grant_of_the_case_they_get_by_roles_too() -> None:
    names = [f"tests/case_store/{name}" for name in (*WRITTEN_BY_THE_PROGRAM, *NOT_BY_THE_CASE)]
    command = [sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", *names]
    env = {**os.environ, "PINGAN_TESTS_ON": "roles"}
    done = subprocess.run(command, check=False, cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-4000:]
