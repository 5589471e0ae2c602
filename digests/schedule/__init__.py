"""When a subscription is due, and what becomes of each time that it was. Times are UTC."""

from digests.schedule.checking import checked
from digests.schedule.deciding import FARTHEST, LATE, MISSED, Due, due_now, first_due, passed_over
from digests.schedule.times import due_times, next_due, previous_due

__all__ = [
    "FARTHEST",
    "LATE",
    "MISSED",
    "Due",
    "checked",
    "due_now",
    "due_times",
    "first_due",
    "next_due",
    "passed_over",
    "previous_due",
]
