"""What a browser would send back from a page, for tests of forms."""

from html.parser import HTMLParser


def as_opened(response):
    """The inputs of the page's own form (the last one in `main`), as a browser without JavaScript sends them."""
    reader = _Inputs()
    reader.feed(response.content.decode().split("<main", 1)[1].split("</main>", 1)[0])
    return reader.sent


class _Inputs(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.sent, self.area, self.select = {}, None, None

    def put(self, name, value):
        if name in self.sent:
            kept = self.sent[name]
            self.sent[name] = [*(kept if isinstance(kept, list) else [kept]), value]
        else:
            self.sent[name] = value

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        name = told.get("name")
        if tag == "input" and name:
            ticked = told.get("type") not in ("checkbox", "radio") or "checked" in told
            if ticked and told.get("type") not in ("file", "submit"):
                self.put(name, told.get("value", ""))
        elif tag == "textarea":
            self.area = (name, [])
        elif tag == "select":
            self.select = (name, [], "multiple" in told, [])
        elif tag == "option":
            self.select[3].append(told.get("value", ""))
            if "selected" in told:
                self.select[1].append(told.get("value", ""))

    def handle_data(self, data):
        if self.area:
            self.area[1].append(data)

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.put(self.area[0], "".join(self.area[1]).removeprefix("\n"))
            self.area = None
        elif tag == "select":
            name, chosen, multiple, offered = self.select
            for value in chosen or ([] if multiple else offered[:1]):
                self.put(name, value)
            self.select = None
