"""A command that takes words as people type them: without quotes, some with a hyphen in front."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand

from searchkit.cli.searching.words import is_option


class WordsCommand(TyperCommand):
    """Lets ``-word`` be a word that excludes, where a parser would see a heap of short options.

    An argument with one hyphen is an option if it is one letter long (``-n``) or a letter with a
    number (``-n5``). All words come behind ``--`` for the parser, in their order.
    """

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Part options from words, and leave the rest to the parser."""
        takes_value = {
            name: not getattr(option, "is_flag", False)
            for option in self.get_params(ctx)
            for name in option.opts
        }
        options: list[str] = []
        words: list[str] = []
        left = iter(args)
        for argument in left:
            if argument == "--":
                words += left
            elif is_option(argument, takes_value):
                options.append(argument)
                if takes_value.get(argument, False):
                    value = next(left, None)
                    if value is None:  # the parser says so, unless "--" stands there
                        return super().parse_args(ctx, options)
                    options.append(value)
            else:
                words.append(argument)
        return super().parse_args(ctx, [*options, "--", *words] if words else options)
