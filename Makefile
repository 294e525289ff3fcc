# ScaleLab: the rules of this Makefile in plain words.
#
#   make run      builds scalelab, compares the strategies of Workloads/week.yaml, says where the report is
#   make test     checks the form of the sources and runs every test, as CI does
#   make bench    measures the speed of the simulation on the benchmark loads
#   make build    builds the command only: .build/release/scalelab
#   make format   brings the sources into form
#   make lint     says which sources are out of form
#   make clean    removes what was built (reports stay)
#
# All that is needed beforehand is a Swift toolchain (6.2 or newer). The GNU Scientific Library is installed
# with apt-get where it is missing, through sudo where you are not root.

SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test bench build format lint clean swift gsl

SWIFT ?= swift
SOURCES := Package.swift Sources Tests
SCALELAB := .build/release/scalelab

help:
	@sed -n 's/^#   /  /p' Makefile

run: build
	@$(SCALELAB) compare Workloads/week.yaml

test: lint gsl
	@$(SWIFT) build --build-tests
	@[ -d ../shared ] || echo "No ../shared here: the tests that need its reference data are skipped."
	@$(SWIFT) test --disable-xctest --skip-build --quiet

bench: build
	@$(SCALELAB) bench w1
	@$(SCALELAB) bench w2

build: gsl
	@$(SWIFT) build -c release --product scalelab

format: swift
	@$(SWIFT) format format --in-place --parallel --recursive $(SOURCES)

lint: swift
	@$(SWIFT) format lint --strict --parallel --recursive $(SOURCES) \
	  || { echo "The sources above are out of form; 'make format' mends most of it." >&2; exit 1; }

clean:
	@rm -rf .build

swift:
	@command -v $(SWIFT) > /dev/null \
	  || { echo "No '$(SWIFT)' here. ScaleLab needs Swift: https://www.swift.org/install" >&2; exit 1; }

gsl: swift
	@./.ci/install-gsl
