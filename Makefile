# ScaleLab: the rules of this Makefile in plain words.
#
#   make run       builds scalelab, compares the strategies of Workloads/week.yaml, says where the report is
#   make run-tune  tunes HPA defaults on the first half of recorded loads, judges the result on the second
#   make run-nodes compares Cluster Autoscaler's expanders with Karpenter's policies on pods in bursts
#   make run-vpa   compares modes of the Vertical Pod Autoscaler with static requests on a recorded week
#   make test      checks the form of the sources and runs every test, as CI does
#   make bench     measures the speed of the simulation on the benchmark loads
#   make build     builds the command only: .build/release/scalelab
#   make format    brings the sources into form
#   make lint      says which sources are out of form
#   make clean     removes what was built (reports stay)
#
# All that is needed beforehand is a Swift toolchain (6.2 or newer). The GNU Scientific Library and
# SQLite are installed with apt-get where they are missing, through sudo where you are not root.

SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run run-tune run-nodes run-vpa test bench build format lint clean swift libraries

SWIFT ?= swift
SOURCES := Package.swift Sources Tests
SCALELAB := .build/release/scalelab

help:
	@sed -n 's/^#   /  /p' Makefile

run: build
	@$(SCALELAB) compare Workloads/week.yaml

# A search that finds no policy that surely keeps its limits exits with 1: a finding, and no reason to stop.
run-tune: build
	@set -- Workloads/tune.yaml; \
	[ ! -d ../shared/load ] || set -- Workloads/tune-worldcup.yaml Workloads/tune-nasa.yaml Workloads/tune-azure.yaml; \
	for experiment; do \
	  echo "== $$experiment"; $(SCALELAB) tune "$$experiment" || [ $$? -eq 1 ] || exit 2; \
	done

run-nodes: build
	@$(SCALELAB) compare Workloads/node-autoscaling.yaml
	@if [ -f ../shared/load/alibaba_openb_pod_events.csv ]; \
	  then $(SCALELAB) compare Workloads/pod-arrivals-openb.yaml; else $(SCALELAB) compare Workloads/pod-arrivals.yaml; fi

run-vpa: build
	@$(SCALELAB) compare Workloads/vertical.yaml
	@$(SCALELAB) compare Workloads/vertical-and-horizontal.yaml

test: lint libraries
	@$(SWIFT) build --build-tests
	@[ -d ../shared ] || echo "No ../shared here: the tests that need its reference data are skipped."
	@$(SWIFT) test --disable-xctest --skip-build --quiet
	@Tests/kill-and-resume.sh .build/debug/scalelab 3 1

bench: build
	@$(SCALELAB) bench w1
	@$(SCALELAB) bench w2

build: libraries
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

libraries: swift
	@./.ci/install-libraries
