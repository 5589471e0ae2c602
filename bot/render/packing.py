"""Share out rows over messages: nothing lost, nothing split, nothing over a limit.

Limits are asked of the platform's own builder (`fits`), so that what is packed and what is
checked cannot drift apart.
"""

from collections.abc import Callable, Sequence

from bot.render.rows import Group, Piece, Row

Part = tuple[Row, ...]
"""What one message shows of one group."""
Fits = Callable[[int, Sequence[Part]], bool]
"""(position of the message from 0, its parts) -> whether it keeps within every limit."""


def pack(groups: Sequence[Group], fits: Fits) -> list[list[Part]]:
    """Return the parts of each message, in order; at least one message, perhaps with no parts.

    A group stays whole where a message can hold it, else it breaks between pieces. A piece that
    not even a message of its own can hold is shown in the next smaller form.
    """
    pages: list[list[Part]] = [[]]
    for group in groups:
        whole = tuple(piece.forms[0] for piece in _pieces(group))
        if fits(len(pages) - 1, [*pages[-1], whole]):
            pages[-1].append(whole)
        elif pages[-1] and fits(len(pages), [whole]):
            pages.append([whole])
        else:
            _split(group, pages, fits)
    return pages


def _split(group: Group, pages: list[list[Part]], fits: Fits) -> None:
    pieces = _pieces(group)
    part: Part = ()
    for at, piece in enumerate(pieces):
        # A lead alone at the end of a message would head nothing.
        follower = pieces[1].forms if at == 0 and group.lead and len(pieces) > 1 else ()
        before = pages[-1][:-1] if part else pages[-1]
        longer = (*part, piece.forms[0])
        if fits(len(pages) - 1, [*before, (*longer, *follower[:1])]):
            part = longer
            pages[-1] = [*before, part]
            continue
        if pages[-1]:
            pages.append([])
        head = (group.again,) if at > 0 and group.again else ()
        part = (*head, _fitting(piece, len(pages) - 1, head, follower[-1:], fits))
        pages[-1] = [part]


def _fitting(piece: Piece, page: int, head: Part, follower: Part, fits: Fits) -> Row:
    for form in piece.forms[:-1]:
        if fits(page, [(*head, form, *follower)]):
            return form
    return piece.forms[-1]


def _pieces(group: Group) -> tuple[Piece, ...]:
    return (group.lead, *group.pieces) if group.lead else group.pieces
