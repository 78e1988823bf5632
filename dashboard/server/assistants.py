"""The door for assistants: the tools over the Model Context Protocol, by HTTP where it is switched on, or by pipes."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any, Final
from urllib.parse import urlsplit

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import CallToolResult, InputRequiredResult, ToolAnnotations
from pydantic import ValidationError
from starlette.routing import BaseRoute, Route

from dashboard.domain import product
from dashboard.domain.addresses import MCP
from dashboard.server.http import Posts, Refusal
from dashboard.server.public_address import public_address
from dashboard.server.tools import TOOLS, summary
from dashboard.store.dataset import shelf
from data.problems import quote

MAX_BODY: Final = 64 * 1024
"""Bytes of one request."""
HERE: Final = ("localhost", "127.0.0.1", "[::1]")
READS: Final = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
INSTRUCTIONS: Final = (
    "Every fact is a dated row with its sources; a class is computed for the day that is asked for. "
    "Name the day, the edition and the sources with whatever you repeat, say where a reading is contested, "
    "and keep what a State declared apart from what binds it."
)


class _Server(MCPServer[Any]):
    """Refuses what a tool does not take, which the library would pass over, and says in words what is amiss."""

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: Context[Any, Any] | None = None
    ) -> CallToolResult | InputRequiredResult:
        for tool in TOOLS:
            known = inspect.signature(tool).parameters
            if tool.__name__ == name and (unknown := arguments.keys() - known.keys()):
                raise ToolError(f"{quote(min(unknown))} is not an argument of {name}; known are {', '.join(known)}")
        try:
            return await super().call_tool(name, arguments, context)
        except ToolError as error:
            if not isinstance(error.__cause__, ValidationError):
                raise
            amiss = (f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.__cause__.errors())
            raise ToolError("; ".join(amiss)) from error


def server() -> MCPServer[Any]:
    """A server of the tools, for one transport."""
    made = _Server(
        product.NAME,
        version=shelf.current().index.dataset.meta.version,
        instructions=f"{product.PURPOSE}. {INSTRUCTIONS}",
        log_level="WARNING",
    )
    for tool in TOOLS:
        made.tool(description=summary(tool), annotations=READS, structured_output=True)(_telling(tool))
    return made


def over_http() -> tuple[BaseRoute, AbstractAsyncContextManager[None]]:
    """The route at ``MCP``, for the hosts that this product is known by, and what must run around its server.

    Raises ``ValueError`` for a public address that cannot be.
    """
    made = server()
    public = urlsplit(public_address() or "")
    hosts = [host for name in HERE for host in (name, f"{name}:*")]
    origins = [f"{scheme}://{host}" for host in hosts for scheme in ("http", "https")]
    if public.netloc:
        hosts.append(public.netloc)
        origins.append(f"{public.scheme}://{public.netloc}")
    application = made.streamable_http_app(
        streamable_http_path=MCP,
        json_response=True,
        stateless_http=True,
        max_request_body_size=MAX_BODY,
        transport_security=TransportSecuritySettings(allowed_hosts=hosts, allowed_origins=origins),
    )
    (route,) = application.routes
    assert isinstance(route, Route)
    # Without sessions there is nothing to listen to and nothing to end.
    return Route(MCP, Posts(route.app)), made.session_manager.run()


def _telling(tool: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """The tool, whose refusals reach the assistant in words; they name what comes nearest themselves."""

    @functools.wraps(tool)
    def ask(**arguments: Any) -> dict[str, Any]:
        try:
            return tool(**arguments)
        except Refusal as refusal:
            raise ToolError(refusal.reason) from refusal

    return ask
