"""Tests of the release archive: reproducible bytes, content and checksums."""

import importlib.util
import os
import subprocess
import tarfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
SPEC = importlib.util.spec_from_file_location("release", ROOT / "hosting/release.py")
release = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(release)

FILES = {"index.html": "<!doctype html>", "assets/b.js": "b", "assets/a.wasm": "a"}


def make_site(folder: Path, names: list[str], seconds: int, mode: int) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(FILES[name])
        path.chmod(mode)
        os.utime(path, (seconds, seconds))
    return folder


def test_pack_ignores_order_times_and_modes_of_files(tmp_path):
    one = make_site(tmp_path / "one", list(FILES), 1, 0o600)
    other = make_site(tmp_path / "other", list(FILES)[::-1], 999, 0o755)
    assert release.pack(one, "site-1", 5) == release.pack(other, "site-1", 5)
    assert release.checksums(one) == release.checksums(other)


def test_pack_changes_if_a_byte_changes(tmp_path):
    folder = make_site(tmp_path, list(FILES), 1, 0o644)
    before = release.pack(folder, "site-1", 5)
    (folder / "assets/a.wasm").write_text("A")
    assert release.pack(folder, "site-1", 5) != before


def test_main_writes_archive_and_valid_checksums(tmp_path):
    folder = make_site(tmp_path / "dist", list(FILES), 1, 0o644)
    release.main(folder, tmp_path / "out", "site-1", 5)
    with tarfile.open(tmp_path / "out/site-1.tar.gz") as archive:
        assert [(entry.name, entry.mtime, entry.uid) for entry in archive] == [
            (f"site-1/{name}", 5, 0) for name in sorted(FILES)
        ]
        archive.extractall(tmp_path / "unpacked", filter="data")
    check = ["sha256sum", "--check", "--strict", tmp_path / "out/SHA256SUMS"]
    subprocess.run(check, cwd=tmp_path / "unpacked/site-1", check=True, stdout=subprocess.DEVNULL)
