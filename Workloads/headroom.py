"""A scaler of one's own as a program: a third more pods than the load needs, and never down by more than a pod.

It speaks JSON lines, see docs/scalers.md: the lab greets, then says what it sees, and takes an answer each time.
"""

import json
import math
import sys

PER_POD = 60  # requests a second that a pod bears


def say(answer):
    print(json.dumps(answer), flush=True)


def decide(seen):
    rate = seen["requestsPerSecond"]
    if rate is None:
        return {"replicas": None, "reason": "nothing measured yet"}
    wanted = math.ceil(rate * 4 / 3 / PER_POD)
    if wanted < seen["replicas"]:
        return {"replicas": seen["replicas"] - 1, "reason": "one less"}
    return {"replicas": wanted, "reason": "a third of headroom"}


def main():
    hello = json.loads(sys.stdin.readline())
    say({"type": "hello", "protocol": hello["protocol"]})
    for line in sys.stdin:
        say(decide(json.loads(line)))


if __name__ == "__main__":
    main()
