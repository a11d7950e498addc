"""What is left of a log-normal service: its mean. Service times at counters are log-normal to a good approximation."""

from math import log, sqrt
from statistics import NormalDist

STANDARD = NormalDist()
LEAST_CV = 0.05
FORGOTTEN = 1e-5
"""Fewer than this share last so long: such a service is not like the others."""


def in_logarithm(mean_s: float, cv: float) -> tuple[float, float]:
    """Mean and standard deviation of the logarithm."""
    variance = log(1 + max(LEAST_CV, cv) ** 2)
    return log(mean_s) - variance / 2, sqrt(variance)


def mean_rest(mean_s: float, cv: float, age_s: float) -> float:
    """Expected seconds that are left after `age_s`. One that lasts far beyond any such service: half as long again."""
    mu, sigma = in_logarithm(mean_s, cv)
    age = max(age_s, 1.0)
    depth = (mu - log(age)) / sigma
    lasting = STANDARD.cdf(depth)
    if lasting < FORGOTTEN:
        return age / 2
    return max(1.0, mean_s * STANDARD.cdf(depth + sigma) / lasting - age)
