"""The service whose week is recorded: waits a little, computes a little, keeps a little.

Each request names its own cost, so that the load (and not the service's luck) decides how much work there is:

    GET /work?rounds=N&wait=MILLISECONDS

`wait` stands for a downstream call (no CPU), `rounds` is the number of chained SHA-256 rounds over 1 KiB.
Every request holds 256 KiB while it runs, and every eighth one leaves 2 KiB in a cache that is never emptied:
the resident memory creeps up until the process is restarted. The interpreter's lock keeps the computation on
one core.

GET /metrics answers in the Prometheus text format.
"""

import argparse
import hashlib
import os
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

BUCKETS = [0.005, 0.01, 0.015, 0.02, 0.025, 0.03, 0.04, 0.05, 0.065, 0.08, 0.1, 0.13, 0.16, 0.2, 0.25, 0.35,
           0.5, 0.75, 1.0, 1.5, 2.5, 5.0, 10.0]
HELD_WHILE_RUNNING = 256 * 1024
KEPT_IN_CACHE = 2048
PAGE = os.sysconf("SC_PAGE_SIZE")


class Figures:
    """What Prometheus is told; one lock guards all of it."""

    def __init__(self):
        self.lock = threading.Lock()
        self.requests = 0
        self.in_flight = 0
        self.seconds = 0.0
        self.buckets = [0] * (len(BUCKETS) + 1)
        self.cache = []

    def begin(self):
        with self.lock:
            self.in_flight += 1

    def end(self, seconds):
        place = next((i for i, bound in enumerate(BUCKETS) if seconds <= bound), len(BUCKETS))
        with self.lock:
            self.in_flight -= 1
            self.requests += 1
            self.seconds += seconds
            self.buckets[place] += 1
            if self.requests % 8 == 0:
                self.cache.append(os.urandom(KEPT_IN_CACHE))

    def exposition(self):
        with open("/proc/self/statm") as file:
            resident = int(file.read().split()[1]) * PAGE
        with self.lock:
            requests, in_flight, seconds = self.requests, self.in_flight, self.seconds
            buckets = list(self.buckets)
        lines = [
            "# TYPE process_cpu_seconds_total counter",
            f"process_cpu_seconds_total {time.process_time():.6f}",
            "# TYPE process_resident_memory_bytes gauge",
            f"process_resident_memory_bytes {resident}",
            "# TYPE http_requests_total counter",
            f"http_requests_total {requests}",
            "# TYPE http_requests_in_flight gauge",
            f"http_requests_in_flight {in_flight}",
            "# TYPE http_request_duration_seconds histogram",
        ]
        running = 0
        for bound, count in zip([*map(str, BUCKETS), "+Inf"], buckets):
            running += count
            lines.append(f'http_request_duration_seconds_bucket{{le="{bound}"}} {running}')
        lines.append(f"http_request_duration_seconds_sum {seconds:.6f}")
        lines.append(f"http_request_duration_seconds_count {requests}")
        return "\n".join(lines) + "\n"


FIGURES = Figures()


def compute(rounds):
    """Burns CPU in proportion to `rounds`; inputs below 2 KiB keep the interpreter's lock."""
    block = b"x" * 992
    digest = b"\0" * 32
    for _ in range(rounds):
        digest = hashlib.sha256(block + digest).digest()
    return digest.hex()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self):
        url = urlsplit(self.path)
        if url.path == "/metrics":
            return self.answer(FIGURES.exposition())
        if url.path != "/work":
            return self.send_error(404)
        started = time.monotonic()
        FIGURES.begin()
        try:
            query = parse_qs(url.query)
            held = bytearray(HELD_WHILE_RUNNING)
            time.sleep(min(float(query["wait"][0]), 1000.0) / 1000)
            self.answer(compute(min(int(query["rounds"][0]), 100_000)) + "\n")
            del held
        finally:
            FIGURES.end(time.monotonic() - started)

    def answer(self, text):
        body = text.encode()
        self.wfile.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n" % len(body) + body)

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 512


def main():
    arguments = argparse.ArgumentParser(description="The recorded service, on 127.0.0.1 only.")
    arguments.add_argument("--port", type=int, required=True)
    arguments.add_argument("--seconds", type=float, required=True, help="stops by itself after so long")
    options = arguments.parse_args()
    sys.setswitchinterval(0.001)
    server = Server(("127.0.0.1", options.port), Handler)
    threading.Timer(options.seconds, server.shutdown).start()
    server.serve_forever(poll_interval=0.2)
    os._exit(0)


if __name__ == "__main__":
    main()
