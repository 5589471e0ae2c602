"""How each note reads to people: an observation on wording, never a verdict on the author."""

from digests.model import Note

NOTE_TEXT: dict[Note, str] = {
    Note.UNNAMED_SOURCE: "Reads as resting on a source that is not named.",
    Note.SUPERLATIVE: "Reads as a superlative; no figure in the sentence measures it.",
    Note.PLAN_AS_RESULT: "Reads as a result; the same text calls it planned.",
    Note.BOILERPLATE: "Reads as standing press-release text, not as news of this event.",
    Note.PARTIES_ONLY: "Reads as one-sided: everyone quoted belongs to the parties announcing it.",
    Note.NUMBER_WITHOUT_BASE: "Reads as a comparison; what it is measured against, or when, is not said.",
    Note.VAGUE: "Reads as vague on who, what or when.",
    Note.AUTHORITY: "Reads as resting on an authority; the evidence is not given.",
    Note.POPULARITY: "Reads as resting on how many use or believe it.",
    Note.TWO_OPTIONS: "Reads as leaving two options only.",
    Note.SCOPE_SHIFT: "Reads as saying of the whole what the same speaker says of a part.",
}
"""Note -> the sentence that is shown with its words."""
