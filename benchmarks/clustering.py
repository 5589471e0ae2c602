"""Stories over 10,000 entries."""

from benchmarks.articles import made_articles
from benchmarks.measuring import report, timed
from digests.stories import cluster


def main() -> None:
    """Cluster 1,000 and 10,000 articles."""
    for count in (1_000, 10_000):
        articles = list(made_articles(count))
        with timed() as lap:
            stories = cluster(articles)
        what = f"stories over {count:,} entries ({len(stories):,} found)"
        report(what, f"{lap.seconds:.1f} s")


if __name__ == "__main__":
    main()
