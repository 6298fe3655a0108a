"""What no page may do: ask another server, break the content policy, fail in a script, or miss a file of its own."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

OWN_SCHEMES = ("data:", "blob:", "about:")


class Guard:
    """Collects what went wrong in the windows that it watches."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def watch(self, context: BrowserContext, home: str) -> None:
        """Look at everything that happens in a window whose own server is `home`."""
        context.on("request", lambda request: self._asked(request, home))
        context.on("response", self._answered)
        context.on("console", self._said)
        context.on("weberror", lambda error: self.seen.append(f"a script failed: {error.error}"))

    def check(self) -> None:
        """Fail for what was seen, and begin anew."""
        seen, self.seen = self.seen, []
        assert not seen, "\n".join(dict.fromkeys(seen))

    def _asked(self, request: Request, home: str) -> None:
        if not request.url.startswith((f"{home}/", *OWN_SCHEMES)):
            self.seen.append(f"another server was asked: {request.url}")

    def _answered(self, response: Response) -> None:
        # A page may well answer 404 or 422; what it is made of may not.
        if response.status >= 400 and response.request.resource_type not in ("document", "xhr", "fetch"):
            self.seen.append(f"{response.status} for {response.url}")
        if response.status >= 500:
            self.seen.append(f"the server broke at {response.url}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.seen.append(f"the console says at {_address(message.page)}: {message.text}")


def _address(page: Page | None) -> str:
    return page.url if page else "a closed page"
