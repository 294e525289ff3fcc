#!/usr/bin/env python3
"""Makes pod-arrivals.csv: four days of batch pods, alike in kind to what records of GPU clusters show.

Pods come in bursts, more by day than by night; half of them run for less than ten minutes, one in a hundred for more
than a day; few sizes are asked for again and again. Equal seeds give equal files.

    python3 pod-arrivals.py > pod-arrivals.csv
"""
import math
import random

DAYS = 4
MEDIAN_LIFE = 540.0  # seconds
SIGMA = 2.2  # of the logarithm: the 99th percentile is at about 25 hours
# milli-CPU, MiB and how often.
SIZES = [
    (1000, 2048, 9), (2000, 8192, 14), (3152, 5600, 22), (4000, 15258, 16), (6000, 12288, 8), (8000, 30517, 14),
    (11300, 30720, 9), (15700, 58368, 5), (16000, 32768, 3),
]

luck = random.Random(20260901)


def normal():
    """A standard normal number of two uniform ones, the same with every version of Python."""
    return math.sqrt(-2 * math.log(1 - luck.random())) * math.cos(2 * math.pi * luck.random())


def size():
    place = luck.random() * sum(weight for _, _, weight in SIZES)
    for cpu, memory, weight in SIZES:
        place -= weight
        if place < 0:
            return cpu, memory
    return SIZES[-1][:2]


def pods():
    time = 0.0
    end = DAYS * 86400
    while True:
        hour = time / 3600 % 24
        per_hour = 2.2 + 1.8 * math.sin((hour - 8) / 24 * 2 * math.pi)  # bursts an hour
        time += -math.log(1 - luck.random()) * 3600 / per_hour
        if time >= end:
            return
        count = 1 + int(-math.log(1 - luck.random()) * 3.2)
        if luck.random() < 0.02:
            count += 40  # somebody's sweep over parameters
        cpu, memory = size()
        scale = math.exp(0.6 * SIGMA * normal())
        for number in range(count):
            created = time + number * 0.4
            started = created + 1 + luck.random()
            life = MEDIAN_LIFE * scale * math.exp(0.8 * SIGMA * normal())
            yield created, started, started + max(5.0, min(life, 3 * 86400.0)), cpu, memory


print("creation_time,scheduled_time,deletion_time,cpu_milli,memory_mib")
for created, started, ended, cpu, memory in sorted(pods()):
    print(f"{created:.0f},{started:.0f},{ended:.0f},{cpu},{memory}")
