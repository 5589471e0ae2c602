"""A chat platform that shows nobody anything and fails as it is told: for tests and dry runs."""

from bot.platforms.recording.board import Arrival, Post
from bot.platforms.recording.client import RemoteRecording, open_remote
from bot.platforms.recording.faults import Fault, Faults, Kind
from bot.platforms.recording.platform import DEDUPES_FOR, RecordingPlatform

__all__ = [
    "DEDUPES_FOR",
    "Arrival",
    "Fault",
    "Faults",
    "Kind",
    "Post",
    "RecordingPlatform",
    "RemoteRecording",
    "open_remote",
]
