"""Prints what the recorded week says of the service: the numbers in ../README.md.

    python3 estimate.py < ../recorded-week.csv

CPU per request is the slope of cores on requests per second by least squares over all samples where both are
recorded; its intercept is what the service burns without requests (scrapes included). The standard error
allows for neighbouring samples that err together (Newey-West, 30 samples). The mean response time follows
from Little's law.
"""

import csv
import math
import statistics
import sys

import record

LAG = 30


def line(points):
    """Slope and intercept of y on x with Newey-West standard errors, and the share of variance explained."""
    n = len(points)
    mx = sum(x for x, _ in points) / n
    my = sum(y for _, y in points) / n
    sxx = sum((x - mx) ** 2 for x, _ in points)
    slope = sum((x - mx) * (y - my) for x, y in points) / sxx
    base = my - slope * mx
    errors = [y - base - slope * x for x, y in points]
    # Influence of each sample on the slope and on the intercept.
    on_slope = [(x - mx) / sxx * e for (x, _), e in zip(points, errors)]
    on_base = [e / n - mx * s for s, e in zip(on_slope, errors)]

    def spread(parts):
        total = sum(p * p for p in parts)
        for lag in range(1, LAG + 1):
            total += 2 * (1 - lag / (LAG + 1)) * sum(a * b for a, b in zip(parts, parts[lag:]))
        return math.sqrt(total)

    explained = 1 - sum(e * e for e in errors) / sum((y - my) ** 2 for _, y in points)
    return slope, spread(on_slope), base, spread(on_base), explained


def autocorrelation(values, lag):
    pairs = [(a, b) for a, b in zip(values, values[lag:]) if a is not None and b is not None]
    known = [v for v in values if v is not None]
    mean = statistics.fmean(known)
    return statistics.fmean((a - mean) * (b - mean) for a, b in pairs) / statistics.pvariance(known)


def main():
    rows = [{key: float(text) if text else None for key, text in row.items() if key != "time"}
            for row in csv.DictReader(sys.stdin)]
    day = len(rows) // 7
    rps = [row["requests_per_second"] for row in rows]
    recorded = [row for row in rows if None not in (row["requests_per_second"], row["cpu_cores"])]
    slope, slope_error, base, base_error, explained = line(
        [(row["requests_per_second"], row["cpu_cores"]) for row in recorded])
    known = [v for v in rps if v is not None]
    flights = [row["in_flight"] for row in recorded]
    tails = sorted(row["latency_p95_seconds"] for row in rows if row["latency_p95_seconds"] is not None)
    memory = [row["memory_bytes"] for row in rows if row["memory_bytes"] is not None]
    print(f"samples: {len(rows)}, of which recorded: {len(recorded)}")
    mean = statistics.fmean(known)
    print(f"requests per second: mean {mean:.1f}, standard deviation {statistics.pstdev(known):.1f}, "
          f"highest {max(known):.1f}, peak to mean {max(known) / mean:.2f}, none in {known.count(0)} samples")
    print(f"autocorrelation: {autocorrelation(rps, 1):.3f} at one sample, "
          f"{autocorrelation(rps, day):.3f} at a day")
    cpu = [row["cpu_cores"] for row in recorded]
    print(f"cpu: mean {statistics.fmean(cpu):.4f} cores, highest {max(cpu):.4f}")
    print(f"cpu per request: {1000 * slope:.3f} ms (standard error {1000 * slope_error:.3f}), "
          f"idle {1000 * base:.2f} mcores (standard error {1000 * base_error:.2f}), R2 {explained:.3f}")
    shares = []
    for start in range(0, len(rows), day):
        part = [(row["requests_per_second"], row["cpu_cores"]) for row in rows[start:start + day]]
        part = [(requests, cores - base) for requests, cores in part if None not in (requests, cores)]
        shares.append(sum(cores for _, cores in part) / sum(requests for requests, _ in part))
    print("cpu per request by day: " + ", ".join(f"{1000 * share:.2f}" for share in shares) + " ms")
    print(f"mean in flight {statistics.fmean(flights):.3f}: "
          f"mean response time by Little's law {1000 * statistics.fmean(flights) / mean:.2f} ms")
    print(f"latency_p95: median {1000 * statistics.median(tails):.1f} ms, highest {1000 * tails[-1]:.1f} ms")
    print(f"memory: lowest {min(memory) / 2**20:.1f} MiB, highest {max(memory) / 2**20:.1f} MiB")
    served, parts = 0.0, []
    for row in rows:
        if row["requests_per_second"] is None:
            served, parts = 0.0, []
            continue
        served += row["requests_per_second"] * record.SCRAPE_SECONDS
        parts.append((served, row["memory_bytes"]))
    growth, _, start, _, _ = line(parts)
    print(f"memory after the restart: {start / 2**20:.1f} MiB + {growth:.0f} bytes a request")


if __name__ == "__main__":
    main()
