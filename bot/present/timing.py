"""Small print on when a digest comes: late, or after others that did not come at all."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.dates import day
from bot.document import Document, Remark
from bot.present.wording import some
from digests.model import Slot


def late(due_at: datetime, zone: str) -> str:
    """Return `This digest was due on 6 April 2026, 09:00 (Europe/Berlin), and comes late`."""
    local = due_at.astimezone(ZoneInfo(zone))
    return f"This digest was due on {day(local.date())}, {local:%H:%M} ({zone}), and comes late"


def skipped(slots: Sequence[Slot], zone: str) -> str:
    """Return `The digest of 6 April 2026 was skipped: Citewire could not send it in time`."""
    days = [day(slot.due_at.astimezone(ZoneInfo(zone)).date()) for slot in slots]
    if len(days) == 1:
        return f"The digest of {days[0]} was skipped: Citewire could not send it in time"
    return f"The digests of {some(days)} were skipped: Citewire could not send them in time"


def timing(slot: Slot, passed_over: Sequence[Slot], zone: str) -> tuple[Remark, ...]:
    """Return the remarks of a slot; none where the digest comes in its time and turn."""
    remarks = []
    if slot.late:
        remarks.append(Remark(id="late", text=late(slot.due_at, zone)))
    if passed_over:
        remarks.append(Remark(id="skipped", text=skipped(passed_over, zone)))
    return tuple(remarks)


def with_remarks(document: Document, remarks: Sequence[Remark]) -> Document:
    """Return the document with remarks before everything else."""
    return replace(document, blocks=(*remarks, *document.blocks)) if remarks else document
