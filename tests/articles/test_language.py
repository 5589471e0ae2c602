import pytest

from digests.articles.language import language_of

ENGLISH = (
    "The board of the foundation met on Monday, and it was decided that the seat goes to Alibaba."
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (
            "Der Vorstand der Stiftung hat am Montag getagt und beschlossen, dass die Firma nicht zahlt, aber mit dem Verein redet.",
            "de",
        ),
        (
            "Le conseil de la fondation se réunit lundi et les membres ont décidé que la place est pour une entreprise dans le cloud.",
            "fr",
        ),
        (
            "El consejo de la fundación se reunió el lunes y los miembros decidieron que el puesto es para una empresa en la nube.",
            "es",
        ),
        ("基金会董事会周一召开会议，决定将席位授予阿里云。", "zh"),
        ("理事会は月曜日に会合を開き、議席をアリババに与えることを決めました。", "ja"),
        ("재단 이사회는 월요일에 회의를 열어 좌석을 주기로 결정했다.", "ko"),
        ("Совет фонда встретился в понедельник и решил отдать место.", "ru"),
    ],
)
def test_a_language_that_is_plain_is_seen(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text", ["", "vLLM 0.11", "GPU CPU TPU " * 40, "no se que de la en por con para o e"]
)
def test_what_is_not_plain_is_as_declared(text: str) -> None:
    assert language_of(text) is None
    assert language_of(text, declared="pt_BR") == "pt"
    assert language_of(text, declared="english") is None


def test_the_text_has_the_last_word() -> None:
    assert language_of(ENGLISH, declared="de-DE") == "en"
