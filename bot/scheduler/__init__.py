"""The clock: it says when a job is to be done, and never coordinates."""

from bot.scheduler.clock import Tick, run_clock, slot_of

__all__ = ["Tick", "run_clock", "slot_of"]
