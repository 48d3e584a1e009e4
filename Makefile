# Python 3.11 or later and make are all that is needed. `make` alone prints this help.
PYTHON ?= python3
PORT ?= 8000
ENVIRONMENT ?= demo
VENV := .venv/bin
RUN := $(PYTHON) config/install.py run
DEVELOP := $(PYTHON) config/install.py develop
export PORT
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.PHONY: help start start-year test check fix pictures bench demo-reset demo-year clean

help: ## This help
	@echo "Rotfeste: the digital chain for settling, qualifying and including refugees"
	@echo
	@sed -n 's/^\([a-z-]*\):.*## /  make \1|/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-20s %s\n", $$1, $$2}'
	@echo
	@echo "PORT=8001 make start chooses another port; DATABASE_URL and OWNER_DATABASE_URL another PostgreSQL."

start: ## Install, build the made-up Norway, and serve the site on http://localhost:8000
	@$(RUN)
	@ENVIRONMENT=$(ENVIRONMENT) $(VENV)/python -m config.start

start-year: ## The same on the whole made-up year 2017, after make demo-year
	@$(RUN)
	@ENVIRONMENT=demo DATABASE_NAME=rotfeste_year ROTFESTE_TODAY=2017-12-31 $(VENV)/python -m config.start

test: ## Install what tests need, and run them all
	@$(PYTHON) config/install.py test
	@ENVIRONMENT=test $(VENV)/python manage.py translations compile
	@ENVIRONMENT=test $(VENV)/python manage.py assets
	@ENVIRONMENT=test $(VENV)/python -m pytest -n auto --dist loadgroup $(TESTS)

check: ## Style, types, borders between chapters, missing migrations and translations
	@$(DEVELOP)
	@$(VENV)/ruff check .
	@$(VENV)/ruff format --check .
	@ENVIRONMENT=test $(VENV)/mypy
	@PYTHONPATH=src $(VENV)/lint-imports
	@ENVIRONMENT=test $(VENV)/python manage.py makemigrations --check --dry-run
	@ENVIRONMENT=test $(VENV)/python manage.py translations check

fix: ## Mend style where a tool can
	@$(DEVELOP)
	@$(VENV)/ruff check --fix .
	@$(VENV)/ruff format .

pictures: ## Take the README's tour with a camera, into docs/pictures
	@$(PYTHON) config/install.py test
	@ENVIRONMENT=test DJANGO_SETTINGS_MODULE=config.settings PYTHONPATH=src:. $(VENV)/python -m tests.browser.pictures

bench: ## Measure the most used pages, intake and memory on the whole made-up year
	@$(DEVELOP)
	@ENVIRONMENT=demo DATABASE_NAME=rotfeste_year ROTFESTE_TODAY=2017-12-31 $(VENV)/python -m benchmarks

demo-reset: ## Throw the made-up Norway away and build it again
	@$(RUN)
	@ENVIRONMENT=demo $(VENV)/python manage.py demo --reset

demo-year: ## Build the whole year 2017 at true size, in a database of its own
	@$(RUN)
	@ENVIRONMENT=demo DATABASE_NAME=rotfeste_year ROTFESTE_TODAY=2017-12-31 $(VENV)/python manage.py demo --year

clean: ## Remove everything that was installed or built; the embedded database stays in .local
	rm -rf .venv node_modules static src/rotfeste/foundation/ui/static/vendor
