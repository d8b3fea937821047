"""What typer says to people on the command line; it brings no Vietnamese of its own.

Taken from typer 0.27. For some it asks Python's gettext, by these very words; errors of usage are
looked up when they are shown, by templates as our own.
"""

from __future__ import annotations

MESSAGES = (
    "Usage:",
    "[OPTIONS]",
    "COMMAND [ARGS]...",
    "Arguments",
    "Options",
    "Commands",
    "Error",
    "Aborted!",
    "Show this message and exit.",
    "[default: {}]",
    "[env var: {}]",
    "[required]",
    "Try [blue]'{command_path} {help_option}'[/] for help.",
    "Try '{command} {option}' for help.",
    "No such command {name!r}.",
    "No such option: {name}",
    "No such option: {name} (Possible options: {options})",
    "{message}. Did you mean {suggestions}?",
    "Missing command.",
    "Missing argument {name}.",
    "Missing option {name}.",
    "Missing parameter {name}.",
    "Invalid value: {message}",
    "{option} (env var: {name})",
    "Invalid value for {param_hint}: {message}",
    "{value} is not a valid {kind}.",
    "int",
    "int range",
    "float",
    "{value} is not in the range {range}.",
    "Got unexpected extra argument ({args})",
    "Option {name} requires an argument.",
    "Option {name} does not take a value.",
    "Install completion for the current shell.",
    "Show completion for the current shell, to copy it or customize the installation.",
)
