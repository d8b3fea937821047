"""Words as people type them: without quotes, some with a hyphen in front."""

from __future__ import annotations

TYPE_CHECKING = False  # as typing has it, which takes longer to load than all of this

if TYPE_CHECKING:
    from collections.abc import Container, Sequence


def is_option(argument: str, known: Container[str]) -> bool:
    """Say whether an argument is an option of those ``known``, and no word that excludes.

    One hyphen makes an option if one letter follows (``-n``), or a letter and a number (``-n5``).
    """
    if argument.startswith("--"):
        return True
    return argument[:2] in known and (len(argument) == 2 or argument[2:].isdecimal())


def join_words(words: Sequence[str]) -> str:
    """Return words of the command line as one query.

    The shell takes quotation marks away: where there are several words, one with spaces and a
    hyphen in front was an excluded phrase.
    """
    if len(words) == 1:
        return words[0]
    return " ".join(_requoted(word) for word in words)


def _requoted(word: str) -> str:
    phrase = word[1:].strip()
    if word.startswith("-") and " " in phrase and '"' not in phrase:
        return f'-"{phrase}"'
    return word
