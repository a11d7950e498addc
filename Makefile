# The house's commands; `make help` lists them. A newcomer needs `make run` and `make test`:
# each first brings in what the machine lacks (tools/), which takes seconds when nothing is missing.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:  # Debian packages before uv: https needs certificates
export UV_PYTHON_DOWNLOADS := never
export UV_FROZEN := 1
export PYTHONUTF8 := 1
export UV_PROJECT_ENVIRONMENT := .venv
unexport PYTHONDONTWRITEBYTECODE  # with it each process compiles 600 files anew: 1.5 s at every start

PYTHON := .venv/bin/python
UV := .tools/uv
AXE := .tools/axe/node_modules/axe-core/axe.min.js
# What the demo needs beside Qt depends on where its screens go: with no display into files, among them
# pictures of the citizen's phone page.
SHOWN_ON := $(if $(DISPLAY),x11) $(if $(WAYLAND_DISPLAY),wayland) $(if $(DISPLAY)$(WAYLAND_DISPLAY),,browser)

.PHONY: axe axe-if-npm help run test test-postgresql check rehearsal rehearsal-ha stories month bench screens fuzz-api scale fuzz-devices soak sync simulation backtest faults setup clean packages-for-run packages-for-test packages-for-faults packages-for-ha

help:  ## this list
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

run: .venv/.for-run  ## the demo hall: windows, or with no display the whole story into var/demo/
	$(PYTHON) main.py demo

test: check axe-if-npm  ## all checks and the whole suite
	$(PYTHON) -m pytest -n auto --dist loadfile --max-worker-restart=0

test-postgresql: .venv/.for-test  ## the store's tests with every store on a real PostgreSQL, its service with rights by roles; 17 to 28 minutes
	PINGAN_TESTS_ON=roles $(PYTHON) -m pytest -n auto --dist loadfile --max-worker-restart=0 -o faulthandler_timeout=900 \
		--ignore tests/case_store/postgres tests/case_store tests/case_store/postgres/test_every_route_by_role.py

check: .venv/.for-test  ## everything that is checked without running it
	.venv/bin/ruff format --check
	.venv/bin/ruff check
	.venv/bin/lint-imports
	$(PYTHON) -m screenkit.check_colours
	$(PYTHON) -m screenkit.lint_qml
	$(PYTHON) -m case_store.check_assets
	$(PYTHON) -m mypy

rehearsal: .venv/.for-test  ## a whole day: 12 desks, 1,200 people, a real hall, a real wall, a counter driven by keys
	$(PYTHON) -m tests.rehearsal --screens build/rehearsal

rehearsal-ha: .venv/.for-test packages-for-ha  ## the centre's cluster under fire: the primary killed ten times and more; build/ha.json; 15 minutes
	$(PYTHON) -m tests.rehearsal.ha

stories: .venv/.for-test  ## the four cases of the article, day by day, each a page in build/stories
	$(PYTHON) -m tests.rehearsal stories --pages build/stories

month: .venv/.for-test  ## a month of casework: 520 invented matters, robots of every role, power that fails
	$(PYTHON) -m tests.rehearsal month

bench: .venv/.for-test  ## measure: a table, and build/bench.json
	$(PYTHON) -m tests.bench

screens: .venv/.for-test  ## every panel in every state, to be looked at: build/screens/<panel>-<state>.png
	$(PYTHON) -m tests.screens

faults: .venv/.for-test packages-for-faults  ## power cuts, kills, full disks, wrong clocks, bad lines, upgrades: what each found in build/faults/
	$(PYTHON) -m tests.faults

fuzz-api: .venv/.for-test  ## every route of hall and centre asked with invented questions (schemathesis); build/fuzz_api.json
	$(PYTHON) -m tests.fuzz_api

fuzz-devices: .venv/.for-test  ## ten million inputs for each parser of devices and printing, led by coverage (Atheris); hours; build/fuzz_devices.json
	$(UV) run --inexact --group fuzz python -m tests.fuzz_devices

scale: .venv/.for-test  ## 2,000 halls at one centre on PostgreSQL, more and more events: what it holds and costs; build/scale.json
	$(PYTHON) -m tests.scale

soak: .venv/.for-test  ## a wall for a day, fast-forwarded: 500,000 updates; how its memory grows
	$(PYTHON) -m tests.soak wall

sync: .venv/.for-test  ## a million seeded histories of kiosks, halls and a centre through everything that goes wrong; hours
	$(PYTHON) -m tests.sync --histories 1000000

simulation: .venv/.for-test  ## how true the expected waits are: Erlang, 360 days, peers; build/simulation.json
	$(PYTHON) -m tests.simulation

backtest: .venv/.for-test  ## the risk index over two invented years, beside other methods: build/backtest/; minutes
	$(PYTHON) -m tests.simulation risk

axe: $(AXE)  ## npm's axe-core, which looks for barriers on the citizen's pages; tests only, nothing of it is shipped

setup: .venv/.for-test  ## only bring in what the commands need

clean:  ## remove what the commands made, all but .venv and .tools
	rm -rf build var .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -not -path './.venv/*' -not -path './.tools/*' -prune -exec rm -rf {} +

# Python packages: a stamp per set, renewed when the lock changes. --inexact: `make run` takes no tool away.
.venv/.for-run: pyproject.toml uv.lock | packages-for-run $(UV)
	$(UV) sync --no-dev --inexact
	@touch $@

.venv/.for-test: pyproject.toml uv.lock | packages-for-test $(UV)
	$(UV) sync
	@touch $@ .venv/.for-run

# A link that dangles counts as absent.
$(UV):
	python3 tools/get_uv.py $@

# A machine without npm, or without a line, tests the pages without it: those tests say so and are skipped.
axe-if-npm:
	@test -f $(AXE) || ! command -v npm >/dev/null || $(MAKE) --no-print-directory axe || echo "no axe-core: its tests are skipped"

$(AXE):
	npm install --prefix .tools/axe --no-save --ignore-scripts --no-audit --no-fund --silent axe-core@4.14.1

packages-for-run:
	@python3 tools/debian_packages.py screen voice handwriting $(SHOWN_ON)

packages-for-ha:
	@python3 tools/debian_packages.py cluster

packages-for-faults:
	@python3 tools/debian_packages.py faults

packages-for-test:
	@python3 tools/debian_packages.py screen voice handwriting browser
