"""Functions that keep their last results."""

from __future__ import annotations

import pytest

from searchkit.text.remembering import remembers


def test_a_result_is_made_once_and_that_of_a_long_text_each_time() -> None:
    asked: list[str] = []

    @remembers(4, longest=5)
    def shout(text: str) -> str:
        """Say it loud."""
        asked.append(text)
        return text.upper()

    for text in ("một", "hai", "một", "nghiêng", "nghiêng"):
        assert shout(text) == text.upper()
    assert asked == ["một", "hai", "nghiêng", "nghiêng"]
    assert shout.__doc__ == "Say it loud."


def test_it_never_keeps_more_than_it_may() -> None:
    asked: list[str] = []

    @remembers(2)
    def same(text: str) -> str:
        asked.append(text)
        return text

    for text in "abcab":
        assert same(text) == text
    assert len(asked) > 3


def test_further_arguments_tell_results_apart() -> None:
    @remembers(4)
    def joined(text: str, other: str, *, mark: str = "-") -> str:
        return f"{text}{mark}{other}"

    assert [joined("a", "b"), joined("a", "c"), joined("a", "b", mark="+")] == ["a-b", "a-c", "a+b"]

    @remembers(4)
    def marked(text: str, *, mark: str = "-") -> str:
        return text + mark

    assert [marked("a"), marked("a", mark="+"), marked("a")] == ["a-", "a+", "a-"]


def test_one_argument_beside_one_that_is_named_tells_results_apart() -> None:
    @remembers(4)
    def marked(text: str, *, mark: str = "-") -> str:
        return text + mark

    assert [marked("a"), marked("a", mark="+"), marked("a")] == ["a-", "a+", "a-"]


def test_an_argument_that_is_only_named_tells_results_apart() -> None:
    @remembers(4)
    def marked(text: str, *, mark: str = "-") -> str:
        return text + mark

    assert [marked("a"), marked("a", mark="+"), marked("a")] == ["a-", "a+", "a-"]


def test_what_raises_is_asked_again() -> None:
    @remembers(4)
    def number(text: str) -> int:
        return int(text)

    for _ in range(2):
        with pytest.raises(ValueError, match="invalid literal"):
            number("một")
