"""How far a source carries a free sentence: a score without quotes and without a model."""

from collections.abc import Sequence
from functools import lru_cache
from math import exp
from typing import NamedTuple

from digests.claims.alignment import Alignment, align, weight
from digests.claims.evidence import Page, Passage, best_passages, content, rarity, read
from digests.claims.lexicon import Cue
from digests.claims.thesaurus import OPPOSITES, SYNONYMS
from digests.claims.terms import Sort, Term, terms
from digests.text.sentences import sentences


class Features(NamedTuple):
    """What the score is made of; each in [0, 1] unless said otherwise."""

    known: float
    """Rarity-weighted share of content words that stand in the source."""
    best: float
    """The same for the best passage."""
    together: float
    """The same for the best three."""
    order: float
    """Share of neighbouring content words that are near each other in the source too."""
    worst_known: float
    worst_together: float
    worst_order: float
    values_lost: float
    names_lost: float
    cues_lost: float
    opposed: float
    negation: float
    misplaced: float


def features(claim: str, source: str) -> Features:
    page = read(source)
    parts = [claim[s.start:s.end] for s in sentences(claim)]
    got = [_sentence(part, page, source) for part in parts if content(part)]
    if not got:
        return Features(*([0.0]*13))
    sizes = [len(content(p)) for p in parts if content(p)]
    tot = sum(sizes)
    mean = lambda k: sum(g[k]*n for g, n in zip(got, sizes))/tot
    worst = lambda k: min(g[k] for g in got)
    return Features(mean(0), mean(1), mean(2), mean(3), worst(0), worst(2), worst(3), *(sum(g[k] for g in got) for k in range(4, 10)))


def _soft(page, word):
    if page.frequency.get(word): return 1.0
    if word.isdigit(): return 0.0
    for g in SYNONYMS.get(word, ()):
        pass
    if any(page.frequency.get(o) for o in _syn(word)): return .8
    if len(word) >= 5 and any(o[:len(word)-1]==word[:-1] or (len(o)>=5 and word[:len(o)-1]==o[:-1]) for o in page.frequency if o[:3]==word[:3] and abs(len(o)-len(word))<=4): return .7
    return 0.0

@lru_cache(None)
def _syn(word):
    gs=SYNONYMS.get(word, frozenset())
    return tuple(o for o,k in SYNONYMS.items() if k & gs and o!=word)


def _sentence(part, page, source):
    words = content(part)
    w = [rarity(page, x) for x in words]
    s = [_soft(page, x) for x in words]
    known = sum(a*b for a, b in zip(w, s))/sum(w)
    ps = best_passages(page, words)
    def cov(pp):
        have=set().union(*[p.stems for p in pp]) if pp else set()
        return sum(a*(1.0 if x in have else .8 if any(o in have for o in _syn(x)) else 0) for a,x in zip(w,words))/sum(w)
    best=cov(ps[:1]); tog=cov(ps)
    prs=list(zip(words, words[1:]))
    order=sum((p in page.near)+.5*((p not in page.near) and (p[1],p[0]) in page.near) for p in prs)/max(1,len(prs)) if prs else 1.0
    ct=terms(part)
    src=_sterms(source)
    vl=sum(1 for t in ct if t.value and not any(t.value.same(v) or v.text==t.text for v in src[0]))
    nl=sum(1 for t in ct if t.sort is Sort.NAME and not page.frequency.get(t.key) and t.text not in src[1])
    ev=[t for p in ps for t in terms(p.text)]
    evc={t.text for t in ev}; evcue={t.cue for t in ev}
    cl=sum(1 for t in ct if t.cue in (Cue.PART,Cue.WHOLE,Cue.ONLY,Cue.MOST,Cue.MAY,Cue.IF) and t.text not in evc)
    op=sum(1 for x in words if not page.frequency.get(x) and any(page.frequency.get(o) for o in OPPOSITES.get(x,())))
    n1=any(t.cue is Cue.NOT for t in ct); n2=Cue.NOT in evcue
    mis=0
    if ps:
        a=align(ct, terms(ps[0].text))
        mis=sum(1 for i in a.moved if ct[i].sort in (Sort.NAME,Sort.VALUE))
    return known,best,tog,order,vl,nl,cl,op,float(n1 and not n2),mis

@lru_cache(16)
def _sterms(source):
    vals=[]; low=set()
    for p in read(source).passages:
        for t in terms(p.text):
            if t.value: vals.append(t.value)
            low.add(t.text)
    return vals, low
