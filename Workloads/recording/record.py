"""Records the week: service, load and Prometheus on 127.0.0.1 for SECONDS of real time, then stops them.

    python3 record.py --data FOLDER [--seconds 2520]

FOLDER keeps Prometheus' database and `recording.json` (when the week began and how long it took), which is
all that export.py needs. The service is killed once, on Tuesday morning, and starts again 24 stretched
minutes later: Prometheus sees failed scrapes, then counters that begin at zero.
"""

import argparse
import contextlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import week

HERE = Path(__file__).parent
SERVICE_PORT, PROMETHEUS_PORT = 18080, 19090
SCRAPE_SECONDS = 0.5
DOWN_SHARE = 24 / (7 * 24 * 60)  # of the week
SEED = 20261116

CONFIGURATION = f"""
global:
  scrape_interval: {int(SCRAPE_SECONDS * 1000)}ms
  scrape_timeout: {int(SCRAPE_SECONDS * 1000)}ms
scrape_configs:
  - job_name: service
    static_configs:
      - targets: ["127.0.0.1:{SERVICE_PORT}"]
"""


def script(name, **options):
    words = [f"--{key}={value}" for key, value in options.items()]
    return subprocess.Popen([sys.executable, HERE / f"{name}.py", *words])


def prometheus(folder):
    folder.mkdir(parents=True, exist_ok=True)
    configuration = folder / "prometheus.yml"
    configuration.write_text(CONFIGURATION)
    with open(folder / "prometheus.log", "a") as log:
        return subprocess.Popen(
            ["prometheus", f"--config.file={configuration}", f"--storage.tsdb.path={folder / 'tsdb'}",
             "--storage.tsdb.retention.time=10y", f"--web.listen-address=127.0.0.1:{PROMETHEUS_PORT}"],
            stdout=log, stderr=log)


def stop(process):
    """Ends a process of ours and waits for it."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def main():
    arguments = argparse.ArgumentParser(description="Records the week.")
    arguments.add_argument("--data", type=Path, required=True, help="folder for the database")
    arguments.add_argument("--seconds", type=float, default=2520.0, help="real length of the week")
    options = arguments.parse_args()
    if (options.data / "recording.json").exists():
        sys.exit(f"{options.data} already holds a recording")
    with contextlib.suppress(PermissionError):
        os.nice(-5)  # so that other work on the machine shows less
    length = options.seconds
    with contextlib.ExitStack() as running:
        def begin(process):
            running.callback(stop, process)
            return process

        begin(prometheus(options.data))
        service = begin(script("service", port=SERVICE_PORT, seconds=length + 60))
        start = time.time() + 12
        load = begin(script("load", port=SERVICE_PORT, start=start, seconds=length, seed=SEED))
        time.sleep(start + length * week.RESTART / week.DAYS - time.time())
        service.kill()
        service.wait()
        time.sleep(length * DOWN_SHARE)
        begin(script("service", port=SERVICE_PORT, seconds=length + 60))
        load.wait()
        time.sleep(2)
    facts = {"start": start, "seconds": length, "scrapeSeconds": SCRAPE_SECONDS, "seed": SEED}
    (options.data / "recording.json").write_text(json.dumps(facts, indent=2) + "\n")


if __name__ == "__main__":
    main()
