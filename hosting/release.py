"""Packs the built site into an archive, with the SHA-256 of every file in it.

    python3 hosting/release.py SITE FOLDER NAME SECONDS

writes FOLDER/NAME.tar.gz and FOLDER/SHA256SUMS; SECONDS is the files' Unix time. The same site
gives the same bytes on every machine: files are sorted by name and have one time, one owner and one
mode (https://reproducible-builds.org/docs/archives/).
"""

import gzip
import hashlib
import io
import sys
import tarfile
from pathlib import Path


def list_files(site: Path) -> list[Path]:
    return sorted(
        (path for path in site.rglob("*") if path.is_file()),
        key=lambda p: p.relative_to(site).as_posix(),
    )


def checksums(site: Path) -> str:
    """Returns the checksums in the format of `sha256sum --check`."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(site).as_posix()}\n"
        for path in list_files(site)
    ]
    return "".join(lines)


def pack(site: Path, name: str, seconds: int) -> bytes:
    packed = io.BytesIO()
    # No file name and no time in the gzip header, so that the bytes repeat.
    with (
        gzip.GzipFile(
            fileobj=packed, mode="wb", filename="", mtime=0, compresslevel=9
        ) as compressed,
        tarfile.open(fileobj=compressed, mode="w", format=tarfile.USTAR_FORMAT) as archive,
    ):
        for path in list_files(site):
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
    (folder / "SHA256SUMS").write_text(checksums(site))
    print(f"{hashlib.sha256(archive.read_bytes()).hexdigest()}  {archive}")


if __name__ == "__main__":
    site, folder, name, seconds = sys.argv[1:]
    main(Path(site), Path(folder), name, int(seconds))
