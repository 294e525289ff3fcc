"""Sends the made week to the service as open-loop load: each request leaves at its time, answered or not.

A connection carries one request at a time and is used again; when all are busy a new one is opened, up to a
bound, above which the request is counted as not sent. Nothing is retried. Stops when the week is over.
"""

import argparse
import asyncio
import json
import time

import week

MOST_CONNECTIONS = 400


class Tally:
    def __init__(self):
        self.sent = self.answered = self.failed = self.unsent = 0
        self.lateness = 0.0


class Connection(asyncio.Protocol):
    """One keep-alive connection; goes back to the idle list when its answer is complete."""

    def __init__(self, idle, tally):
        self.idle, self.tally = idle, tally
        self.busy, self.open, self.received = False, False, b""
        self.transport = None

    def connection_made(self, transport):
        self.transport, self.open = transport, True

    def send(self, request):
        self.busy = True
        self.tally.sent += 1
        self.transport.write(request)

    def data_received(self, data):
        self.received += data
        head, separator, body = self.received.partition(b"\r\n\r\n")
        if separator and len(body) >= int(head.rpartition(b"Content-Length: ")[2].split(b"\r\n")[0]):
            self.received, self.busy = b"", False
            self.tally.answered += 1
            self.idle.append(self)

    def connection_lost(self, _):
        self.open = False
        if self.busy:
            self.tally.failed += 1


async def fire(port, request, idle, connections, tally):
    """Sends one request on an idle connection or a new one; a refused connection is a failed request."""
    while idle:
        connection = idle.pop()
        if connection.open and not connection.transport.is_closing():
            return connection.send(request)
    connections[:] = [c for c in connections if c.open]
    if len(connections) >= MOST_CONNECTIONS:
        tally.unsent += 1
        return
    connection = Connection(idle, tally)
    connections.append(connection)
    try:
        await asyncio.get_running_loop().create_connection(lambda: connection, "127.0.0.1", port)
        connection.send(request)
    except OSError:
        tally.failed += 1


async def play(port, start, seconds, seed):
    idle, connections, pending, tally = [], [], set(), Tally()
    for due, rounds, wait in week.arrivals(seconds, seed):
        delay = start + due - time.time()
        if delay > 0:
            await asyncio.sleep(delay)
        tally.lateness = max(tally.lateness, -delay)
        request = b"GET /work?rounds=%d&wait=%.3f HTTP/1.1\r\nHost: service\r\n\r\n" % (rounds, wait)
        if idle:
            await fire(port, request, idle, connections, tally)
        else:
            task = asyncio.create_task(fire(port, request, idle, connections, tally))
            pending.add(task)
            task.add_done_callback(pending.discard)
    await asyncio.sleep(2)
    print(json.dumps({**vars(tally), "lateness": round(tally.lateness, 3)}))


def main():
    arguments = argparse.ArgumentParser(description="Plays the week's requests against 127.0.0.1.")
    arguments.add_argument("--port", type=int, required=True)
    arguments.add_argument("--start", type=float, required=True, help="epoch second of Monday 00:00")
    arguments.add_argument("--seconds", type=float, required=True, help="real length of the week")
    arguments.add_argument("--seed", type=int, required=True)
    options = arguments.parse_args()
    asyncio.run(play(options.port, options.start, options.seconds, options.seed))


if __name__ == "__main__":
    main()
