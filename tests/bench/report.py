"""Writes BENCHMARKS.md from the figures in target/bench."""

from __future__ import annotations

import datetime
import json
import statistics
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
FIGURES = ROOT / "target/bench"

BASE = "hot-or-cold"
NAMES = {
    BASE: "**Hot or Cold**",
    "onnxruntime-fft-js": "fft.js + onnxruntime-web",
    "tensorflow": "fft.js + TensorFlow.js",
}
PAGES = {
    BASE: "**Hot or Cold**, the whole page",
    "onnxruntime": "smallest page with onnxruntime-web",
    "tensorflow": "smallest page with TensorFlow.js",
}
TASKS = {
    "log-mel": "Log-mel of the clip",
    "network": "The network, one window",
    "verdict": "PCM → verdict with image",
    "live": "Live recording, in steps of 0.1 s",
}
NATIVE = {"log-mel": "Log-mel of the clip", "verdict": "PCM → verdict with image"}
SLOW_LINK, THIS_MACHINE = "10 Mbit/s", "this machine"


def read(name: str) -> dict:
    return json.loads((FIGURES / f"{name}.json").read_text())


def kilobytes(size: float) -> str:
    return f"{size / 1000:,.0f} kB"


def ratios(peer: Sequence[float], base: Sequence[float]) -> tuple[float, float, float]:
    """Returns quartiles of the ratios within rounds, since other load slows both alike."""
    return tuple(statistics.quantiles([a / b for a, b in zip(peer, base, strict=True)], n=4))


def times(peer: Sequence[float], base: Sequence[float]) -> str:
    low, middle, high = ratios(peer, base)
    digits = 1 if middle >= 10 else 2
    return f"{middle:.{digits}f} × ({low:.{digits}f} … {high:.{digits}f})"


def p95(ms: Sequence[float]) -> float:
    return statistics.quantiles(ms, n=20)[-1]


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def part_of(file: str) -> str:
    if file.endswith(".wasm"):
        return "WebAssembly"
    if file.endswith((".onnx", ".bin", ".json")):
        return "model"
    return "service worker" if file.startswith("service-worker") else "HTML, CSS, JavaScript"


def downloads(cold: dict) -> str:
    parts = ["HTML, CSS, JavaScript", "WebAssembly", "model", "service worker"]
    totals = {page: sum(files.values()) for page, files in cold["bytes"].items()}
    rows = []
    for page, files in cold["bytes"].items():
        sizes = dict.fromkeys(parts, 0)
        for file, size in files.items():
            sizes[part_of(file)] += size
        ratio = "" if page == BASE else f"{totals[page] / totals[BASE]:.2f} ×"
        rows.append([PAGES[page], *map(kilobytes, sizes.values()), kilobytes(totals[page]), ratio])
    return table(["", *parts, "total", ""], rows)


def loading(cold: dict, warm: dict) -> str:
    rows = []
    for link, title in {
        SLOW_LINK: f"cold, over {SLOW_LINK}",
        THIS_MACHINE: "cold, locally",
    }.items():
        ms = cold["ms"][link]
        for page in cold["bytes"]:
            ratio = "" if page == BASE else times(ms[page], ms[BASE][: len(ms[page])])
            rows.append([title, PAGES[page], f"{statistics.median(ms[page]):,.0f}", ratio])
    warm_ms = f"{statistics.median(warm['ms']):,.0f}"
    rows.append(["warm, from the service worker", PAGES[BASE], warm_ms, ""])
    return table(["", "", "median ms", "ratio"], rows)


def speed(found: dict) -> str:
    parts = []
    for task, title in TASKS.items():
        ms = found["ms"][task]
        rows = []
        for peer, name in NAMES.items():
            row = [name, f"{statistics.median(ms[peer]):,.2f}", f"{p95(ms[peer]):,.2f}"]
            if task == "live":
                row.append(f"{statistics.median(ms[peer]) / found['seconds'] / 10:.1f}%")
            row.append("" if peer == BASE else times(ms[peer], ms[BASE]))
            rows.append(row)
        core = ["of a core"] if task == "live" else []
        head = ["", "median ms", "95th percentile", *core, "ratio"]
        parts.append(f"### {title}\n\n{table(head, rows)}")
    return "\n\n".join(parts)


def memory(found: dict) -> str:
    sizes = found["wasmMemory"]
    rows = [[name, f"{sizes[peer] / 2**20:.1f} MiB"] for peer, name in NAMES.items()]
    return table(["", "WebAssembly memory after all tasks"], rows)


def native_ms(native: dict, task: str) -> dict[str, list[float]]:
    measurements = [one for one in native["measurements"] if one["task"] == task]
    return {measurement["peer"]: measurement["ms"] for measurement in measurements}


def native_speed(native: dict) -> str:
    rows = []
    for task, title in NATIVE.items():
        ms = native_ms(native, task)
        for peer, peer_ms in ms.items():
            ratio = "" if peer == BASE else times(peer_ms, ms[BASE])
            median = f"{statistics.median(peer_ms):,.2f}"
            rows.append([title, NAMES.get(peer, peer), median, f"{p95(peer_ms):,.2f}", ratio])
    return table(["", "", "median ms", "95th percentile", "ratio"], rows)


def long(native: dict) -> str:
    rows = []
    for run in native["long"]:
        rows.append(
            [
                f"{run['minutes']} min",
                f"{run['windows']:,}",
                f"{run['seconds']:.2f} s",
                f"{run['seconds'] / run['minutes']:.2f} s",
                f"{run['peak_mb']:.0f} MB",
            ]
        )
    return table(["sound", "windows", "time", "per minute", "memory without the sound"], rows)


def goals(found: dict, cold: dict, warm: dict, native: dict) -> str:
    def ratio(task: str, peer: str) -> float:
        return ratios(found["ms"][task][peer], found["ms"][task][BASE])[1]

    def native_ratio(task: str, peer: str) -> float:
        ms = native_ms(native, task)
        return ratios(ms[peer], ms[BASE])[1]

    slow = cold["ms"][SLOW_LINK]
    size = sum(cold["bytes"][BASE].values())
    share = size / sum(cold["bytes"]["onnxruntime"].values())
    ready = 1 / ratios(slow["onnxruntime"], slow[BASE])[1]
    real_time = found["seconds"] * 1000 / statistics.median(found["ms"]["live"][BASE])
    per_minute = [run["seconds"] / run["minutes"] for run in native["long"]]
    peak = max(run["peak_mb"] for run in native["long"])
    fft_js = "onnxruntime-fft-js"
    librosa_ratio = native_ratio("verdict", "librosa + ONNX Runtime")
    at_least = [
        ("PCM → verdict, speed vs fft.js + onnxruntime-web", 1.8, ratio("verdict", fft_js)),
        ("PCM → verdict, speed vs the system of 2020", 100, native_ratio("verdict", "2020 system")),
        ("log-mel, speed vs fft.js", 2.5, ratio("log-mel", fft_js)),
        ("log-mel, speed vs librosa", 2, native_ratio("log-mel", "librosa + ONNX Runtime")),
        ("network, speed vs onnxruntime-web", 1 / 0.6, ratio("network", fft_js)),
        ("live recording, speed vs real time", 150, real_time),
        ("native PCM → verdict, speed vs librosa + ONNX Runtime", 1, librosa_ratio),
    ]
    at_most = [
        ("first visit, in kB", 800, size / 1000),
        ("first visit, size vs onnxruntime-web's page", 1 / 3, share),
        ("cold over 10 Mbit/s, time vs onnxruntime-web's page", 1 / 2, ready),
        ("warm, in ms", 300, statistics.median(warm["ms"])),
        ("60 minutes of sound, MB without the sound", 256, peak),
        ("time per minute of 60 min, vs 1 min", 1.3, per_minute[-1] / per_minute[0]),
    ]
    rows = []
    for name, goal, figure in at_least:
        rows.append([name, f"≥ {goal:.3g} ×", f"{figure:.3g} ×", status(figure >= goal)])
    for name, goal, figure in at_most:
        rows.append([name, f"≤ {goal:.3g}", f"{figure:.3g}", status(figure <= goal)])
    return table(["", "goal", "measured", ""], rows)


def status(met: bool) -> str:
    return "met" if met else "**missed**"


def main() -> None:
    found, cold, warm, native = map(read, ("speed", "loading-cold", "loading-warm", "native"))
    machine = native["machine"]
    native_peers = ("librosa", "onnxruntime", "torch", "torchvision")
    libraries = ", ".join(f"{name} {machine[name]}" for name in native_peers)
    package_file = ROOT / "tests/bench/browser/package.json"
    packages = json.loads(package_file.read_text())["devDependencies"]
    peers = ["onnxruntime-web", "@tensorflow/tfjs-core", "fft.js"]
    browser_peers = ", ".join(f"{name} {packages[name]}" for name in peers)
    cpu = f"{machine['cpu']}, {machine['cores']} cores, {machine['system']}"
    sidecar = json.loads((ROOT / "model/hot-or-cold.json").read_text())
    model = f"the model of {sidecar['training']['date']}"
    sha = f"SHA-256 {sidecar['model']['sha256'][:12]}…"
    clip = f"`{found['clip']}`, {found['seconds']:.2f} s"
    (ROOT / "BENCHMARKS.md").write_text(f"""# Benchmarks

Made by `./build.sh bench` on {datetime.date.today()}:

- {cpu}
- Chromium {found["browser"]}; {browser_peers}
- {machine["rust"]}
- Python {machine["python"]}; {libraries}

All peers classify the same sound ({clip})
with the same network ({model}, {sha}), each on one thread.
Their results must agree: probabilities within 0.02, log-mel within 0.3 dB.
They run in turns, one round each, in one page. A ratio is the median of the ratios within
rounds, with its quartiles. Milliseconds hold for this machine only.

{goals(found, cold, warm, native)}

The system of 2020 runs with the libraries of today.

## Download of a first visit

As servers send it (Brotli). Hot or Cold is the whole page. The other pages are the smallest that
can classify a file: a file picker, a front end in JavaScript and the network. Languages other
than English add 10 to 20 kB.

{downloads(cold)}

## From navigation until the page can classify

Cold means an empty cache: fetch, compile, load the model. The link has {SLOW_LINK} and a delay
of 20 ms.

{loading(cold, warm)}

## In the browser

{speed(found)}

{memory(found)}

## Native

The system of 2020 is librosa, an image by matplotlib, and torchvision's ResNet34 on it, all
loaded and warm.

{native_speed(native)}

## Hours of sound

Native, from PCM to a spectrogram image and a verdict for every window.

{long(native)}
""")


if __name__ == "__main__":
    main()
