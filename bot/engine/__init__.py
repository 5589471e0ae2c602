"""What runs the jobs: this process by itself, or any number of workers over one PostgreSQL.

Correctness rests on the store, never on the engine: a job asks the store what is missing, so that
one which is lost, late, or run twice does no harm.
"""

from bot.engine.embedded import EmbeddedEngine
from bot.engine.jobs import Engine, Job, Work
from bot.engine.queued import Pulse, QueuedEngine, open_queue

__all__ = ["EmbeddedEngine", "Engine", "Job", "Pulse", "QueuedEngine", "Work", "open_queue"]
