"""When a subscription is due, and what becomes of each time that it was. Times are UTC."""

from digests.schedule.checking import checked
from digests.schedule.deciding import LATE, MISSED, Due, due_now, first_due
from digests.schedule.times import due_times, next_due, previous_due

__all__ = [
    "LATE",
    "MISSED",
    "Due",
    "checked",
    "due_now",
    "due_times",
    "first_due",
    "next_due",
    "previous_due",
]
