"""Packs the built site into an archive, with the SHA-256 of every file in it.

The same site gives the same bytes, whoever packs it and when: files come in the order of their names,
with one time, one owner and one mode (https://reproducible-builds.org/docs/archives/).

    python3 hosting/release.py SITE FOLDER NAME SECONDS

writes FOLDER/NAME.tar.gz and FOLDER/SHA256SUMS; SECONDS is the time of the files, since 1970.
"""

import gzip
import hashlib
import io
import sys
import tarfile
from pathlib import Path


def files_of(site: Path) -> list[Path]:
    return sorted(
        (path for path in site.rglob("*") if path.is_file()),
        key=lambda p: p.relative_to(site).as_posix(),
    )


def sums_of(site: Path) -> str:
    """As `sha256sum` prints them, so that `sha256sum --check` reads them."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(site).as_posix()}\n"
        for path in files_of(site)
    ]
    return "".join(lines)


def pack(site: Path, name: str, seconds: int) -> bytes:
    packed = io.BytesIO()
    # Without a file name and a time in its header.
    with (
        gzip.GzipFile(
            fileobj=packed, mode="wb", filename="", mtime=0, compresslevel=9
        ) as compressed,
        tarfile.open(fileobj=compressed, mode="w", format=tarfile.USTAR_FORMAT) as archive,
    ):
        for path in files_of(site):
            entry = tarfile.TarInfo(f"{name}/{path.relative_to(site).as_posix()}")
            entry.size = path.stat().st_size
            entry.mtime = seconds
            entry.mode = 0o644
            with path.open("rb") as content:
                archive.addfile(entry, content)
    return packed.getvalue()


def main(site: Path, folder: Path, name: str, seconds: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    archive = folder / f"{name}.tar.gz"
    archive.write_bytes(pack(site, name, seconds))
    (folder / "SHA256SUMS").write_text(sums_of(site))
    print(f"{hashlib.sha256(archive.read_bytes()).hexdigest()}  {archive}")


if __name__ == "__main__":
    site, folder, name, seconds = sys.argv[1:]
    main(Path(site), Path(folder), name, int(seconds))
