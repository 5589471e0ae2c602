"""Word lists that the grammar of facts rests on: closed classes, lower case.

They name kinds of word (roles, tiers, bodies, common headline nouns), never single news items.
"""

from digests.text.vocabulary import vocabulary

ROLE_WORDS = vocabulary("""
    ceo cto cfo coo cpo cro cmo ciso cso cio cao president vice chief officer executive director
    managing chairman chairwoman chair chairperson chairs co-chair co-founder cofounder founder
    head vp svp evp principal senior staff distinguished engineer scientist researcher fellow
    professor lead leader manager partner advisor adviser counsel secretary treasurer evangelist
    architect maintainer ambassador trustee technologist economist strategist interim acting
    founding deputy associate assistant global general dean member members observer
    spokesperson spokesman spokeswoman analyst editor commissioner minister representative
    co-ceo co-head co-lead boss coach
""")
"""What a position is made of; never part of a name."""

ROLE_HEADS = vocabulary("""
    ceo cto cfo coo cpo cro cmo ciso cso cio cao president officer director chairman chairwoman
    chair chairperson co-chair co-founder cofounder founder head vp svp evp engineer scientist
    researcher fellow professor lead leader manager advisor adviser counsel secretary treasurer
    evangelist architect maintainer ambassador trustee technologist economist strategist dean
    member members observer spokesperson spokesman spokeswoman analyst commissioner minister
    representative co-ceo co-head co-lead boss coach partner
""")
"""The word that makes a run of role words a position."""

FIELDS = vocabulary("""
    engineering research product products marketing sales ai operations design security policy
    growth communications infrastructure safety people partnerships science technology strategy
    finance legal alignment inference training machine data developer global business revenue
    applied hardware software platform platforms trust state
""")
"""What one is a vice president or head of, when it is no organisation."""

TIERS = vocabulary(
    "platinum gold silver bronze premier general associate academic founding diamond contributor "
    "strategic sustaining charter steering principal core"
)

BODIES = (
    "technical advisory council",
    "technical advisory committee",
    "technical advisory board",
    "technical steering committee",
    "technical oversight committee",
    "scientific advisory board",
    "leadership council",
    "advisory committee",
    "steering committee",
    "governing board",
    "governing council",
    "board of directors",
    "board of trustees",
    "advisory council",
    "advisory board",
    "supervisory board",
    "outreach committee",
    "safety and security committee",
    "board",
    "tac",
    "tsc",
    "toc",
)
"""Bodies that a person can sit on; the longest first."""

HABITS = (
    "denial of service",
    "remote code execution",
    "sql injection",
    "command injection",
    "prompt injection",
    "path traversal",
    "privilege escalation",
    "large language model",
    "large language models",
    "artificial intelligence",
    "machine learning",
    "open source",
)
"""Phrases that some set in capitals; never a name."""

GROUPS = vocabulary("""
    foundation alliance consortium initiative association council coalition forum federation
    committee community union group project program programme network partnership commons pact
    cncf w3c lf mlcommons aaif openssf ualink uec opea tac finos oasis ietf iso ieee ocp lfai
    sandbox incubator accord compact standards body taskforce
""")
"""Last words of things that an organisation can be a member of."""

GROUP_NOUNS = vocabulary(
    "foundation alliance consortium association council coalition project group"
)

ORG_WORDS = vocabulary("""
    inc corp corporation ltd llc plc gmbh ag co sa labs lab technologies technology tech systems
    university institute college school academy research foundation cloud ai ventures capital
    partners group holdings bank software networks robotics semiconductor semiconductors studio
    studios media computing intelligence health energy motors airlines insurance ministry agency
    department commission council alliance consortium association society center centre board
    committee forum project initiative hub hospital company security data analytics bio
    therapeutics pharma pharmaceuticals electronics solutions services industries
    telecom mobile games entertainment digital interactive dynamics materials machines
""")
"""Words that make a capitalised run an organisation or product, not a person."""

CLOSERS = vocabulary("""
    foundation labs inc corp capital ventures technologies university institute alliance consortium
    cloud ai research lab holdings software networks robotics systems computing
""")
"""What ends a name even in a headline, where every word has a capital."""

GENERIC = vocabulary("""
    ai api apis gpu gpus llm llms ml sdk cli us uk eu usa u.s u.k ipo tpu tpus cpu cpus npu rag
    agi saas open source open-source genai gen-ai it hr pr vc vcs cvss cves faq rss pdf url ux ui
    nlp ceo fy q1 q2 q3 q4 h1 h2 ga rl rlhf sft moe kv cve eol os pc pcs agents agent
    model models oss sdks seps i
""")
"""Capitalised by habit: no name on their own."""

DEMONYMS = vocabulary("""
    american british chinese french german japanese korean indian israeli canadian european
    dutch swiss swedish finnish danish norwegian spanish italian russian ukrainian australian
    brazilian taiwanese singaporean african asian western eastern silicon california london paris
    berlin tokyo beijing shanghai english arabic republican democratic federal
""")

COMMON = vocabulary("""
    i a an the this that these those it its he she they we you i our your their his her my who which
    what when where why how and or but nor so yet if as at by for from in into of off on onto out
    over per to up upon via with within without about above across after against along amid among
    around before behind below beneath beside between beyond despite down during except inside
    like near outside past since through throughout till toward towards under until unlike versus
    vs not no yes all any both each every few many more most much other some such same several
    only own just very too also even still ever never always often sometimes here there then now
    today yesterday tomorrow once twice again further however therefore thus hence meanwhile
    moreover furthermore additionally finally first second third last next later earlier recently
    previously originally initially currently eventually ultimately instead otherwise perhaps
    maybe indeed overall together separately similarly likewise is are was were be been being am
    do does did done has have had having can could will would shall should may might must let lets
    get gets got make makes made take takes took come comes came go goes went see sees saw know
    say says said saying according new old big small large great good better best high low top
    full early late long short real free open public private major key main one two three four
    five six seven eight nine ten hundred thousand million billion people person everyone someone
    anyone nobody researchers researcher engineers engineer developers developer users user
    members member companies company startups startup experts expert investors investor customers
    customer partners partner teams team employees employee executives executive leaders leader
    founders founder scientists scientist students student analysts analyst officials official
    organizations organization organisations organisation businesses business enterprises
    enterprise firms firm labs lab giants giant maker makers vendor vendors provider providers
    platform platforms product products service services tool tools model models agent agents
    system systems app apps software hardware chip chips data code cloud community communities
    project projects foundation board report reports news update updates release releases version
    versions feature features support security research paper papers study studies blog post posts
    article articles story stories event events conference meeting week weeks month months year
    years day days time times deal deals round rounds funding investment money market markets
    industry world work works working job jobs team's power powers powered powering use uses used
    using help helps helping build builds building built run runs running make making launch
    launches launched launching announces announced announcing announce introduces introducing
    introduced introduce unveils unveiled unveiling releasing released join joins joined joining
    acquire acquires acquired acquiring raise raises raised raising appoint appoints appointed
    names named naming hires hired hiring partner partners partnered partnering leaves left
    leaving steps step stepped stepping down becomes become became welcomes welcomed welcome
    adds added adding deprecated deprecates deprecating retire retires retired retiring removed
    removes removing available ready live beta alpha preview generally general availability
    inference training language learning machine deep artificial intelligence generative
    multimodal vision voice speech image video text reasoning safety policy governance open-weight
    open-source frontier next-generation latest faster bigger smarter cheaper unlocking scaling
    accelerating bringing expanding meet meets inside behind understanding exploring getting
    everything something nothing anything things thing way ways part parts plan plans future past
    present history global international national local strategic investors' ex-google former
    current longtime veteran co co-founder cofounder ceo cto alongside plus including includes
    based backed led thanks congratulations welcome please hello hi yes okay well because while
    although though whereas unless whether rather than because due ahead another either neither
    back away already almost enough quite exclusive breaking watch read listen subscribe podcast
    newsletter episode interview opinion analysis review guide tutorial tips series seed growth
    venture venture-backed valuation critical severe important flaw flaws vulnerability
    vulnerabilities bug bugs patch patches fix fixes fixed patched exploit attackers attacker
    hackers hacker remote execution severity rce sources source insiders rumor rumour
    acquisition merger purchase buyout partnership collaboration alliance agreement joint
    deprecate add adds fix remove update upgrade rename improve refactor legacy experimental beta
    appointment departure resignation membership forces force developer's user's multi-year
    multiyear multi-million multibillion long-term
""")
"""Words that are capitalised only by position (sentence start, title case)."""

LOWER_NAMES = vocabulary("""
    vllm llm-d llama.cpp ollama sglang transformers scikit-learn numpy pandas jax flax keras
    diffusers langchain langgraph llamaindex triton ggml tinygrad mlx candle unsloth axolotl
    instructor haystack kserve kubeflow ray deepspeed safetensors executorch torchtitan torchtune
    torchao fastapi litellm peft trl accelerate datasets tokenizers spacy nltk xgboost a16z llm-compressor vllm-project
""")
"""Projects that write themselves in lower case."""

KNOWN = vocabulary("""
    google microsoft meta apple amazon nvidia anthropic openai mistral cohere intel qualcomm
    samsung huawei alibaba tencent baidu cerebras groq databricks snowflake oracle salesforce
    adobe perplexity replit cursor vercel cloudflare github gitlab stripe shopify uber tesla
    broadcom dell cisco siemens sap accenture deloitte softbank bytedance deepseek moonshot
    zhipu minimax stability inflection adept character runway elevenlabs pinecone weaviate qdrant
    chroma elastic redis mongodb docker canonical suse fujitsu hitachi sony toyota lenovo
    sambanova graphcore tenstorrent lambda coreweave crusoe nebius modal together fireworks
    baseten anyscale qwen gemini claude llama chatgpt pytorch tensorflow kubernetes linux python
    mozilla wikipedia netflix spotify airbnb linkedin twitter slack discord zoom notion figma
    palantir anduril waymo cruise deepmind grok copilot codex sora bloomberg reuters cohere
    windsurf cognition groq sakana safe unitree
""")
"""Names that need no further sign at the start of a sentence."""
