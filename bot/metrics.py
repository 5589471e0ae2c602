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
MODEL_CALLS = Counter(
    "citewire_model_requests_total",
    "Requests to the language model, by what came of them; only some of them are calls.",
    ["model", "prompt", "outcome"],
    registry=REGISTRY,
)
MODEL_TOKENS = Counter(
    "citewire_model_tokens_total",
    "Tokens that the language model read and wrote, as its server told.",
    ["model", "direction"],
    registry=REGISTRY,
)
MODEL_USD = Counter(
    "citewire_model_usd_total",
    "What calls to the language model cost, where the price is known.",
    ["model"],
    registry=REGISTRY,
)
MODEL_UNKNOWN_COST = Counter(
    "citewire_model_unknown_cost_total",
    "Calls to the language model of which nobody knows what they cost.",
    ["model"],
    registry=REGISTRY,
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
