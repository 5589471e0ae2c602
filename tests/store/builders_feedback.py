"""Makers of votes and reports: every field has a plain default, name only what matters."""

from dataclasses import replace
from datetime import timedelta

from digests.model import Channel, ErrorReport, ReportState, Vote, VotedStory
from tests.builders import MONDAY

MINUTE = timedelta(minutes=1)
HERE = Channel(platform="slack", workspace_id="T1", channel_id="C1")
THREAD = replace(HERE, thread_id="1700000000.1")
STORY = VotedStory(tags=("release", "hardware"), outlets=("vLLM",))


def a_vote(minutes: int = 0, **changes: object) -> Vote:
    fields: dict[str, object] = {
        "channel": HERE,
        "digest_id": "digest-1",
        "story_id": "story-1",
        "person": "U1",
        "value": 1,
        "at": MONDAY + minutes * MINUTE,
        "stories": (STORY,),
    }
    return Vote(**(fields | changes))  # type: ignore[arg-type] # the changes are fields of Vote


def a_report(name: str = "1", minutes: int = 0, **changes: object) -> ErrorReport:
    fields: dict[str, object] = {
        "id": f"report-{name}",
        "at": MONDAY + minutes * MINUTE,
        "by": "U1",
        "channel": THREAD,
        "published_id": "digest-1",
        "claim_id": "claim-1",
        "words": "It was “Gold”, not Platinum.",
    }
    return ErrorReport(**(fields | changes))  # type: ignore[arg-type] # fields of ErrorReport


def upheld(report: ErrorReport, minutes: int, corrected: str, corrected_as: str) -> ErrorReport:
    return replace(
        report,
        state=ReportState.UPHELD,
        decided_by="ada",
        decided_at=MONDAY + minutes * MINUTE,
        why="The member is Gold.",
        corrected=corrected,
        corrected_as=corrected_as,
    )
