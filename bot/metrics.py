"""What is counted for operators, in Prometheus' form."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

REGISTRY = CollectorRegistry()
"""Of this process; of several workers each is scraped by itself."""

STAGE_SECONDS = Histogram(
    "citewire_stage_seconds",
    "Duration of a stage, by stage and by whether it failed.",
    ["stage", "failed"],
    buckets=(0.1, 0.5, 1, 5, 15, 60, 300, 1800),
    registry=REGISTRY,
)
POSTS = Counter(
    "citewire_posts_total",
    "Posts that this process tried, by platform and outcome.",
    ["platform", "outcome"],
    registry=REGISTRY,
)
FEEDS = Gauge(
    "citewire_feeds", "Feeds, by the health of the last poll.", ["health"], registry=REGISTRY
)
DELIVERIES = Gauge(
    "citewire_deliveries", "Deliveries that are kept, by state.", ["state"], registry=REGISTRY
)
QUEUE_AGE = Gauge(
    "citewire_queue_age_seconds",
    "How long the oldest delivery of a lane has waited.",
    ["lane"],
    registry=REGISTRY,
)
SUBSCRIPTIONS_DUE = Gauge(
    "citewire_subscriptions_due", "Subscriptions that are due and not planned.", registry=REGISTRY
)


@contextmanager
def timed(stage: str) -> Iterator[None]:
    """Count the block as one run of a stage."""
    begun = perf_counter()
    failed = "true"
    try:
        yield
        failed = "false"
    finally:
        STAGE_SECONDS.labels(stage, failed).observe(perf_counter() - begun)
