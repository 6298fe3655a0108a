"""What no page may do: ask another server, tell a key, break the policy, fail in a script, miss a file of its own."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response

KEY = re.compile(r"/l/[\w-]{16,}")
OWN_SCHEMES = ("data:", "blob:", "about:")


def watch(context: BrowserContext, home: str, faults: list[str]) -> None:
    """Write into `faults` what is wrong in a window whose own server is `home`."""

    def asked(request: Request) -> None:
        if not request.url.startswith((f"{home}/", *OWN_SCHEMES)):
            faults.append(f"asked for {request.url}")
        if KEY.search(urlsplit(request.headers.get("referer", "")).path):
            faults.append(f"the key of a link was told in the Referer of {request.url}")

    def answered(response: Response) -> None:
        # A page may well answer 404 or 422; what it is made of may not, and nothing may break.
        part = response.request.resource_type not in ("document", "xhr", "fetch")
        if response.status >= 500 or (part and response.status >= 400):
            faults.append(f"{response.status} for {response.url}")

    def said(message: ConsoleMessage) -> None:
        # An answer that is an error is judged above; everything else that the browser complains of is a fault.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            faults.append(message.text)

    context.on("request", asked)
    context.on("response", answered)
    context.on("console", said)
    context.on("weberror", lambda error: faults.append(f"a script broke: {error.error}"))
