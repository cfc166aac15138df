# `make help` lists what there is to do. Every target sets up what it needs first.

PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt
# Where PyTorch publishes builds for processors alone; the general ones bring gigabytes for graphics cards.
CPU_TORCH := --no-deps --retries 0 --extra-index-url https://download.pytorch.org/whl/cpu torch
ARTICLES ?= articles

.DEFAULT_GOAL := help
.PHONY: help run ask test check faults fuzz format benchmark benchmarks peers screenshots clean

help:
	@echo "make run                         open the terminal interface over articles/"
	@echo "make run ARTICLES=~/news         ... over another folder"
	@echo 'make ask Q="who won?"            print one answer'
	@echo "make test                        run every test"
	@echo "make check                       lint, types, import rules, then every test: what CI runs"
	@echo "make faults SEED=2 KILLS=100     kill indexing, conversations and exports at hundreds of random moments, and at every write"
	@echo "make fuzz SEED=2 SECONDS=300     damage files of every format for so long, and have them read"
	@echo "make format                      format the code and mend what the linter can"
	@echo "make benchmark                   measure speed, size and quality on the sample articles (half an hour)"
	@echo "make benchmarks DATA=…           measure reading, retrieval and the whole program on public question sets"
	@echo "make peers DATA=…                compare with other programs on SQuAD; installs them first"
	@echo "make screenshots                 take the README's pictures and its recording anew"
	@echo "make clean                       remove the virtual environment and all caches"
	@echo
	@echo "Each command sets up what it needs in .venv first; that takes some minutes the first time."

run: .venv/installed
	@$(BIN)/qa-bot --articles "$(ARTICLES)"

# The question goes to the command as it was typed: neither make nor the shell reads anything in it.
unexport Q
ask: export QUESTION = $(value Q)
ask: .venv/installed
	@test -n "$$QUESTION" || { echo 'usage: make ask Q="who declared victory?"' >&2; exit 2; }
	@$(BIN)/qa-bot ask --articles "$(ARTICLES)" -- "$$QUESTION" || test $$? -eq 1  # 1: not in the articles

test: .venv/installed-dev
	$(BIN)/pytest

check: .venv/installed-dev
	$(BIN)/ruff format --check --quiet
	$(BIN)/ruff check --quiet
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) test

# Two seeds each: 2 x KILLS of indexing, as many of conversations. Without SEED it is another one each time.
SEED ?= $(shell date +%s)
KILLS ?= 100
faults: seed := $(SEED)
faults: .venv/installed-dev
	@echo "make faults SEED=$(seed) KILLS=$(KILLS)"
	@FAULTS_SEED=$(seed) FAULTS_KILLS=$(KILLS) $(BIN)/pytest tests/faults

# SECONDS is a variable of bash's own: it counts, so it goes to the tests under another name.
SECONDS ?= 300
fuzz: seed := $(SEED)
fuzz: .venv/installed-dev
	@echo "make fuzz SEED=$(seed) SECONDS=$(SECONDS)"
	@FUZZ_SEED=$(seed) FUZZ_SECONDS=$(SECONDS) $(BIN)/pytest tests/embeddings/formats/test_fuzzed.py

format: .venv/installed-dev
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

benchmark: .venv/installed-dev
	$(BIN)/python -m benchmarks.cleaning
	$(BIN)/python -m benchmarks.stories
	$(BIN)/python -m benchmarks.sample_articles
	$(BIN)/python -m benchmarks.follow_ups
	$(BIN)/python -m benchmarks.speed
	$(BIN)/python -m benchmarks.shared_store
	$(BIN)/python -m benchmarks.scale --folder .scale

# DATA holds the question sets: squad/, squadshifts/ and nq_qed/, each as its owners publish it.
benchmarks: .venv/installed-benchmark
	@test -n "$(DATA)" || { echo "usage: make benchmarks DATA=folder" >&2; exit 2; }
	$(BIN)/python -m benchmarks.reading --data "$(DATA)"
	$(BIN)/python -m benchmarks.retrieval --data "$(DATA)"
	$(BIN)/python -m benchmarks.program --data "$(DATA)" --plot docs/confidence.svg
	$(BIN)/python -m benchmarks.calibration --data "$(DATA)"
	$(BIN)/python -m benchmarks.scale --data "$(DATA)" --folder .scale-data --plot docs/scale.svg

# READER is a Hugging Face model for extractive question answering.
READER ?= qa_bot/weights
peers: .venv/installed-benchmark
	@test -n "$(DATA)" || { echo "usage: make peers DATA=folder [READER=folder] [LIMIT=100]" >&2; exit 2; }
	$(BIN)/python -m benchmarks.peers --data "$(DATA)" --reader "$(READER)" --limit $(or $(LIMIT),100)

screenshots: .venv/installed
	$(BIN)/python docs/screenshots.py

clean:
	rm -rf .venv .scale .scale-data .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/installed: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "qa-bot needs Python 3.11 or newer: install it first" >&2; exit 1; }
	@echo "Setting up in .venv: some minutes the first time ..."
	@$(PYTHON) -m venv .venv || { echo "Python cannot make virtual environments: install its package venv (on Debian python3-venv)" >&2; exit 1; }
	@$(PIP) $(CPU_TORCH) 2>/dev/null || $(PIP) --no-deps torch
	@$(PIP) --editable .
	@touch $@

.venv/installed-dev: .venv/installed
	@$(PIP) --editable ".[dev]"
	@touch $@

.venv/installed-benchmark: .venv/installed-dev
	@$(PIP) --editable ".[benchmark]"
	@touch $@
