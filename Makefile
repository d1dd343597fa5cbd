# Everything a developer types. `make` alone says what there is.
.DEFAULT_GOAL := help
.PHONY: help run test test-all bench check web

# `make run` builds the dev profile: it is there sooner than a release build (whose link-time optimisation pays only
# under load), its dependencies are optimised all the same, and `make test` reuses it. `make run PROFILE=release` does not.
PROFILE ?= dev
BINARY := target/$(if $(filter dev,$(PROFILE)),debug,$(PROFILE))/hapur

export HAPUR_BIND ?= 127.0.0.1:8080
export HAPUR_DATA_DIR ?= data
# Who types `make run` reads along: warnings only. (The program itself logs every request, as JSON lines.)
run: export HAPUR_LOG ?= warn

help: ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' $(MAKEFILE_LIST) | expand -t 18

run: web ## build and serve Hapur at http://127.0.0.1:8080, with the real record in ./data
	@command -v cargo >/dev/null || { echo 'Hapur is built with Rust, and there is no cargo. Install it: https://rustup.rs' >&2; exit 1; }
	@echo 'Building (the first time takes about ten minutes on two cores)'
	@cargo build --locked --profile $(PROFILE) --package hapur
	@$(BINARY) admin create --first --email admin@localhost
	@exec $(BINARY) serve

test: ## all that must be green before a change is done (under 30 minutes on two cores)
	@.ci/test

test-all: ## the same with the long forms
	@.ci/test --long

bench: ## measure the main endpoints on both databases (release build); ONLY=bots or ONLY=search does less
	@echo 'Measuring; leave the machine alone'
	@cargo bench --locked --package hapur --bench load -- $(ONLY)

check: ## format, lints and documentation of the Rust code (quick)
	@.ci/house

web: web/node_modules/.installed ## build what the binary serves to browsers into web/build
	@cd web && npm run --silent build >/dev/null

# Node 24 comes along: an npm package brings it, and npm's scripts use it.
web/node_modules/.installed: web/package-lock.json
	@command -v npm >/dev/null || { echo 'The web is built with npm, and there is none. Install Node: https://nodejs.org' >&2; exit 1; }
	@echo 'Installing the packages of the web'
	@cd web && npm ci --no-audit --no-fund --loglevel=error && touch node_modules/.installed
