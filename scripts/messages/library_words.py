"""What typer says to people on the command line; it brings no Vietnamese of its own.

Taken from typer 0.27; it asks Python's gettext for it, by these very words.
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
    "Missing command.",
    "Missing argument",
    "Missing option",
    "Missing parameter",
    "Invalid value: {message}",
    "Invalid value for {param_hint}: {message}",
    "{value!r} is not a valid {number_type}.",
    "{value} is not in the range {range}.",
    "Got unexpected extra argument ({args})",
    "Option {name!r} requires an argument.",
    "Option {name!r} does not take a value.",
    "Install completion for the current shell.",
    "Show completion for the current shell, to copy it or customize the installation.",
)
