"""Feed documents for measuring speed: the real ones beside the checkout, else the sample's."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus" / "feeds"
SAMPLE = ROOT / "bot" / "demo" / "site"
SAMPLE_TIMES = 20


def feed_documents() -> tuple[str, list[bytes]]:
    """Return what the documents are, and their bytes; the sample's are few and come 20 times."""
    if CORPUS.is_dir():
        paths = [path for part in ("ai", "world") for path in sorted((CORPUS / part).iterdir())]
        return "real feeds", [path.read_bytes() for path in paths]
    paths = sorted(SAMPLE.glob("*/feed.*"))
    return "sample feeds", [path.read_bytes() for path in paths] * SAMPLE_TIMES
