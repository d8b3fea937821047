"""What libraries say to people: typer on the command line, zipfile of damaged files.

They bring no Vietnamese of their own. Taken from typer 0.27 and Python 3.13. For some typer asks
Python's gettext, by these very words; the others are looked up when they are shown, by templates
as our own.
"""

from __future__ import annotations

MESSAGES = (
    "File is not a zip file",
    "Bad CRC-32 for file {name}",
    "Bad magic number for central directory",
    "Bad magic number for file header",
    "Truncated central directory",
    "Truncated file header",
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
    "Got unexpected extra argument(s) ({args})",
    "Option {name} requires an argument.",
    "Option {name} does not take a value.",
    "Install completion for the current shell.",
    "Show completion for the current shell, to copy it or customize the installation.",
)
