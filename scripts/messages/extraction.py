"""Finds the sentences for people in a module: whatever reads like prose and is no docstring.

An f-string becomes a template whose holes are named after what fills them, as
``searchkit.messages`` takes it: ``f"{path}: no such file"`` gives ``{path}: no such file``. So no
sentence needs a mark in the code, and none can be forgotten; what only looks like prose (patterns,
headers of HTTP, the description of the API, which is in English) is told apart here. A comment
``# no message`` on the line where a string begins leaves it out, and ``# message`` takes in what
does not look like prose.
"""

from __future__ import annotations

import ast
import inspect
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"(?<![\w\\'-])[a-z]{2,}(?![\w\\(=])")
_NO_PROSE = re.compile(
    r"[\\^|]|\(\?|</?[a-z]|^[a-z-]+: |='|\*\*|^ |; [a-z]+=|%\(|\{$|^\w+:[A-Z]"
    r"|-src |^@|^\{"
)
_OPTIONS = re.compile(r"Option|Argument|typer\.Context|DEFAULT_INDEX")
"""What the parameters of a command are annotated with, or begin with; its docstring is its help."""

_FEWEST = 2
"""Words from which on a string may be a sentence."""

_SPOKEN_AS = ("help", "epilog")
_SPOKEN_BY = ("tell", "say", "translated", "prompt")
"""Parameters, and functions, that take what is for people, however short it is."""


def extract(source: str, *, docstrings: bool = False) -> Iterator[tuple[int, str]]:
    """Yield (line, message) for a module; ``docstrings`` of commands too."""
    tree = ast.parse(source)
    lines = source.splitlines()
    skipped = _docstrings(tree) | _parts(tree)
    spoken = _spoken(tree)
    for node in ast.walk(tree):
        text = template(node)
        if text is None or node in skipped:
            continue
        line = getattr(node, "lineno", 1)
        written = lines[line - 1].rstrip()
        if written.endswith("# no message"):
            continue
        if written.endswith("# message") or node in spoken or reads_like_prose(text):
            yield line, text
    for node in ast.walk(tree) if docstrings else ():
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        if not _OPTIONS.search(ast.unparse(node.args)):
            continue
        if said := ast.get_docstring(node):
            yield node.lineno, inspect.cleandoc(said)


def reads_like_prose(text: str) -> bool:
    """Say whether a string is for people: some words in a row, no pattern, no code."""
    bare = re.sub(r"\{\w+\}", "0", text)
    if _NO_PROSE.search(bare) or not (bare.isascii() or _english(bare)):
        return False
    return len(_WORD.findall(bare)) >= _FEWEST and " " in bare.strip()


def _english(text: str) -> bool:
    """Say whether a text with letters beyond ASCII is English all the same, by its small words."""
    return bool(re.search(r"\b(the|is|of|a|with|without|no|has|that|and|or|only)\b", text))


def template(node: ast.AST) -> str | None:
    """Return the text of a string or f-string with named holes, None for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        names: dict[str, str] = {}
        return "".join(_hole(part, names) for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = template(node.left), template(node.right)
        return None if left is None or right is None else left + right
    return None


def _hole(part: ast.expr, names: dict[str, str]) -> str:
    if isinstance(part, ast.Constant):
        return str(part.value)
    assert isinstance(part, ast.FormattedValue)
    code = ast.unparse(part)
    if code not in names:
        value: ast.expr = part.value
        while isinstance(value, ast.Call) and value.args:
            value = value.args[0]
        name = value.attr if isinstance(value, ast.Attribute) else getattr(value, "id", "value")
        name = re.sub(r"\W|^_+", "", name) or "value"
        taken = set(names.values())
        number = 2
        unique = name
        while unique in taken:
            unique, number = f"{name}{number}", number + 1
        names[code] = unique
    return f"{{{names[code]}}}"


def _spoken(tree: ast.AST) -> set[ast.AST]:
    """Return what is given to people in so many words: help, and what is said or told."""
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            found.update(word.value for word in node.keywords if word.arg in _SPOKEN_AS)
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else _name(function)
            if name in _SPOKEN_BY:
                found.update(node.args[:1])
    return found


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _docstrings(tree: ast.AST) -> set[ast.AST]:
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant | ast.JoinedStr)
    }


def _parts(tree: ast.AST) -> set[ast.AST]:
    """Return the strings that are but parts of another, or no text: annotations, keys."""
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            found.update(node.values)
        elif isinstance(node, ast.BinOp):
            found.update((node.left, node.right))
        elif isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            found.add(node.format_spec)
    return found
