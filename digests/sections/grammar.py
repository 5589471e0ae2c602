"""Whether words are a whole sentence: somebody does or is something."""

from collections.abc import Iterator, Sequence

from digests.text.vocabulary import vocabulary
from digests.text.words import Token, stem, tokens

_AUXILIARIES = vocabulary(
    """is are was were am has have had will would can could may might must should shall does do did
    isn't aren't wasn't weren't hasn't haven't hadn't won't wouldn't can't cannot couldn't doesn't
    don't didn't it's that's we're they're we've they've we'll they'll"""
)
_CONTRACTED = vocabulary(
    "i'm i've i'll he's she's it's that's we're we've we'll they're they've they'll you're you've"
)
"""A subject and its auxiliary in one word."""
_PAST = vocabulary(
    """found made built ran grew rose fell won lost got took gave came went began became left met said
    told held kept led paid sent sold spent wrote saw broke drew brought bought beat chose taught
    thought stood struck sought fought understood drove shook swore flew knew hit cut put set shut"""
)
_VERB_STEMS = frozenset(
    stem(word)
    for word in vocabulary(
        """accelerate accept accompany account achieve acquire act adapt add address adopt advance
        affect agree aim allow amount announce appear apply appoint argue arrive ask assert attract
        average avoid back ban base beat become begin believe belong benefit block boost break bring
        build buy call capture carry cause center change charge choose cite claim combine come command
        commit compare compete complete comprise concern confirm connect consist contain continue
        contribute control convert cost cover create cut deal debut decide declare decline define deliver
        demonstrate deny depend deploy deprecate describe design detect develop differ disclose discover
        drive drop earn emerge employ enable encourage end engage enhance ensure enter establish estimate
        evaluate exceed exclude exist expand expect explain expose express extend face fail fall feature
        find finish fix focus follow force form fund gain generate get give go govern grant grow guide
        handle happen help hire hit hold host identify implement imply improve include incorporate increase
        indicate inform integrate intend introduce invest invite involve join jump keep know lack last launch
        lead learn leave let leverage license lie limit link list live load look lose lower maintain make
        manage manufacture match matter mean measure meet mention merge mitigate move need note notice obtain
        occur offer open operate opt outperform oversee own partner pass pay perform permit pick place plan
        play point pose power predict prefer prepare present prevent process produce promise propose protect
        prove provide publish purchase pursue push put quantify raise range rank reach read receive recommend
        record recruit reduce refer reflect refuse reject relate release rely remain remove rename replace
        report represent require resign resolve respond rest restore restrict result retain retire return reveal
        rise roll rule run satisfy save say scale score see seek seem sell send separate serve set share
        shift ship show sign simplify sit slow solve speak specialize specify spend split stand start state
        stay stem step stop store streamline strengthen study submit succeed suffer suggest supply support
        surpass surround survey take target teach tell tend test think tie train transform translate treat
        trigger try turn underpin unify unlock unveil update upgrade urge use value verify view violate vote
        warn welcome win withdraw work write yield"""
    )
)
_BEFORE_NOUN = vocabulary(
    """a an the this these those its their our your his her my any some no each every of for in on at by
    with from to and or as into per via new more most other both all than
    toward towards between within without under over through across against about after before during
    onto upon despite like among"""
)
_NO_VERB = {("compared", "to"), ("compared", "with"), ("based", "on"), ("related", "to")}
_AFTER_PARTICIPLE = vocabulary("to with in on at from for by as using")
"""After a comma and a form in -ed: `…, scaled to its weight` is what was done to it."""
_NOUNS_FOR = vocabulary("fixes updates changes tests designs releases")
"""Before `for` the noun, not the verb: `Loom fixes for two nodes`."""
_OBJECT_OPENERS = vocabulary("a an the its their his her")
_NOUN_ENDINGS = ("ion", "ions", "ment", "ments", "ings", "ers", "ors", "ists")
_VERBS_IN_ERS = vocabulary(
    """partners offers enters covers discovers delivers considers triggers powers lowers suffers refers
    transfers differs answers registers centers"""
)
_PLURALS = vocabulary("we they you i people women men also now still not")
"""Before a verb in its base form: `we build`, `developers build`, `now ship`."""
_RELATIVE = vocabulary("that which who whom whose")


def has_finite_verb(sentence: str) -> bool:
    """Return whether the words hold a verb of a main clause, as far as spelling shows it.

    Without a tagger: auxiliaries, past forms, and common verbs not after an article, a
    preposition or `that`. A heading such as `Faster inference for new models` has none.
    """
    found = tokens(sentence)
    if not found:
        return False
    if found[0].text.lower().replace("’", "'") in _CONTRACTED:
        return True
    if found[0].text.endswith("ing"):
        # `Improving memory in ChatGPT`: only an auxiliary shows that more than a gerund is there.
        return any(token.text.lower() in _AUXILIARIES for token in found)
    return next(finite_verbs(sentence), None) is not None


def finite_verbs(sentence: str) -> Iterator[Token]:
    """Yield the words after the first that are verbs of a main clause."""
    found = tokens(sentence)
    return (found[place] for place in range(1, len(found)) if _is_finite(sentence, found, place))


def _is_finite(sentence: str, found: Sequence[Token], place: int) -> bool:
    word = found[place].text.lower().replace("’", "'")
    before = found[place - 1].text.lower()
    after = found[place + 1].text if place + 1 < len(found) else ""
    if before in _RELATIVE or (place > 1 and found[place - 2].text.lower() in _RELATIVE):
        return False
    if word in _AUXILIARIES:
        return True
    hyphenated = sentence[found[place].start - 1] == "-"
    # A comma or colon parts them: `samples: mean 9 %` has no `samples mean`.
    apart = not sentence[found[place - 1].end : found[place].start].isspace()
    if before in _BEFORE_NOUN or hyphenated or not word.islower():
        return False
    if word in _PAST or (len(word) > 4 and word.endswith("ed")):
        participle = apart and after.lower() in _AFTER_PARTICIPLE
        return not participle and (word, after.lower()) not in _NO_VERB and after != "by"
    return _is_present(word, "" if apart else before, after.lower()) or _third_person(word, after)


def _is_present(word: str, before: str, after: str) -> bool:
    """Return whether it is a common verb in the present, and not the noun of the same form."""
    if word.endswith(_NOUN_ENDINGS) and word not in _VERBS_IN_ERS:
        return False
    if not after or word.endswith("ing") or (after == "for" and word in _NOUNS_FOR):
        return False
    follows = before in _PLURALS or before.endswith(("s", "ly"))
    return stem(word) in _VERB_STEMS and (word.endswith("s") or follows)


def _third_person(word: str, after: str) -> bool:
    """Return whether it is a verb such as `weakens` in `weakens HAWK`, `weakens the scheme`."""
    ends = len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return ends and (after.lower() in _OBJECT_OPENERS or after[:1].isupper())
