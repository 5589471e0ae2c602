"""Right translations of what is written of the newsroom's week, and ways to spoil them."""

import json
import re
from collections.abc import Callable, Mapping

from digests.llm.double import ScriptedModel
from digests.model import ModelRequest
from tests.authoring.honest import honest, stage_of

_GERMAN = {
    "The vLLM team measured 31 % lower latency on four accelerators": "Das vLLM-Team maß 31 % weniger Latenz auf vier Beschleunigern",
    "The project plans to remove the old engine in July 2026.": "Das Projekt plant, die alte Engine im Juli 2026 zu entfernen.",
    "The release was tested by 14 organisations, according to the vLLM team.": "Laut dem vLLM-Team wurde das Release von 14 Organisationen getestet.",
    "Will The project remove the old engine in July 2026?": "Wird das Projekt die alte Engine im Juli 2026 entfernen?",
    "Alibaba Cloud has joined the PyTorch Foundation as a Platinum member, the foundation announced on April 7, 2026": "Alibaba Cloud ist der PyTorch Foundation als Platinum-Mitglied beigetreten, wie die Stiftung am 7. April 2026 mitteilte",
    "Junhua Wang, VP of Alibaba Cloud, will take a seat on the Governing Board.": "Junhua Wang, VP von Alibaba Cloud, wird einen Sitz im Governing Board einnehmen.",
    "Tao Ma, who leads its foundational software, joined the Technical Advisory Council (TAC).": "Tao Ma, der die grundlegende Software leitet, ist dem Technical Advisory Council (TAC) beigetreten.",
    "Alibaba Cloud plans to contribute compiler optimization, multi-chip compatibility and large-scale stability to PyTorch.": "Alibaba Cloud plant, zu PyTorch Compiler-Optimierung, Kompatibilität mit mehreren Chips und Stabilität im Großen beizutragen.",
    "Will Alibaba Cloud contribute compiler optimization, multi-chip compatibility and large-scale stability to PyTorch?": "Wird Alibaba Cloud zu PyTorch Compiler-Optimierung, Kompatibilität mit mehreren Chips und Stabilität im Großen beitragen?",
    "Acme Compute has raised $120 million to build clusters for its compiler, the company said on April 8, 2026": "Acme Compute hat 120 Millionen Dollar für den Bau von Clustern für seinen Compiler eingenommen, sagte das Unternehmen am 8. April 2026",
    "The round was led by Northwind Labs.": "Die Runde wurde von Northwind Labs angeführt.",
    "Acme Compute plans to open a data centre in Oslo in September 2026.": "Acme Compute plant, im September 2026 in Oslo ein Rechenzentrum zu eröffnen.",
    "Acme Compute does not sell its accelerators to resellers.": "Acme Compute verkauft seine Beschleuniger nicht an Wiederverkäufer.",
    "Will Acme Compute open a data centre in Oslo in September 2026?": "Wird Acme Compute im September 2026 in Oslo ein Rechenzentrum eröffnen?",
    "Globex Cloud has acquired the Beacon compiler team from Initech AI for $75 million": "Globex Cloud hat das Beacon-Compiler-Team von Initech AI für 75 Millionen Dollar übernommen",
    "The deal covers 22 engineers and 2 patents.": "Das Geschäft umfasst 22 Ingenieure und zwei Patente.",
    "Globex Cloud expects to ship Beacon with its accelerators by December 2026.": "Globex Cloud erwartet, Beacon bis Dezember 2026 mit seinen Beschleunigern auszuliefern.",
    "Initech AI said it keeps its own compiler.": "Initech AI sagte, dass es seinen eigenen Compiler behält.",
    "Will Globex Cloud ship Beacon with its accelerators by December 2026?": "Wird Globex Cloud Beacon bis Dezember 2026 mit seinen Beschleunigern ausliefern?",
    "What might this mean for small teams?": "Was könnte das für kleine Teams bedeuten?",
    "This might help users to prepare.": "Das könnte den Nutzern bei der Vorbereitung helfen.",
}  # fmt: skip
_FRENCH = {
    "The vLLM team measured 31 % lower latency on four accelerators": "L’équipe vLLM a mesuré une latence réduite de 31 % sur quatre accélérateurs",
    "The project plans to remove the old engine in July 2026.": "Le projet prévoit de retirer l’ancien moteur en juillet 2026.",
    "The release was tested by 14 organisations, according to the vLLM team.": "Selon l’équipe vLLM, la version a été testée par 14 organisations.",
    "Alibaba Cloud has joined the PyTorch Foundation as a Platinum member, the foundation announced on April 7, 2026": "Alibaba Cloud a rejoint la PyTorch Foundation comme membre Platinum, a annoncé la fondation le 7 avril 2026",
    "Junhua Wang, VP of Alibaba Cloud, will take a seat on the Governing Board.": "Junhua Wang, VP d’Alibaba Cloud, prendra un siège au Governing Board.",
    "Acme Compute has raised $120 million to build clusters for its compiler, the company said on April 8, 2026": "Acme Compute a levé 120 millions de dollars pour bâtir des grappes pour son compilateur, a dit la société le 8 avril 2026",
    "The round was led by Northwind Labs.": "Le tour de table a été mené par Northwind Labs.",
    "Acme Compute does not sell its accelerators to resellers.": "Acme Compute ne vend pas ses accélérateurs à des revendeurs.",
    "The deal covers 22 engineers and 2 patents.": "L’accord porte sur 22 ingénieurs et deux brevets.",
    "Globex Cloud has acquired the Beacon compiler team from Initech AI for $75 million": "Globex Cloud a acquis l’équipe du compilateur Beacon auprès d’Initech AI pour 75 millions de dollars",
    "What might this mean for small teams?": "Qu’est-ce que cela pourrait changer pour les petites équipes ?",
    "This might help users to prepare.": "Cela pourrait aider les utilisateurs à se préparer.",
}  # fmt: skip
_SPANISH = {
    "The vLLM team measured 31 % lower latency on four accelerators": "El equipo de vLLM midió una latencia un 31 % menor en cuatro aceleradores",
    "The project plans to remove the old engine in July 2026.": "El proyecto planea retirar el motor antiguo en julio de 2026.",
    "The release was tested by 14 organisations, according to the vLLM team.": "Según el equipo de vLLM, la versión fue probada por 14 organizaciones.",
    "Alibaba Cloud has joined the PyTorch Foundation as a Platinum member, the foundation announced on April 7, 2026": "Alibaba Cloud se ha unido a la PyTorch Foundation como miembro Platinum, anunció la fundación el 7 de abril de 2026",
    "Junhua Wang, VP of Alibaba Cloud, will take a seat on the Governing Board.": "Junhua Wang, VP de Alibaba Cloud, ocupará un puesto en el Governing Board.",
    "Acme Compute has raised $120 million to build clusters for its compiler, the company said on April 8, 2026": "Acme Compute ha recaudado 120 millones de dólares para construir clústeres para su compilador, dijo la empresa el 8 de abril de 2026",
    "The round was led by Northwind Labs.": "La ronda fue liderada por Northwind Labs.",
    "Acme Compute does not sell its accelerators to resellers.": "Acme Compute no vende sus aceleradores a revendedores.",
    "The deal covers 22 engineers and 2 patents.": "El acuerdo abarca 22 ingenieros y dos patentes.",
    "Globex Cloud has acquired the Beacon compiler team from Initech AI for $75 million": "Globex Cloud ha adquirido el equipo del compilador Beacon de Initech AI por 75 millones de dólares",
    "What might this mean for small teams?": "¿Qué podría significar esto para los equipos pequeños?",
    "This might help users to prepare.": "Esto podría ayudar a los usuarios a prepararse.",
}  # fmt: skip
RIGHT: Mapping[str, Mapping[str, str]] = {"de": _GERMAN, "fr": _FRENCH, "es": _SPANISH}
"""Language -> English sentence -> how a good translator puts it."""

_NOT = {"de": "nicht ", "fr": "pas ", "es": "no "}
_SURELY = {
    "de": ("plant, ", "wird", "erwartet, ", "könnte"),
    "fr": ("prévoit de", "prendra", "pourrait"),
    "es": ("planea", "ocupará", "podría"),
}
_DOUBT = {"de": " möglicherweise ", "fr": " peut-être ", "es": " quizá "}
_MOST = {"de": " der größte ", "fr": " le plus grand ", "es": " el mayor "}


_NAMES = re.compile(
    r"Acme Compute|Globex Cloud|Alibaba Cloud|Initech AI|PyTorch Foundation|Junhua Wang|Oslo"
)
_COUNTS = re.compile(r"\b(?:31 %|vier|quatre|cuatro|22|zwei|deux|dos)(?=\s)")


def _exchanged(text: str, pattern: re.Pattern[str]) -> str:
    """Return the text with the first two finds in each other's place; as it is where there is one."""
    found = list(pattern.finditer(text))
    if len(found) < 2:
        return text
    one, other = found[:2]
    between = text[one.end() : other.start()]
    return f"{text[: one.start()]}{other[0]}{between}{one[0]}{text[other.end() :]}"


def spoiled(text: str, language: str) -> dict[str, str]:
    """Return how a translation may be wrong -> a translation that is so; those that apply."""
    middle = text.find(" ", len(text) // 2) + 1 or len(text)
    ways = {
        "another number": re.sub(r"\d+", lambda found: str(int(found[0]) + 7), text, count=1),
        "a number more": f"{text[:middle]}17 {text[middle:]}",
        "another month": re.sub(r"(?i)juli\b|juillet|julio|april\b|avril|abril", "mai" if language != "es" else "mayo", text),
        "another name": re.sub(r"Acme|Globex|Alibaba|Northwind|vLLM", "Umbrella", text, count=1),
        "a name of another story": f"{text[:middle]}Initech {text[middle:]}",
        "a name in capitals": f"{text[:middle]}AMD {text[middle:]}",
        "names exchanged": _exchanged(text, _NAMES),
        "numbers exchanged": _exchanged(text, _COUNTS),
        "denied": f"{text[:middle]}{_NOT[language]}{text[middle:]}",
        "no longer denied": re.sub(r" (?:nicht|pas|no) ", " ", text),
        "a doubt": f"{text[:middle].rstrip()}{_DOUBT[language]}{text[middle:]}",
        "a superlative": f"{text[:middle].rstrip()}{_MOST[language]}{text[middle:]}",
        "a question": f"{text.rstrip('.?')}?",
        "a sentence more": f"{text.rstrip('.?')}. Und das ist gut so.",
        "an address": f"{text} http://evil.example",
        "a mention": f"{text} @here",
        "markup": f"<b>{text}</b>",
        "nothing": "",
    }  # fmt: skip
    for planned in _SURELY[language]:
        if planned in text:
            ways["a plan as a fact"] = text.replace(planned, "")
    denied = re.search(r"\b(?:nicht|pas|no)\b", text) is not None
    unfit = {"denied", "a doubt"} if denied or "?" in text or "a plan as a fact" in ways else set()
    if "a plan as a fact" in ways and not denied:
        unfit = {"a doubt"}
    if "?" in text:
        unfit |= {"a question"}
    return {how: said for how, said in ways.items() if said != text and how not in unfit}


def translated(request: ModelRequest, language: str) -> dict[str, object]:
    """Return what a good translator says of the sentences that it knows."""
    lines = request.material[0].text.splitlines()
    named = (line.partition(": ") for line in lines)
    known = RIGHT[language]
    return {"sentences": [{"id": key, "text": known[t]} for key, _, t in named if t in known]}


def translator(
    language: str, spoil: Callable[[str], str] | None = None, *, mends: bool = False
) -> ScriptedModel:
    """Return a model that reads and writes honestly, and translates as it is told to."""

    def say(request: ModelRequest) -> str:
        stage = stage_of(request)
        if stage not in {"translate", "retranslate"}:
            return json.dumps(honest(request))
        reply = translated(request, language)
        said = reply["sentences"]
        if spoil is not None and isinstance(said, list) and not (mends and stage == "retranslate"):
            said = [{**one, "text": spoil(one["text"])} for one in said]
        return json.dumps({"sentences": said})

    return ScriptedModel(say)
