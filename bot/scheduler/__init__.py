"""The clock, and what it asks for: it says when a job is to be done, and never coordinates."""

from bot.scheduler.clock import Tick, run_clock, slot_of
from bot.scheduler.stages import Parts, Stages

__all__ = ["Parts", "Stages", "Tick", "run_clock", "slot_of"]
