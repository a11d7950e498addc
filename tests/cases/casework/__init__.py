"""Tests of the matter and its state machine; `python -m tests.cases.casework` plays many histories."""
