"""What a failed post comes to."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.deciding import (
    ATTEMPTS,
    FIRST_PAUSE,
    LONGEST_PAUSE,
    PATIENCE,
    TERMS,
    Action,
    Reach,
    Step,
    cannot_tell,
    decide,
    first_step,
    pause,
)
from digests.errors import PlatformError, Scope, Trouble
from digests.model import Delivery, GivenUp, InDoubt, Postponed
from tests.builders import MONDAY
from tests.delivery.posts import a_digest_for, a_subscription

NEVER = timedelta()
MINUTES = timedelta(minutes=3)


def a_try(**changes: object) -> Delivery:
    (delivery,) = a_digest_for(a_subscription())
    fields: dict[str, object] = {"attempts": 1, "tried_at": MONDAY}
    return replace(delivery, **(fields | changes))  # type: ignore[arg-type] # fields of Delivery


def decided(
    error: PlatformError,
    delivery: Delivery,
    *,
    doubtful: bool = False,
    dedupes_for: timedelta = NEVER,
    now: datetime = MONDAY,
) -> Action:
    return decide(error, delivery, doubtful=doubtful, dedupes_for=dedupes_for, now=now)


@pytest.mark.parametrize(
    ("scope", "held"),
    [(Scope.CHANNEL, "slack/T1/C1"), (Scope.WORKSPACE, "slack/T1"), (Scope.PLATFORM, "slack")],
)
def test_a_busy_platform_gets_nothing_where_and_as_long_as_it_asks(scope: Scope, held: str) -> None:
    wait = timedelta(seconds=40)
    error = PlatformError("429", trouble=Trouble.BUSY, retry_after=wait, scope=scope)
    # However often: it says itself that it will take the post.
    action = decided(error, a_try(attempts=100), now=MONDAY + 2 * PATIENCE)
    assert action.hold == held
    assert action.outcome == Postponed(not_before=MONDAY + 2 * PATIENCE + wait, reason="429")


def test_a_passing_failure_is_given_up_after_its_attempts_and_its_time_and_not_before() -> None:
    error = PlatformError("no connection", trouble=Trouble.FAILED)
    late = MONDAY + PATIENCE
    assert isinstance(decided(error, a_try(attempts=ATTEMPTS)).outcome, Postponed)
    assert isinstance(decided(error, a_try(attempts=ATTEMPTS - 1), now=late).outcome, Postponed)
    assert isinstance(decided(error, a_try(attempts=ATTEMPTS), now=late).outcome, GivenUp)


def test_an_undecided_post_is_posted_again_soon_only_where_equal_keys_are_known() -> None:
    error = PlatformError("reset", trouble=Trouble.UNDECIDED)
    soon = decided(error, a_try(), dedupes_for=MINUTES).outcome
    later = decided(error, a_try()).outcome
    assert isinstance(soon, Postponed)
    assert isinstance(later, Postponed)
    assert soon.doubtful
    assert later.doubtful
    assert soon.not_before <= MONDAY + FIRST_PAUSE
    assert later.not_before >= MONDAY + TERMS.look_after


def test_what_is_in_doubt_is_looked_for_once_the_platform_may_have_forgotten_the_key() -> None:
    def step(lease_ends: timedelta, dedupes_for: timedelta, *, doubtful: bool = True) -> Step:
        tried = a_try(lease_until=MONDAY + lease_ends)
        return first_step(tried, doubtful=doubtful, dedupes_for=dedupes_for)

    assert step(timedelta(minutes=1), MINUTES) is Step.POST
    # The post could arrive when the key is just forgotten: it may begin late in its lease.
    assert step(MINUTES, MINUTES) is Step.LOOK
    assert step(timedelta(seconds=30), NEVER) is Step.LOOK
    assert step(timedelta(seconds=30), NEVER, doubtful=False) is Step.POST


def test_an_edit_is_made_again_without_looking() -> None:
    edit = a_try(replaces="17", lease_until=MONDAY + TERMS.look_after)
    assert first_step(edit, doubtful=True, dedupes_for=NEVER) is Step.POST


@pytest.mark.parametrize(
    ("trouble", "reach"),
    [
        (Trouble.REFUSED, Reach.MESSAGE),
        (Trouble.GONE, Reach.CHANNEL),
        (Trouble.REVOKED, Reach.WORKSPACE),
    ],
)
def test_a_refusal_ends_a_delivery_and_says_how_far_it_reaches(
    trouble: Trouble, reach: Reach
) -> None:
    error = PlatformError("no", trouble=trouble)
    assert decided(error, a_try()) == Action(lost=reach, outcome=GivenUp(reason="no"))
    # An earlier attempt may have been posted all the same; then what follows it still goes.
    in_doubt = decided(error, a_try(), doubtful=True)
    assert in_doubt.outcome == InDoubt(reason="no")
    assert in_doubt.lost == (None if reach is Reach.MESSAGE else reach)


def test_a_look_that_fails_is_repeated_only_where_that_may_help() -> None:
    busy = PlatformError("429", trouble=Trouble.BUSY, retry_after=timedelta(minutes=1))
    never = PlatformError("no history", trouble=Trouble.REFUSED)
    again = cannot_tell(busy, a_try(), now=MONDAY)
    assert again == Postponed(not_before=MONDAY + timedelta(minutes=1), reason="429", doubtful=True)
    assert isinstance(cannot_tell(never, a_try(), now=MONDAY), InDoubt)
    late = MONDAY + PATIENCE
    assert isinstance(cannot_tell(busy, a_try(attempts=ATTEMPTS), now=late), InDoubt)


@given(st.sampled_from(Trouble), st.booleans(), st.integers(1, 30), st.integers(0, 40_000))
def test_a_doubt_is_never_forgotten(
    trouble: Trouble, dedupes: bool, attempts: int, seconds: int
) -> None:
    """What may be there is neither given up as if it were not, nor posted as if it were new."""
    outcome = decided(
        PlatformError("?", trouble=trouble),
        a_try(attempts=attempts),
        doubtful=True,
        dedupes_for=MINUTES if dedupes else NEVER,
        now=MONDAY + timedelta(seconds=seconds),
    ).outcome
    assert isinstance(outcome, InDoubt) or (isinstance(outcome, Postponed) and outcome.doubtful)


def test_pauses_double_up_to_a_bound_and_are_spread() -> None:
    pauses = [pause(a_try(attempts=n)) for n in range(1, 40)]
    for n, waited in enumerate(pauses):
        full = min(FIRST_PAUSE * 2**n, LONGEST_PAUSE)
        assert full / 2 <= waited <= full
    assert len({pause(a_try(id=f"delivery-{n}")) for n in range(50)}) > 25
