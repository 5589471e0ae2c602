"""What Slack's answers mean for a post. Pure."""

from datetime import timedelta

from slack_sdk.errors import SlackApiError

from digests.errors import PlatformError, Scope, Trouble

# docs.slack.dev/reference/methods: chat.postMessage, chat.update, conversations.open.
_GONE = (
    *("not_in_channel", "is_archived", "channel_not_found", "restricted_action", "is_inactive"),
    *("restricted_action_read_only_channel", "restricted_action_thread_only_channel"),
    *("restricted_action_non_threadable_channel", "ekm_access_denied", "channel_is_limited_access"),
    *(
        "user_not_found",
        "user_not_visible",
        "user_disabled",
        "cannot_dm_bot",
        "messages_tab_disabled",
    ),
)
_REVOKED = (
    *("token_revoked", "token_expired", "account_inactive", "app_uninstalled", "invalid_auth"),
    *("not_authed", "team_access_not_granted"),
)
_NOT_ALLOWED = ("missing_scope", "no_permission", "not_allowed_token_type", "access_denied")
"""Of a post it is put right by adding the scope; of anything else, a look into history or a word to a
person, it is the operator's wish."""
_REFUSED = (
    *("msg_too_long", "msg_blocks_too_long", "no_text", "invalid_blocks", "invalid_blocks_format"),
    *("invalid_arguments", "invalid_metadata_format", "invalid_metadata_schema"),
    *("metadata_too_large", "metadata_must_be_sent_from_app", "too_many_attachments"),
    *("too_many_blocks", "invalid_attachments", "block_mismatch", "duplicate_message_not_found"),
    *("message_not_found", "cant_update_message", "edit_window_closed", "invalid_thread_ts"),
    *("thread_not_found", "cannot_reply_to_message", "restricted_action_thread_locked"),
    *("update_failed_message_blocked", "message_blocked", "slack_connect_blocked_file_type"),
)
_BUSY = ("ratelimited", "rate_limited", "message_limit_exceeded")
_UNDECIDED = ("internal_error", "fatal_error")
"""Of `fatal_error` Slack says that some of it may have succeeded."""

_TOO_MANY, _TIMED_OUT = 429, 408

_BY_CODE: dict[str, Trouble] = {
    **dict.fromkeys(_GONE, Trouble.GONE),
    **dict.fromkeys(_REVOKED, Trouble.REVOKED),
    **dict.fromkeys(_REFUSED, Trouble.REFUSED),
    **dict.fromkeys(_BUSY, Trouble.BUSY),
    **dict.fromkeys(_UNDECIDED, Trouble.UNDECIDED),
}

_SCOPES = {"chat.postMessage": Scope.CHANNEL}
"""Whom a 429 of a method is for; of the others, the workspace. docs.slack.dev/apis/web-api/rate-limits."""


def trouble_of(error: SlackApiError, method: str) -> PlatformError:
    """Return what an answer that is not `ok` means.

    An answer with a code was not carried out, unless the code says otherwise; a code that is not
    known may be a passing one.
    """
    response = error.response
    status = int(getattr(response, "status_code", None) or getattr(response, "status", None) or 0)
    given = getattr(response, "data", None)
    code = str(given.get("error", "")) if isinstance(given, dict) else ""
    trouble = _trouble(status, code, method)
    busy = trouble is Trouble.BUSY
    return PlatformError(
        f"Slack answered {code or status} to {method}",
        trouble=trouble,
        retry_after=_retry_after(getattr(response, "headers", {})) if busy else None,
        scope=_SCOPES.get(method, Scope.WORKSPACE) if busy else Scope.CHANNEL,
    )


def _trouble(status: int, code: str, method: str) -> Trouble:
    if status == _TOO_MANY:
        return Trouble.BUSY
    if code in _NOT_ALLOWED:
        return Trouble.FAILED if method.startswith("chat.") else Trouble.REFUSED
    if code:
        return _BY_CODE.get(code, Trouble.FAILED)
    # Whoever answers for Slack without its words, a gateway, may have passed the request on; one
    # that refuses the request itself has not.
    refused = 400 <= status < 500 and status != _TIMED_OUT
    return Trouble.FAILED if refused else Trouble.UNDECIDED


def _retry_after(headers: object) -> timedelta | None:
    found = {str(name).lower(): value for name, value in dict(headers).items()}  # type: ignore[call-overload]
    try:
        return timedelta(seconds=float(found["retry-after"]))
    except (KeyError, ValueError, OverflowError):
        return None
