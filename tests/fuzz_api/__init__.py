"""The API held against its own document: `make fuzz-api` at length, tests/case_store/test_api.py in short."""
