#!/usr/bin/env bash
# Kills a sweep of two workers on one store at random moments, lets it go on, and compares the end with that of a sweep
# nobody disturbed: nothing may be lost, nothing kept twice, and every file must have the same bytes.
#
#   Tests/kill-and-resume.sh SCALELAB [KILLS] [SEED]
#
# `make test` runs it with a few kills; 50 are the long form.
set -u
scalelab=$(realpath "$1")
kills=${2:-50}
RANDOM=${3:-$(date +%s)}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1

cat > experiment.yaml << 'YAML'
apiVersion: scalelab.dev/v1
kind: Experiment
metadata: {name: killed}
spec:
  manifests:
  - apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec:
      replicas: 2
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec:
          containers:
          - {name: app, image: "example/app:1", resources: {requests: {cpu: 500m}, limits: {cpu: 500m}}}
  - apiVersion: autoscaling/v2
    kind: HorizontalPodAutoscaler
    metadata: {name: web}
    spec:
      scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
      maxReplicas: 20
      metrics:
      - {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}}
  workloads:
  - target: web
    load: {sine: {mean: 150, amplitude: 100, period: 40m}, duration: 2h, arrivals: poisson}
  blocks: 20m
  seeds: 2
  slo: {latency: 200ms, target: 99}
  prices: {cpuHour: 0.04}
  strategies: [{name: today}]
  tune:
    parameters:
    - {name: target, path: "spec.metrics[0].resource.target.averageUtilization", from: 30, to: 90, step: 5}
    - {name: window, path: spec.behavior.scaleDown.stabilizationWindowSeconds, choices: [0, 60, 300]}
YAML

# Becomes a worker: which store and which folder for its report. For a subshell, so that its number is the worker's.
work() { exec "$scalelab" tune experiment.yaml --quiet --store "$1" --out "$2" --jobs 1 > "$2.txt" 2> "$2.err"; }

fail() {
  echo "FAILED: $1" >&2
  exit 1
}

began=$(date +%s%N)
(work alone.sqlite alone)
status=$?
[ "$status" -le 1 ] || fail "the undisturbed sweep ended with $status: $(cat alone.err)"
took=$((($(date +%s%N) - began) / 1000000))
"$scalelab" results alone.sqlite --csv alone.csv || fail "no table of the undisturbed sweep"

for ((kill = 1; kill <= kills; kill++)); do
  work both.sqlite one &
  first=$!
  work both.sqlite other &
  second=$!
  # Anywhere within the time a whole sweep takes, more often early.
  delay=$((RANDOM % (took + 1) * (RANDOM % 100) / 100 + 20))
  sleep "$(printf '%d.%03d' $((delay / 1000)) $((delay % 1000)))"
  kill -9 "$first" "$second" 2> /dev/null
  wait "$first" "$second" 2> /dev/null
done

work both.sqlite one &
first=$!
work both.sqlite other &
second=$!
wait "$first"
[ $? -eq "$status" ] || fail "the first worker ended otherwise than undisturbed: $(cat one.err)"
wait "$second"
[ $? -eq "$status" ] || fail "the second worker ended otherwise than undisturbed: $(cat other.err)"

"$scalelab" results both.sqlite --csv both.csv || fail "no table after $kills kills"
cmp -s alone.csv both.csv || fail "the store has other runs than that of an undisturbed sweep"
for worker in one other; do
  diff -rq alone "$worker" || fail "the report of worker $worker differs"
  diff -q <(sed 's#alone/##' alone.txt) <(sed "s#$worker/##" "$worker.txt") || fail "the words of worker $worker differ"
done
runs=$(($(wc -l < both.csv) - 1))
[ "$(cut -d, -f1 both.csv | sort -u | wc -l)" -eq $((runs + 1)) ] || fail "a run is there twice"
echo "$kills kills survived: $runs runs, same bytes"
