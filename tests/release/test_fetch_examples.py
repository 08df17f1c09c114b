"""Tests of fetching the example recordings: all or none, within a time limit."""

import csv
import hashlib
import importlib.util
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SPEC = importlib.util.spec_from_file_location("fetch", ROOT / "model/data/fetch.py")
fetch = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(fetch)

SOUNDS = {
    f"{fahrenheit}f.m4a": f"pour of {fahrenheit}".encode() for fahrenheit in (40, 73, 175, 212)
}
# Nothing listens on port 1.
UNREACHABLE = "http://127.0.0.1:1"
COLUMNS = ["path", "kind", "source", "sha256"]


@pytest.fixture(autouse=True)
def listing(tmp_path, monkeypatch):
    """A list of four examples, and of a pour that isn't one."""
    path = tmp_path / "repository" / "clips.csv"
    path.parent.mkdir()
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerow(
            ["pouring/v1/pour.m4a", "pouring", f"{fetch.REPOSITORY}:pour.m4a", "0" * 64]
        )
        for name, sound in SOUNDS.items():
            digest = hashlib.sha256(sound).hexdigest()
            writer.writerow(
                [f"examples/{name}", "example", f"{fetch.REPOSITORY}:static/{name}", digest]
            )
    monkeypatch.setattr(fetch, "LIST", path)
    monkeypatch.setattr(fetch, "EXAMPLES", tmp_path / "examples-only")
    return path


@pytest.fixture
def serve():
    """Starts a server that answers each name of `static/` with its sound, once `ready` is set."""
    started = []

    def start(sounds: dict[str, bytes], ready: threading.Event | None = None) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                if ready is not None:
                    ready.wait()
                sound = sounds.get(self.path.removeprefix("/static/"))
                self.send_response(404 if sound is None else 200)
                self.end_headers()
                self.wfile.write(sound or b"")

            def log_message(self, *_):
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        started.append((server, ready))
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server, ready in started:
        if ready is not None:
            ready.set()
        server.shutdown()
        server.server_close()


def run(monkeypatch, base: str, *arguments: str) -> int:
    monkeypatch.setattr(fetch, "BASE", base)
    monkeypatch.setattr("sys.argv", ["fetch.py", "--examples", *arguments])
    return fetch.main()


def test_fetch_writes_all_examples_and_nothing_else(serve, monkeypatch, listing):
    assert run(monkeypatch, serve(SOUNDS)) == 0
    assert fetch.holds_examples(fetch.EXAMPLES)
    fetched = {path.name for path in fetch.EXAMPLES.rglob("*") if path.is_file()}
    assert fetched == {*SOUNDS, listing.name}


def test_fetch_rejects_set_with_damaged_example(serve, monkeypatch, capsys):
    assert run(monkeypatch, serve({**SOUNDS, "175f.m4a": b"damaged"})) == 1
    assert not fetch.holds_examples(fetch.EXAMPLES)
    assert "175f.m4a could not be fetched: it is not the recording" in capsys.readouterr().out


def test_fetch_rejects_set_with_missing_example(serve, monkeypatch, capsys):
    without = {name: sound for name, sound in SOUNDS.items() if name != "212f.m4a"}
    assert run(monkeypatch, serve(without)) == 1
    assert not fetch.holds_examples(fetch.EXAMPLES)
    assert "212f.m4a could not be fetched" in capsys.readouterr().out


def test_fetch_reports_unreachable_server_in_one_line(monkeypatch, capsys):
    assert run(monkeypatch, UNREACHABLE) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("▸ No example recordings, so the page offers synthesised pours (")


def test_fetch_stops_at_time_limit_for_silent_server(serve):
    base = serve(SOUNDS, ready=threading.Event())
    started = time.monotonic()
    problem = fetch.fetch_examples(fetch.EXAMPLES, base, max_seconds=0.2)
    assert problem == "not fetched within 0.2 s"
    assert time.monotonic() - started < 5
    assert not fetch.holds_examples(fetch.EXAMPLES)


def test_fetched_examples_need_no_network_again(serve, monkeypatch):
    assert run(monkeypatch, serve(SOUNDS)) == 0
    assert run(monkeypatch, UNREACHABLE) == 0
    assert fetch.holds_examples(fetch.EXAMPLES)


def test_examples_in_a_folder_of_recordings_are_not_fetched(serve, monkeypatch, tmp_path):
    assert run(monkeypatch, serve(SOUNDS)) == 0
    recordings = fetch.EXAMPLES.rename(tmp_path / "recordings")
    assert run(monkeypatch, UNREACHABLE, str(recordings)) == 0
    assert not fetch.EXAMPLES.exists()


def test_examples_damaged_since_are_fetched_again(serve, monkeypatch):
    base = serve(SOUNDS)
    assert run(monkeypatch, base) == 0
    damaged = fetch.EXAMPLES / "examples/40f.m4a"
    damaged.write_bytes(b"cut short")
    assert not fetch.holds_examples(fetch.EXAMPLES)
    assert run(monkeypatch, base) == 0
    assert damaged.read_bytes() == SOUNDS["40f.m4a"]


def test_fetch_reports_invalid_address_in_one_line(monkeypatch, capsys):
    assert run(monkeypatch, "http://[::1") == 1
    printed = capsys.readouterr().out
    assert "could not be fetched" in printed
    assert len(printed.splitlines()) == 1


def test_fetch_reads_at_most_max_bytes(serve, monkeypatch, capsys):
    monkeypatch.setattr(fetch, "MAX_BYTES", 4)
    assert run(monkeypatch, serve(SOUNDS)) == 1
    assert "is not the recording" in capsys.readouterr().out
