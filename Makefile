# The two commands of a newcomer are `make run` and `make test`; each prepares .venv by itself.
# Another interpreter: make run PYTHON=python3.12     Arguments for the command: make test ARGS="-k locator"

PYTHON ?= python3
ARGS ?=
VENV := .venv
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup run test lint bench chaos papers browser adversary leaks malice

help:  ## show this list
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

setup: $(READY)  ## prepare .venv with the pinned packages (nothing to do when they have not changed)

run: $(READY)  ## run the Telegram bot, or a page to try it in the browser when there is no token
	@$(VENV)/bin/canmou run $(ARGS)

test: $(READY)  ## run the tests
	@$(VENV)/bin/python -m pytest $(ARGS)

lint: $(READY)  ## check style and types
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/mypy

chaos: $(READY)  ## kill the bot 200 times on each database while reminders fall due (about eight minutes)
	@$(VENV)/bin/python -m tests.chaos

papers: $(READY) .cache/gongwen/bin/gongwen  ## render sample papers, measure and check them (needs LibreOffice and poppler)
	@$(VENV)/bin/python -m tests.papers .cache/papers .cache/gongwen/bin/gongwen

browser: $(READY)  ## walk through the try-out in a real browser, with pictures (needs Chromium)
	@$(VENV)/bin/python -m pip --disable-pip-version-check install -qq -c constraints.txt -e '.[browser]'
	@$(VENV)/bin/python -m tests.browser docs/manual

adversary: $(READY)  ## let a small model talk nonsense and see that none of it reaches a reader
	@$(VENV)/bin/python -m pip --disable-pip-version-check install -qq -c constraints.txt -e '.[adversary]'
	@$(VENV)/bin/python -m tests.adversary $(ARGS)

leaks: $(READY)  ## play 1,000 arrangements of collections, chats and roles, and see that nothing leaks (about fifteen minutes)
	@$(VENV)/bin/python -m tests.leaks $(ARGS)

malice: $(READY)  ## send 500 malformed updates, files, presses and orders in words, on each database
	@$(VENV)/bin/python -m tests.malice $(ARGS)

bench: $(READY)  ## measure latency, ingest rate and memory
	@$(VENV)/bin/canmou bench $(ARGS)

.cache/gongwen/bin/gongwen:
	@$(PYTHON) -m venv .cache/gongwen
	@.cache/gongwen/bin/pip --disable-pip-version-check install -qq gongwen-skill==2.15.0

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo 'Python 3.11 or newer is needed; name it, as in: make $(MAKECMDGOALS) PYTHON=python3.11' >&2; exit 1; }
	@echo 'Preparing $(VENV): the first time takes a few minutes.'
	@test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV)
	@$(VENV)/bin/python -m pip --disable-pip-version-check install -qq -c constraints.txt -e '.[dev]'
	@touch $@
	@echo '$(VENV) is ready.'
