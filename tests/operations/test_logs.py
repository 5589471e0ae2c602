"""No secret reaches a log line, whoever writes it and however deep it stands."""

import json
import logging

import pytest
import structlog

from bot.logs import SHOWN, configure, redacted

SECRETS = (
    "xoxb-1234-5678-abcdef",
    "xapp-1-A0-77-deadbeef",
    "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs",
    "sk-proj-0123456789abcdefghij",
)


pytestmark = pytest.mark.usefixtures("logging_restored")


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


@pytest.mark.parametrize("secret", SECRETS)
def test_a_token_is_blotted_out_wherever_it_stands(
    secret: str, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(as_json=True)
    structlog.get_logger().info(f"with {secret}", at=secret, deep={"list": [f"a {secret} b"]})
    logging.getLogger("library").warning("posted with %s", secret)
    structlog.get_logger().error("failed", exc_info=RuntimeError(f"refused {secret}"))
    printed = capsys.readouterr().err
    assert secret not in printed
    assert printed.count(SHOWN) >= 5


def test_known_secrets_and_telling_keys_are_blotted_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure(as_json=True, secrets=["correct horse", ""])
    structlog.get_logger().info(
        "the correct horse", api_key="battery", url="postgresql://ada:staple@db/citewire"
    )
    [line] = lines(capsys)
    assert line["event"] == f"the {SHOWN}"
    assert line["api_key"] == SHOWN
    assert line["url"] == f"postgresql://{SHOWN}@db/citewire"


def test_what_is_no_secret_stays_as_it_is() -> None:
    kept = {"topic": "pytorch", "count": 3, "at": "2026-04-13T09:00:00Z", "ok": True, "none": None}
    assert redacted(kept) == kept
    assert redacted("https://pytorch.org/blog/?a=b:c@d") == "https://pytorch.org/blog/?a=b:c@d"


def test_lines_for_people_hold_no_secret_either(capsys: pytest.CaptureFixture[str]) -> None:
    configure(as_json=False)
    structlog.get_logger().info("posted", with_what="xoxb-1-2-3")
    printed = capsys.readouterr().err
    assert "posted" in printed
    assert "xoxb" not in printed
