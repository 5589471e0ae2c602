"""*Sources & quotes*: each statement with its quotes, to the person alone."""

from typing import TYPE_CHECKING

from bot.commands.published import GONE, find, read_place
from bot.commands.requests import Press
from bot.document import Document
from bot.present import present_evidence
from digests.errors import UserError

if TYPE_CHECKING:
    from bot.commands.reception import Reception

NOTHING = "This states nothing that a source said, so there is nothing to show."


async def sources(reception: "Reception", press: Press) -> Document:
    """Show the page that the button names.

    Raises:
        UserError: what it belongs to is not kept, or not for this person.
    """
    place = read_place(press.value)
    published = await find(reception, press, place.published_id)
    if not published.claims():
        raise UserError(NOTHING)
    try:
        return present_evidence(
            published,
            page=place.page,
            story_id=place.story_id,
            record_url=reception.record_url(published),
        )
    except ValueError as error:
        raise UserError(GONE) from error
