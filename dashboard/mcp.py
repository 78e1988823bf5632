"""``python -m dashboard.mcp``: the record for an assistant on this machine, over standard input and output."""

from __future__ import annotations

from dashboard.server.assistants import server


def main() -> None:
    """Answer until the assistant closes the pipe."""
    server().run(transport="stdio")


if __name__ == "__main__":
    main()
