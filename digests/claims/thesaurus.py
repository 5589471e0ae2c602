"""Words that say the same, and words that say the contrary: small tables, general English."""

from functools import lru_cache

from digests.text.words import stem

_PREFIXES = ("un", "in", "im", "dis", "non", "ir", "il", "mis")
_SHORTEST = 4

_SYNONYMS = """
    buy acquire purchase takeover; launch release unveil introduce debut ship publish;
    start begin commence; end finish conclude complete;
    company firm corporation business enterprise; organisation organization;
    use employ utilise utilize leverage; help assist aid support; show demonstrate reveal indicate;
    increase rise grow climb jump surge gain expand growth;
    decrease fall decline drop reduce shrink lower cut reduction; join joining;
    build develop create make construct; big large huge major; fast quick rapid speedy;
    important significant key crucial essential vital; choose select pick; appoint name hire;
    leave depart exit; buyer purchaser; price cost; money fund funding capital; invest investment;
    client customer; employee worker staff; chief head; agree accept;
    improve enhance boost better improvement; allow enable let permit; need require requirement;
    keep retain maintain; give provide offer supply; get obtain receive; say state; try attempt;
    deal agreement contract pact; work operate; stop halt cease; car vehicle automobile; child kid;
    doctor physician; film movie; house home; job position post role; kill murder slay;
    lawyer attorney; police officer cop; student pupil; near close;
    different various diverse distinct; difficult hard challenging; easy simple; quickly rapidly;
    whole entire; main primary principal; begin beginning; present current;
    previous prior former earlier; author writer; area region; method approach technique;
    result outcome finding; problem issue; answer reply respond response; die death dead;
    discover find; happen occur; receive get; request ask; discuss talk; meet meeting;
    believe think; about regarding concerning; nearly almost; also too additionally; however but;
    people person individual; understand comprehend; specific particular; ensure guarantee;
    plan intend aim; partner collaborate partnership collaboration; team group; data dataset;
    free complimentary; hurt injure wound; marry wed married marriage; born birth; win won victory;
    defeat beat; award prize; song track; album record; city town; nation country; american us;
    teach educate; learn study; buyout acquisition;
    explain describe outline clarify elaborate detail; express convey voice communicate;
    mention note remark refer; suggest recommend advise propose;
    emphasize emphasise stress highlight underline underscore; present introduce;
    examine investigate analyse analyze explore scrutinize inspect; evaluate assess appraise;
    consider weigh contemplate; include comprise contain incorporate encompass feature;
    cover address tackle; personalize personalise customize customise tailor adapt;
    collect gather compile assemble; arrange schedule organise organize;
    combine merge unite integrate; separate divide split; remove eliminate delete erase;
    replace substitute swap; modify change alter adjust amend;
    increase boost amplify raise elevate; reduce lessen diminish minimise minimize decrease;
    maximize maximise; achieve accomplish attain reach; prevent avoid avert;
    protect safeguard secure shield; perform execute conduct carry; establish found set;
    determine decide ascertain; demand request insist; inform notify tell; teach instruct train;
    visit attend; travel journey trip; watch observe view see; hear listen; return revert;
    wait await; hope wish; fear worry anxiety concern; like enjoy love; dislike hate detest;
    complain protest object; apologise apologize sorry; thank grateful appreciate; invite ask;
    phone call telephone; mail email; speak talk converse chat;
    chat conversation dialogue discussion; argue dispute quarrel; advantage benefit merit upside;
    disadvantage drawback downside; aspect element component part; kind type sort category;
    range variety array selection assortment; option alternative choice;
    feature characteristic attribute trait property; goal objective purpose aim target;
    task duty assignment; plan scheme program programme; rule regulation guideline;
    law legislation statute; bill act; grant award subsidy; right entitlement; agency authority;
    secretary minister; meeting conference gathering; report account; paper article study work;
    experiment test trial; accuracy precision; algorithm procedure; framework architecture;
    example instance sample; image picture photo photograph; video clip footage; text document;
    speech talk address; language tongue; error mistake fault; danger risk hazard; damage harm;
    illness disease sickness; hospital clinic; medicine drug medication; food meal dish;
    drink beverage; shop store; street road; holiday vacation; child baby infant;
    parent mother father; wife husband spouse; friend pal mate companion; boss manager supervisor;
    agent representative; seller vendor salesperson; insurance coverage; discount reduction;
    cheap inexpensive affordable; expensive costly pricey; beautiful pretty lovely;
    clever smart intelligent; happy glad pleased delighted; sad unhappy upset; angry furious mad;
    tired exhausted; busy occupied; ill sick unwell; correct right accurate;
    wrong incorrect mistaken; new novel fresh innovative; old ancient; common frequent usual;
    rare unusual uncommon; possible feasible; necessary needed required;
    enough sufficient adequate; extra additional further; entire complete full; total overall;
    comprehensive thorough extensive; efficient effective; strong powerful robust; weak feeble;
    small little tiny; long lengthy extended; short brief; early initial; final last;
    similar alike comparable; equal same identical; mandatory compulsory obligatory;
    optional voluntary; often frequently; sometimes occasionally; immediately instantly promptly;
    finally eventually; mainly primarily chiefly mostly; approximately roughly; together jointly;
    quick swift; user customer; participate engage involve; contribute donate;
    release publish issue; arrest detain; charge accuse; sentence convict; jail prison;
    steal rob theft; attack assault; fight battle; shoot fire; crash collide collision;
    accident incident; match game fixture; player footballer; coach manager; league division;
    score net; beat defeat overcome thrash; title championship trophy; season campaign;
    injury wound; election vote poll; president leader; government administration; campaign drive;
    official spokesman spokeswoman spokesperson; soldier troop; rescue save; search hunt;
    arrive reach; leave quit abandon; spend pay; earn gain; sell flog; rent lease hire;
    own possess; lead head; support back; oppose resist; ban prohibit forbid bar;
    allow authorise authorize permit; reveal disclose; hide conceal; claim allege; deny refute;
    confirm verify; predict forecast; estimate reckon; grow cultivate; produce generate create;
    design devise; invent devise; measure quantify gauge compute calculate; compare contrast;
    train educate; capture catch; store save; transfer move; extract obtain derive; solve resolve;
    optimize optimise; simulate emulate; represent depict portray; illustrate show;
    outperform surpass exceed; novel new
"""
_OPPOSITES = """
    increase:decrease rise:fall grow:shrink gain:lose more:less more:fewer most:least up:down above:below
    over:under before:after start:end begin:end open:close first:last high:low higher:lower highest:lowest
    large:small larger:smaller big:small long:short longer:shorter early:late earlier:later fast:slow
    faster:slower easy:difficult hard:easy simple:complex cheap:expensive good:bad better:worse best:worst
    positive:negative success:failure succeed:fail win:lose win:defeat accept:reject agree:disagree
    approve:reject allow:prevent allow:ban allow:block support:oppose support:reject include:exclude
    join:leave hire:fire appoint:dismiss buy:sell acquire:sell launch:cancel launch:discontinue add:remove
    enable:disable able:unable possible:impossible likely:unlikely true:false right:wrong public:private
    open:closed male:female man:woman boy:girl father:mother son:daughter brother:sister husband:wife
    young:old younger:older new:old north:south east:west northern:southern eastern:western left:right
    inside:outside internal:external local:global national:international always:never all:none
    everyone:nobody same:different similar:different strong:weak stronger:weaker improve:worsen
    maximum:minimum majority:minority with:without for:against in:out on:off live:die alive:dead
    guilty:innocent safe:dangerous love:hate happy:sad rich:poor hot:cold warm:cool light:dark day:night
    morning:evening arrive:depart enter:exit confirm:deny praise:criticise remember:forget teach:learn
    give:take lend:borrow push:pull front:back top:bottom expand:contract strengthen:weaken
    accelerate:slow encourage:discourage legal:illegal formal:informal necessary:unnecessary
    satisfied:dissatisfied sufficient:insufficient effective:ineffective direct:indirect complete:incomplete
    pass:fail attack:defend victory:defeat victim:suspect friend:enemy home:away senior:junior
    employer:employee buyer:seller teacher:student plaintiff:defendant many:few some:all some:none
    save:spend profit:loss ahead:behind import:export increase:reduce raise:lower
    newest:oldest newer:older largest:smallest biggest:smallest highest:lowest longest:shortest
    greater:smaller greater:lesser bigger:smaller easier:harder quicker:slower cheaper:costlier full:limited
    full:empty full:partial broad:narrow wide:narrow deep:shallow thick:thin heavy:light loud:quiet wet:dry
    clean:dirty free:paid temporary:permanent flexible:rigid active:passive visual:auditory input:output
    supervised:unsupervised sustainable:traditional premium:basic mandatory:optional required:optional
    voluntary:compulsory federal:private urban:rural domestic:foreign civilian:military union:separation
    collaborate:compete cooperation:competition collaboration:competition helpful:unhelpful useful:useless
    harmful:harmless careful:careless hopeful:hopeless competitive:mediocre solve:worsen enhance:worsen
    enhance:diminish boost:reduce strengthen:undermine gather:distribute collect:distribute borrow:return
    donate:sell buy:donate keep:discard keep:lose find:lose arrive:leave enter:leave come:go stay:leave
    stay:go remain:leave marry:divorce propose:reject propose:divorce arrest:release jail:free convict:acquit
    kill:save hurt:heal damage:repair destroy:build break:fix break:repair wake:sleep laugh:cry smile:frown
    speak:listen ask:answer question:answer send:receive call:text push:pull lead:follow lead:trail rise:drop
    climb:fall climb:drop gain:drop appear:disappear include:omit including:excluding remove:include
    remove:keep exclude:contain permit:prohibit permit:forbid allow:prohibit allow:forbid authorize:prohibit
    require:waive establish:abolish create:destroy create:abolish extend:shorten extend:reduce expand:limit
    expand:restrict exceed:fall direct:prohibit direct:forbid ban:legalise legal:criminal lawful:unlawful
    innocent:convicted first:second first:final former:latter former:current previous:next past:future
    ancient:modern beginner:expert novice:expert novice:advanced adult:child maternal:paternal
    uncle:aunt nephew:niece king:queen prince:princess boyfriend:girlfriend he:she his:her him:her mr:mrs
    doctor:patient lawyer:client driver:passenger winner:loser host:guest landlord:tenant attacker:victim
    debt:credit income:expense revenue:cost surplus:deficit supply:demand asset:liability
    interested:uninterested excited:bored calm:angry brave:afraid proud:ashamed agree:refuse accept:decline
    accept:refuse welcome:reject like:dislike enjoy:hate enjoy:dislike trust:distrust believe:doubt
    certain:uncertain clear:unclear known:unknown familiar:unfamiliar common:rare often:rarely often:seldom
    usually:rarely quickly:slowly rapidly:slowly carefully:carelessly clearly:vaguely upstairs:downstairs
    above:beneath near:far close:far forward:backward vertical:horizontal absolute:relative
    abstract:concrete linear:nonlinear continuous:discrete static:dynamic offline:online manual:automatic
    random:deterministic sparse:dense shallow:deep symmetric:asymmetric homogeneous:heterogeneous
    train:test encode:decode encoder:decoder increase:decline increase:drop improve:degrade improve:damage
    minimize:maximize minimise:maximise summer:winter spring:autumn black:white
    breakfast:dinner lunch:dinner
    optimistic:pessimistic confident:doubtful reliable:unreliable upstream:downstream hardware:software
"""


def _groups() -> dict[str, frozenset[int]]:
    table: dict[str, set[int]] = {}
    for number, group in enumerate(_SYNONYMS.split(";")):
        for word in group.split():
            table.setdefault(stem(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in table.items()}


def _opposites() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for pair in _OPPOSITES.split():
        one, other = (stem(word) for word in pair.split(":"))
        table.setdefault(one, set()).add(other)
        table.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in table.items()}


SYNONYMS = _groups()
"""Stem -> the groups that it belongs to; stems that share one say the same."""
OPPOSITES = _opposites()
"""Stem -> stems that say the contrary."""


@lru_cache(maxsize=1 << 14)
def synonyms_of(word: str) -> tuple[str, ...]:
    """Return the stems that share a group with a stem."""
    mine = SYNONYMS.get(word, frozenset())
    return tuple(o for o, groups in SYNONYMS.items() if o != word and not mine.isdisjoint(groups))


def synonyms(one: str, other: str) -> bool:
    """Say whether two stems share a group."""
    return not SYNONYMS.get(one, frozenset()).isdisjoint(SYNONYMS.get(other, frozenset()))


def opposites(one: str, other: str) -> bool:
    """Say whether two stems contradict each other: listed, or one the negated other."""
    return other in OPPOSITES.get(one, ()) or other in negated_forms(one)


def negated_forms(word: str) -> tuple[str, ...]:
    """Return what a stem is with a negating prefix, and without the one that it has."""
    if len(word) < _SHORTEST:
        return ()
    added = (prefix + word for prefix in _PREFIXES)
    bare = (word[len(p) :] for p in _PREFIXES if word.startswith(p))
    return (*added, *(rest for rest in bare if len(rest) >= _SHORTEST))
