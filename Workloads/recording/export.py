"""Writes the recorded week as CSV, through Prometheus' query_range; the same database gives the same bytes.

    python3 export.py --data FOLDER > ../recorded-week.csv

Row k holds what was measured between the scrapes k and k+1: rates are irate over exactly those two scrapes,
which are half a second apart, and gauges are the later scrape's. Its time is Monday 2026-11-16 plus k steps
of two minutes, so that the recording's length becomes a week. Where a scrape failed the fields stay empty;
the 95 % latency is also empty where no request ended.
"""

import argparse
import json
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from datetime import datetime, timedelta, timezone
from pathlib import Path

import record

MONDAY = datetime(2026, 11, 16, tzinfo=timezone.utc)
WEEK = timedelta(days=7)
# Evaluated half-way between scrapes, this holds two of them, 500 ms apart; or one where one failed: no rate.
PAIR = "[900ms]"

COLUMNS = {
    "requests_per_second": (f"irate(http_requests_total{PAIR})", "{:.6g}"),
    "cpu_cores": (f"irate(process_cpu_seconds_total{PAIR})", "{:.5f}"),
    "memory_bytes": ("process_resident_memory_bytes and on() (up == 1)", "{:.0f}"),
    "in_flight": ("http_requests_in_flight and on() (up == 1)", "{:.0f}"),
    "latency_p95_seconds": (
        f"histogram_quantile(0.95, irate(http_request_duration_seconds_bucket{PAIR}))", "{:.5f}"),
}


def ask(path, **query):
    url = f"http://127.0.0.1:{record.PROMETHEUS_PORT}{path}?{urllib.parse.urlencode(query)}"
    with urllib.request.urlopen(url, timeout=60) as answer:
        return json.load(answer)["data"]


def wait_until_ready():
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{record.PROMETHEUS_PORT}/-/ready", timeout=5).close()
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    sys.exit("Prometheus does not become ready")


def grid(facts):
    """First evaluation and their number: half-way between scrapes, the first after a whole interval."""
    step = facts["scrapeSeconds"]
    samples = ask("/api/v1/query", query="up[10s]", time=facts["start"])["result"][0]["values"]
    scrape = samples[-1][0]
    first = scrape + step * (1 + int((facts["start"] - scrape) // step))
    return first + 1.5 * step, int(facts["seconds"] / step)


def column(expression, first, count, step):
    data = ask("/api/v1/query_range", query=expression, start=f"{first:.3f}",
               end=f"{first + (count - 1) * step + 0.001:.3f}", step=step)
    values = {}
    for series in data["result"]:
        for at, text in series["values"]:
            if text not in ("NaN", "+Inf", "-Inf"):
                values[round((at - first) / step)] = float(text)
    return values


def main():
    arguments = argparse.ArgumentParser(description="Writes the recorded week as CSV to the standard output.")
    arguments.add_argument("--data", type=Path, required=True, help="the folder given to record.py")
    options = arguments.parse_args()
    facts = json.loads((options.data / "recording.json").read_text())
    server = record.prometheus(options.data)
    try:
        wait_until_ready()
        first, count = grid(facts)
        columns = {name: (column(query, first, count, facts["scrapeSeconds"]), form)
                   for name, (query, form) in COLUMNS.items()}
    finally:
        record.stop(server)
    print(",".join(["time", *columns]))
    for k in range(count):
        fields = [(MONDAY + k * WEEK / count).strftime("%Y-%m-%dT%H:%M:%SZ")]
        fields += [form.format(values[k]) if k in values else "" for values, form in columns.values()]
        print(",".join(fields))


if __name__ == "__main__":
    main()
