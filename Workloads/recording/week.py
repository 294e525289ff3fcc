"""The made week: how many requests a second the load generator sends, at each moment of the recording.

`rate(day)` takes the place in the week from 0 (Monday 00:00) to 7 (in days), so the same shape can be
played in any time. Everything about it is invented; what the service did under it is measured.
"""

import math
import random

DAYS = 7.0
BASE = 108.0         # requests per second around which everything turns
GROWTH = 0.12        # over the week
ROUNDS = 900         # mean rounds of a request, about 1.5 ms of CPU where the week was recorded
WEEKEND = (5, 6)
OUTAGE = (3.60, 3.63)  # Thursday 14:24 to 15:07, nobody reaches the service
RESTART = 1.12       # Tuesday 02:53, the service is killed and started again a little later
# day of the onset, factor at the top, rise and decay in days
FLASH_CROWDS = [(1.46, 1.9, 0.008, 0.05), (3.83, 1.7, 0.02, 0.04), (5.40, 2.3, 0.004, 0.07)]
NIGHT_JOB = (2.0 / 24, 0.55, 0.02)  # time of day, height as a share of BASE, length in days


def bump(place, center, width):
    return math.exp(-0.5 * ((place - center) / width) ** 2)


def diurnal(day):
    """Low at 04:00, a morning and an evening hill, a dip at lunch."""
    hour = 24 * (day % 1)
    return (0.30 + 0.85 * bump(hour, 11.0, 2.6) + 0.45 * bump(hour, 15.0, 2.2) + 1.00 * bump(hour, 19.5, 2.8)
            + 0.35 * (bump(hour, 24.0, 2.0) + bump(hour, 0.0, 2.0)))


def rate(day):
    if not 0 <= day < DAYS or OUTAGE[0] <= day < OUTAGE[1]:
        return 0.0
    shape = diurnal(day)
    if int(day) in WEEKEND:
        shape = 0.25 + 0.55 * diurnal(day - 0.06)
    shape *= 1 + GROWTH * day / DAYS
    for onset, top, rise, decay in FLASH_CROWDS:
        if day >= onset:
            age = day - onset
            shape *= 1 + (top - 1) * min(age / rise, math.exp(-(age - rise) / decay))
    start, height, length = NIGHT_JOB
    if start <= day % 1 < start + length:
        shape += height
    return BASE * shape


def arrivals(seconds, seed):
    """Open-loop arrivals as (second, rounds, wait in milliseconds): a Poisson process of a wandering rate.

    The wandering is a log-normal Ornstein-Uhlenbeck factor (7 %, correlated over 5 s): real crowds are not
    Poisson. Drawn by thinning, so the same seed gives the same requests. Rounds are gamma (coefficient of
    variation 0.8), waits log-normal (mean 18 ms, coefficient of variation 0.44).
    """
    luck = random.Random(seed)
    bound = 1.8 * max(rate(DAYS * step / 20_000) for step in range(20_000))
    wander, last, now = 0.0, 0.0, 0.0
    shape = 1 / 0.8**2
    while True:
        now += luck.expovariate(bound)
        if now >= seconds:
            return
        kept = math.exp(-(now - last) / 5.0)
        wander = kept * wander + 0.07 * math.sqrt(1 - kept * kept) * luck.gauss(0, 1)
        last = now
        if luck.random() * bound < rate(DAYS * now / seconds) * math.exp(wander):
            rounds = max(1, round(luck.gammavariate(shape, ROUNDS / shape)))
            yield now, rounds, luck.lognormvariate(math.log(16.5), 0.42)
