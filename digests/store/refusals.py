"""The errors of calls that cannot succeed, whichever store is asked."""

from digests.errors import StoreError


def refused(text: str) -> StoreError:
    """Return the error of a call that cannot succeed later either."""
    error = StoreError(text)
    error.retryable = False
    return error


def no_entry(entry_id: str) -> StoreError:
    """Return the error of an operation on an entry that is not kept."""
    return refused(f"there is no entry {entry_id}")


def no_article(article_id: str) -> StoreError:
    """Return the error of an operation on an article that is not kept."""
    return refused(f"there is no article {article_id}")


def other_digest(digest_id: str) -> StoreError:
    """Return the error of keeping two digests of different content under one id."""
    return refused(f"another digest is kept as {digest_id}, and digests are never changed")


def strange_fact(article_id: str) -> StoreError:
    """Return the error of saving under an article a fact that quotes another one."""
    return refused(f"a fact of {article_id} quotes another article")
