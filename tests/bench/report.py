"""BENCHMARKS.md, from what the benchmarks left in target/bench."""

from __future__ import annotations

import datetime
import json
import statistics
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOUND = ROOT / "target/bench"

OURS = "hot-or-cold"
NAMES = {
    OURS: "**Hot or Cold**",
    "onnxruntime-fft-js": "fft.js + onnxruntime-web",
    "tensorflow": "fft.js + TensorFlow.js",
    "onnxruntime-meyda": "Meyda + onnxruntime-web",
    "onnxruntime-essentia": "essentia.js + onnxruntime-web",
}
PAGES = {
    OURS: "**Hot or Cold**, the whole page",
    "onnxruntime": "the least page with onnxruntime-web",
    "tensorflow": "the least page with TensorFlow.js",
}
TASKS = {
    "log-mel": "Log-mel of the clip",
    "network": "The network, one window",
    "verdict": "PCM → verdict with picture",
    "live": "Listening live, a tenth of a second at a time",
}
NATIVE = {"log-mel": "Log-mel of the clip", "verdict": "PCM → verdict with picture"}
SLOW_LINK, THIS_MACHINE = "10 Mbit/s", "this machine"


def read(name: str) -> dict:
    return json.loads((FOUND / f"{name}.json").read_text())


def kilobytes(size: float) -> str:
    return f"{size / 1000:,.0f} kB"


def ratios(theirs: Sequence[float], ours: Sequence[float]) -> tuple[float, float, float]:
    """Quartiles of the ratios of one round each: what slows the machine slows both."""
    return tuple(statistics.quantiles([a / b for a, b in zip(theirs, ours, strict=True)], n=4))


def times(theirs: Sequence[float], ours: Sequence[float]) -> str:
    low, middle, high = ratios(theirs, ours)
    digits = 1 if middle >= 10 else 2
    return f"{middle:.{digits}f} × ({low:.{digits}f} … {high:.{digits}f})"


def p95(ms: Sequence[float]) -> float:
    return statistics.quantiles(ms, n=20)[-1]


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def part_of(file: str) -> str:
    for ending, part in {".wasm": "WebAssembly", ".onnx": "model", ".bin": "model", ".json": "model"}.items():
        if file.endswith(ending):
            return part
    return "service worker" if file.startswith("service-worker") else "HTML, CSS, JavaScript"


def downloads(cold: dict) -> str:
    parts = ["HTML, CSS, JavaScript", "WebAssembly", "model", "service worker"]
    totals = {page: sum(files.values()) for page, files in cold["bytes"].items()}
    rows = []
    for page, files in cold["bytes"].items():
        sizes = [sum(size for file, size in files.items() if part_of(file) == part) for part in parts]
        ratio = "" if page == OURS else f"{totals[page] / totals[OURS]:.2f} ×"
        rows.append([PAGES[page], *map(kilobytes, sizes), kilobytes(totals[page]), ratio])
    return table(["", *parts, "in all", ""], rows)


def loading(cold: dict, warm: dict) -> str:
    rows = []
    for page in cold["bytes"]:
        row = [PAGES[page]]
        for link in (SLOW_LINK, THIS_MACHINE):
            ms = cold["ms"][link]
            ratio = "" if page == OURS else f", {times(ms[page], ms[OURS][: len(ms[page])])}"
            row.append(f"{statistics.median(ms[page]):,.0f} ms{ratio}")
        row.append(f"{statistics.median(warm['ms']):,.0f} ms" if page == OURS else "–")
        rows.append(row)
    return table(["", f"cold, over {SLOW_LINK}", "cold, without a link", "warm, by the service worker"], rows)


def speed(found: dict) -> str:
    parts = []
    for task, title in TASKS.items():
        ms = found["ms"][task]
        rows = []
        for who, name in NAMES.items():
            row = [name, f"{statistics.median(ms[who]):,.2f}", f"{p95(ms[who]):,.2f}"]
            if task == "live":
                row.append(f"{statistics.median(ms[who]) / found['seconds'] / 10:.1f} %")
            row.append("" if who == OURS else times(ms[who], ms[OURS]))
            rows.append(row)
        head = ["", "median ms", "95th percentile", *(["of a core"] if task == "live" else []), "to ours"]
        parts.append(f"### {title}\n\n{table(head, rows)}")
    return "\n\n".join(parts)


def memory(found: dict) -> str:
    sizes = found["wasmMemory"]
    rows = [[name, f"{sizes[who] / 2**20:.1f} MiB"] for who, name in NAMES.items()]
    return table(["", "WebAssembly memory after all of the above"], rows)


def native_ms(native: dict, what: str) -> dict[str, list[float]]:
    return {one["who"]: one["ms"] for one in native["measurements"] if one["what"] == what}


def native_speed(native: dict) -> str:
    rows = []
    for what, title in NATIVE.items():
        ms = native_ms(native, what)
        for who, taken in ms.items():
            ratio = "" if who == OURS else times(taken, ms[OURS])
            name = NAMES.get(who, who)
            rows.append([title, name, f"{statistics.median(taken):,.2f}", f"{p95(taken):,.2f}", ratio])
    return table(["", "", "median ms", "95th percentile", "to ours"], rows)


def long(native: dict) -> str:
    rows = []
    for one in native["long"]:
        a_minute = one["seconds"] / one["minutes"]
        rows.append(
            [
                f"{one['minutes']} min",
                f"{one['windows']:,}",
                f"{one['seconds']:.2f} s",
                f"{a_minute:.2f} s",
                f"{one['peak_mb']:.0f} MB",
            ]
        )
    return table(["sound", "windows", "time", "a minute", "memory beside the sound"], rows)


def goals(found: dict, cold: dict, warm: dict, native: dict) -> str:
    def middle(task: str, who: str) -> float:
        return ratios(found["ms"][task][who], found["ms"][task][OURS])[1]

    def native_middle(what: str, who: str) -> float:
        ms = native_ms(native, what)
        return ratios(ms[who], ms[OURS])[1]

    slow = cold["ms"][SLOW_LINK]
    size = sum(cold["bytes"][OURS].values())
    share = size / sum(cold["bytes"]["onnxruntime"].values())
    ready = 1 / ratios(slow["onnxruntime"], slow[OURS])[1]
    real_time = found["seconds"] * 1000 / statistics.median(found["ms"]["live"][OURS])
    a_minute = [one["seconds"] / one["minutes"] for one in native["long"]]
    peak = max(one["peak_mb"] for one in native["long"])
    at_least = [
        ("PCM → verdict, faster than fft.js + onnxruntime-web", 1.8, middle("verdict", "onnxruntime-fft-js")),
        ("PCM → verdict, faster than Meyda + onnxruntime-web", 20, middle("verdict", "onnxruntime-meyda")),
        ("PCM → verdict, faster than the system of 2020", 100, native_middle("verdict", "2020 system")),
        ("log-mel, faster than by fft.js", 2.5, middle("log-mel", "onnxruntime-fft-js")),
        ("log-mel, faster than librosa", 2, native_middle("log-mel", "librosa + ONNX Runtime")),
        ("the network, faster than onnxruntime-web", 1 / 0.6, middle("network", "onnxruntime-fft-js")),
        ("listening live, faster than real time", 150, real_time),
        (
            "natively, PCM → verdict, as fast as librosa + ONNX Runtime",
            1,
            native_middle("verdict", "librosa + ONNX Runtime"),
        ),
    ]
    at_most = [
        ("first visit, in kB", 800, size / 1000),
        ("first visit, of onnxruntime-web's page", 1 / 3, share),
        ("cold over 10 Mbit/s, of onnxruntime-web's page", 1 / 2, ready),
        ("warm, in ms", 300, statistics.median(warm["ms"])),
        ("60 minutes of sound, MB beside it", 256, peak),
        ("a minute of 60, of a minute alone", 1.3, a_minute[-1] / a_minute[0]),
    ]
    rows = [[what, f"≥ {goal:.3g} ×", f"{got:.3g} ×", verdict(got >= goal)] for what, goal, got in at_least]
    rows += [[what, f"≤ {goal:.3g}", f"{got:.3g}", verdict(got <= goal)] for what, goal, got in at_most]
    return table(["", "goal", "found", ""], rows)


def verdict(met: bool) -> str:
    return "met" if met else "**missed**"


def main() -> None:
    found, cold, warm, native = map(read, ("speed", "loading-cold", "loading-warm", "native"))
    machine = native["machine"]
    native_peers = ("librosa", "onnxruntime", "torch", "torchvision")
    libraries = ", ".join(f"{name} {machine[name]}" for name in native_peers)
    packages = json.loads((ROOT / "tests/bench/browser/package.json").read_text())["devDependencies"]
    peers = ["onnxruntime-web", "@tensorflow/tfjs-core", "fft.js", "meyda", "essentia.js"]
    browser_peers = ", ".join(f"{name} {packages[name]}" for name in peers)
    cpu = f"{machine['cpu']}, {machine['cores']} cores, {machine['system']}"
    sidecar = json.loads((ROOT / "model/hot-or-cold.json").read_text())
    network = f"that of {sidecar['training']['date']}, SHA-256 {sidecar['model']['sha256'][:12]}…"
    clip = f"`{found['clip']}`, {found['seconds']:.2f} s"
    (ROOT / "BENCHMARKS.md").write_text(f"""# Benchmarks

Made by `./build.sh bench` on {datetime.date.today()}: {cpu}. Chromium {found["browser"]}; {browser_peers}.
{machine["rust"]}; Python {machine["python"]}, {libraries}.

Everyone judges the same sound ({clip}) with the same network ({network}),
and must say the same: chances within 0.02, log-mel within 0.3 dB. Everyone has one thread.
They take turns, a round each, in one page; a ratio is the median of the rounds' own ratios, with its
quartiles. Milliseconds are this machine's, and say little elsewhere.

{goals(found, cold, warm, native)}

Of Meyda only the power spectrum is used: its own mel bands, several times slower, are not librosa's. The
system of 2020 runs on the libraries of today.

## What a first visit downloads

As servers send it (Brotli). Ours is the page with everything in it, the others the least that could judge a
file: a file picker, a front end in JavaScript, the network. Other languages than English are 10 to 20 kB
more.

{downloads(cold)}

## From navigation to where it can judge

Cold is an empty cache: fetch, compile, load the model. The link has {SLOW_LINK} and answers after 20 ms.

{loading(cold, warm)}

## In the browser

{speed(found)}

{memory(found)}

## Natively

The system of 2020 is librosa, a picture by matplotlib, and torchvision's ResNet34 on it, all loaded and warm.

{native_speed(native)}

## Hours of sound

Natively, from PCM to a verdict for every window and a picture.

{long(native)}
""")


if __name__ == "__main__":
    main()
