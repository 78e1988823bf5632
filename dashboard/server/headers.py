"""Security headers of every answer, and who may show the pages in a frame."""

from __future__ import annotations

import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.domain.addresses import EMBED
from dashboard.server.embed import POLICY as EMBED_POLICY
from data.problems import quote

SELF = "'self'"
SETTING = "ESS_FRAME_ANCESTORS"
EMBED_SETTING = "ESS_EMBED_ANCESTORS"
# Streamlit compiles component scripts and folium's script in the page, hence 'unsafe-inline' and 'unsafe-eval'.
CONTENT_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' blob: data:; worker-src 'self' blob:; "
    "frame-src 'self' blob:; frame-ancestors {ancestors}; object-src 'none'; base-uri 'self'; form-action 'self'"
)
FRAMING = {SELF: "SAMEORIGIN", "'none'": "DENY"}
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"https?://(?:\*\.)?{_LABEL}(?:\.{_LABEL})*(?::\d{{1,5}})?", re.ASCII | re.IGNORECASE)


def frame_ancestors(value: str | None, setting: str = SETTING) -> str:
    """Value of the policy's ``frame-ancestors``: ``'self'`` and the hosts of a setting, parted by spaces.

    An empty setting gives ``'self'`` alone.

    ``'none'`` forbids frames altogether. Raises ``ValueError`` for anything that is not
    ``https://host[:port]``, so that a slip cannot write further rules into the policy.
    """
    words = (value or "").split()
    if words in ([], [SELF]):
        return SELF
    if words == ["'none'"]:
        return "'none'"
    for word in words:
        if word != SELF and not _HOST.fullmatch(word):
            message = f"{setting}: {quote(word)} is not a host written https://host or https://host:port"
            raise ValueError(message)
    return " ".join(dict.fromkeys([SELF, *words]))


class SecurityHeaders:
    """Security headers on every answer: no outside host, no sniffing, framing by the same origin unless allowed."""

    def __init__(self, app: ASGIApp, ancestors: str = SELF, embedding: str = SELF) -> None:
        self.app = app
        self.policy = CONTENT_POLICY.format(ancestors=ancestors)
        self.framing = FRAMING.get(ancestors)
        self.embed_policy, self.embed_framing = EMBED_POLICY.format(ancestors=embedding), FRAMING.get(embedding)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        embeds = scope["path"] == EMBED

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                policy, framing = (self.embed_policy, self.embed_framing) if embeds else (self.policy, self.framing)
                headers["Content-Security-Policy"] = policy
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "no-referrer"
                headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
                if framing:
                    headers["X-Frame-Options"] = framing
            await send(message)

        await self.app(scope, receive, with_headers)
