#!/usr/bin/env bash
# How far each way to search stays behind the grid, and with how many runs: the numbers of docs/tuning.md.
#
#   Workloads/measure-methods.sh [EXPERIMENT...]
#
# The grid comes first and fills a store, so that the others run next to nothing.
set -u
scalelab=${SCALELAB:-.build/release/scalelab}
[ $# -gt 0 ] || set -- Workloads/tune.yaml
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for experiment; do
  echo "$experiment"
  printf '%-16s %8s %8s %10s  %s\n' method policies runs 'regret, %' 'best policy'
  for method in grid racing halving random sobol niederreiter gaussianProcess cmaes annealing simplex; do
    "$scalelab" tune "$experiment" --quiet --json --method "$method" --store "$folder/runs.sqlite" \
      --out "$folder" > "$folder/$method.json" || [ $? -eq 1 ] || exit 2
    python3 - "$folder" "$method" << 'PYTHON'
import json, sys
folder, method = sys.argv[1:]
found = json.load(open(f"{folder}/{method}.json"))
grid = json.load(open(f"{folder}/grid.json"))
score = found["objective"]
best, least = found["policies"][0], grid["policies"][0]
regret = 100 * (best["scores"][score] / least["scores"][score] - 1)
text = f"{regret:.2f}" if best["keepsLimits"] else "none keeps"
print(f"{method:16} {found['tried']:8} {found['runs']:8} {text:>10}  {best['label']}")
PYTHON
  done
done
