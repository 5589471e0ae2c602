"""Small print on when a digest comes: late, or after others that did not come at all."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.dates import day
from bot.document import Document, Remark
from bot.present.wording import some
from digests.model import Slot
from digests.text.phrases import phrase


def late(due_at: datetime, zone: str, language: str = "en") -> str:
    """Return `This digest was due on 6 April 2026, 09:00 (Europe/Berlin), and comes late`."""
    local = due_at.astimezone(ZoneInfo(zone))
    words = "This digest was due on {when} ({zone}), and comes late"
    when = f"{day(local.date(), language)}, {local:%H:%M}"
    return phrase(language, words, when=when, zone=zone)


def skipped(slots: Sequence[Slot], zone: str, language: str = "en") -> str:
    """Return `The digest of 6 April 2026 was skipped: Citewire could not send it in time`."""
    days = [day(slot.due_at.astimezone(ZoneInfo(zone)).date(), language) for slot in slots]
    words = "The digests of {days} were skipped: Citewire could not send them in time"
    if len(days) == 1:
        words = "The digest of {days} was skipped: Citewire could not send it in time"
    return phrase(language, words, days=some(days, language))


def timing(
    slot: Slot, passed_over: Sequence[Slot], zone: str, language: str = "en"
) -> tuple[Remark, ...]:
    """Return the remarks of a slot; none where the digest comes in its time and turn."""
    remarks = []
    if slot.late:
        remarks.append(Remark(id="late", text=late(slot.due_at, zone, language)))
    if passed_over:
        remarks.append(Remark(id="skipped", text=skipped(passed_over, zone, language)))
    return tuple(remarks)


def with_remarks(document: Document, remarks: Sequence[Remark]) -> Document:
    """Return the document with remarks before everything else."""
    return replace(document, blocks=(*remarks, *document.blocks)) if remarks else document
