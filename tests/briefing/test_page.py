"""The page: no script, no request, untrusted text escaped, every link resolved, sources linked both ways."""

from __future__ import annotations

import re
import shutil
import subprocess
import threading
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from detente.briefing.compose import compose
from detente.briefing.data import to_data
from detente.briefing.given import Given
from detente.briefing.page import to_html
from tests.briefing import example

CSP = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


class Page(HTMLParser):
    """Tags, attributes, ids, links and the text of a page."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.ids, self.links, self.attributes, self.text, self.inside = [], [], [], [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.inside.append(tag)
        for name, value in attrs:
            self.attributes.append((tag, name, value))
            if name == "id":
                self.ids.append(value)
            if name in ("href", "src", "xlink:href", "action"):
                self.links.append(value)

    def handle_endtag(self, tag):
        self.inside = self.inside[:-1]

    def handle_data(self, data):
        if "style" not in self.inside[-1:]:
            self.text.append(data)


@pytest.fixture(scope="module")
def html():
    return to_html(compose(example.dossier(), example.given()))


@pytest.fixture(scope="module")
def page(html):
    return Page(html)


def test_nothing_runs_and_nothing_is_fetched(html, page):
    assert not {"script", "iframe", "object", "embed", "link", "base", "form", "img"} & set(page.tags)
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]
    assert all(link.startswith("#") for link in page.links)
    assert ("meta", "content", CSP) in page.attributes
    assert "@import" not in html
    assert not re.search(r"url\((?!#)", html)
    assert page.tags.count("style") == 1 + page.tags.count("svg")


def test_every_link_leads_to_one_place(page):
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links} <= set(page.ids)


def test_a_report_full_of_markup_shows_as_text(page, html):
    text = "".join(page.text)
    assert '</mark></bdi><style>*{display:none}</style> it would "never" accept' in text
    assert "<b>Hostile</b> & co {{ 7 * 7 }}" in text
    assert not re.search(r"[\x00-\x08\ud800-\udfff]", html)


def test_a_dossier_full_of_markup_shows_as_text():
    nasty = example.dossier().model_copy(update={"title": "<script>alert(1)</script>"})
    page = Page(to_html(compose(nasty, example.given())))
    assert "script" not in page.tags
    assert "<script>alert(1)</script>" in "".join(page.text)


def test_lone_surrogates_and_controls_become_replacement_characters():
    odd = example.dossier().model_copy(update={"title": "a\ud800b\x07c"})
    html = to_html(compose(odd, example.given()))
    assert "<h1>a\ufffdb\ufffdc</h1>" in html
    html.encode("utf-8")


def test_the_ten_sections_stand_in_order(page):
    text = " ".join("".join(page.text).split())
    titles = [
        "1Key judgements",
        "2Who wants what",
        "3What can pass",
        "4Who will come",
        "5Who has leverage on whom",
        "6Where it can rest",
        "7How it could blow up",
        "8What would change our minds",
        "9Where the models disagree",
        "10Sources",
    ]
    places = [text.index(title) for title in titles]
    assert places == sorted(places)


def test_counts_stand_at_the_top(html):
    head = html[: html.index("<main>")]
    assert "three quotations from two reports" in head
    assert "seven assumptions" in head


def test_sentences_and_sources_are_linked_both_ways(html):
    brief = compose(example.dossier(), example.given())
    for source in brief.sources:
        assert source.cited
        for place in source.cited:
            after = html[html.index(f'id="s-{place.replace(".", "-")}"') :]
            block = after[: after.index("</tr>" if ".t" in place else "#answer-")]
            numbers = set(map(int, re.findall(r"#source-(\d+)", block)))
            low, high = min(numbers), max(numbers)
            assert low <= source.number <= high
            assert f'href="#s-{place.replace(".", "-")}"' in html


def test_what_a_sentence_rests_on_is_said(html):
    said = {m[1]: m[2] for m in re.finditer(r'<p id="s-([\d-]+)">(.*?)</p>', html, re.DOTALL)}
    assert ">one source<" in said["3-2"]
    assert ">assumption<" in said["3-3"]
    assert "Confidence is moderate, with two sources." in said["2-1"]
    assert "<b>likely (72%)</b>" in said["2-1"]
    margins = html[html.index('id="s-3-3"') :]
    assert margins.index("#assumption-") < margins.index("#answer-vote-council") < margins.index("</section>")


def test_a_long_table_is_cut_and_says_where_the_rest_is():
    long = example.made("stability", None, {}, [], rows=tuple({"state": f"s{n}"} for n in range(40)))
    brief = compose(example.dossier(), Given.of([long]))
    html = to_html(brief)
    assert html.count('<th scope="row">s') == 12
    assert "28 more rows in <code>brief.json</code>." in html
    assert len(to_data(brief)["sections"][5]["blocks"][0]["tables"][0]["rows"]) == 40


def test_the_exact_characters_are_marked(html):
    marked = re.findall(r"<mark>(.*?)</mark>", html, re.DOTALL)
    assert len(marked) == 3
    assert "nothing short of &#34;binding measures&#34; would do" in marked


def test_the_same_brief_gives_the_same_bytes(html):
    assert to_html(compose(example.dossier(), example.given())) == html


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("chromium") is None, reason="needs chromium")
def test_a_browser_asks_nothing_and_runs_nothing(tmp_path):
    asked = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    there = f"http://127.0.0.1:{server.server_port}"
    trap = f"<script>document.title='run'</script><img src={there}/img onerror=\"document.title='run'\">"
    believed = example.dossier().model_copy(update={"title": f"{trap} straits"})
    file = tmp_path / "brief.html"
    html = to_html(compose(believed, example.given()))
    # even if something slipped through the escaping, the policy has to stop it
    file.write_text(html.replace("<footer>", f"{trap}<link rel=stylesheet href={there}/css><footer>"), "utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-quic"]
    command += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    command += [f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=3000", "--dump-dom", file.as_uri()]
    dom = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    server.shutdown()
    server.server_close()
    assert "<title>run</title>" not in dom
    assert " straits</title>" in dom
    assert asked == []
