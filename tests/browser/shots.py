"""Takes the picture of the README from a running product: ``make shots``."""

from __future__ import annotations

from pathlib import Path

import chromium
from atlas_page import open_atlas, wait_until_settled
from playwright.sync_api import sync_playwright
from servers import ROOT, serve_product

PICTURES = ROOT / "dashboard" / "docs"


def main() -> None:
    """Write ``atlas.png``: the first screen of a day on which four States had given notice."""
    PICTURES.mkdir(exist_ok=True)
    with serve_product() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.found(), args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        page = browser.new_page(base_url=server.url, viewport={"width": 1440, "height": 900}, color_scheme="light")
        open_atlas(page, "as_of=2025-07-12")
        wait_until_settled(page)
        path = PICTURES / "atlas.png"
        page.screenshot(path=path)
        print(f"{path.relative_to(Path.cwd())}: {path.stat().st_size:,} bytes")
        browser.close()


if __name__ == "__main__":
    main()
