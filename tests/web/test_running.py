"""What an operator is told where the server gets no address."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from searchkit.errors import UsageError
from searchkit.web.app import make_app
from searchkit.web.running import run
from searchkit.web.settings import ServeSettings

if TYPE_CHECKING:
    import searchkit


def test_a_port_that_another_program_has_is_told(index: searchkit.Index) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings = ServeSettings(port=taken.getsockname()[1])
        with pytest.raises(UsageError, match="another program has it"):
            run(make_app(index, settings), settings, print)
