"""The Rust front end, natively and as WebAssembly, against librosa on the very samples it resampled."""

from __future__ import annotations

import wave
from pathlib import Path

import librosa
import numpy as np
import pytest

RATES = [8_000, 16_000, 22_050, 44_100, 48_000, 96_000]
SECONDS = 1.5
TOLERANCE_DB = 1e-3


def signals(rate: int) -> dict[str, np.ndarray]:
    """Noise, tones low and high, a sweep over the whole band, and a click in silence; full scale is 1."""
    time = np.arange(round(SECONDS * rate)) / rate
    top = min(rate, 16_000) / 2
    click = np.zeros_like(time)
    click[len(click) // 2] = 1.0
    return {
        "noise": 0.3 * np.random.default_rng(1).standard_normal(len(time)).clip(-3, 3),
        "tone-102.7": 0.9 * np.sin(2 * np.pi * 102.7 * time),
        "tone-1000": 0.9 * np.sin(2 * np.pi * 1_000 * time),
        "tone-3333": 0.01 * np.sin(2 * np.pi * 3_333 * time),
        "sweep": 0.9 * np.sin(2 * np.pi * (20 * time + (top - 40) * time**2 / (2 * SECONDS))),
        "click": click,
    }


def write_wav(path: Path, rate: int, samples: np.ndarray) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((samples.clip(-1, 1) * 32_767).round().astype("<i2").tobytes())


def reference(samples: np.ndarray, front_end: dict) -> np.ndarray:
    """librosa in float64, frame-major."""
    mel = librosa.feature.melspectrogram(
        y=samples.astype(np.float64),
        sr=front_end["sample_rate"],
        n_fft=front_end["fft_size"],
        hop_length=front_end["hop"],
        window=front_end["window"],
        center=False,
        power=2.0,
        n_mels=front_end["mel_bands"],
        fmin=front_end["mel_min_hz"],
        fmax=front_end["mel_max_hz"],
        htk=front_end["mel_scale"] == "htk",
        norm=front_end["mel_norm"],
        dtype=np.float64,
    )
    return librosa.power_to_db(mel, ref=1.0, amin=front_end["power_floor"], top_db=None).T


@pytest.fixture(scope="module")
def heard(tmp_path_factory, native) -> dict[tuple[str, int], tuple[np.ndarray, np.ndarray]]:
    """For each signal and rate: the samples as resampled by the program, and its log-mel spectrogram."""
    folder = tmp_path_factory.mktemp("signals")
    found = {}
    for rate in RATES:
        for name, samples in signals(rate).items():
            path = folder / f"{name}-{rate}.wav"
            write_wav(path, rate, samples)
            found[name, rate] = native("decode", path), native("log-mel", path)
    return found


@pytest.mark.parametrize("rate", RATES)
def test_rust_equals_librosa(rate, heard, sidecar):
    for (name, signal_rate), (samples, log_mel) in heard.items():
        if signal_rate == rate:
            want = reference(samples, sidecar["front_end"])
            got = log_mel.reshape(-1, sidecar["front_end"]["mel_bands"])
            assert got.shape == want.shape, name
            assert np.abs(got - want).max() < TOLERANCE_DB, (name, np.abs(got - want).max())


def test_webassembly_equals_librosa(heard, wasm, sidecar):
    results = wasm("logMel", [samples for samples, _ in heard.values()])
    for (name, rate), (samples, _), log_mel in zip(heard, heard.values(), results, strict=True):
        want = reference(samples, sidecar["front_end"])
        difference = np.abs(log_mel.reshape(want.shape) - want).max()
        assert difference < TOLERANCE_DB, (name, rate, difference)


@pytest.mark.parametrize("rate", RATES)
def test_resampling_keeps_what_both_rates_can_hold(rate, heard, sidecar):
    """A tone that every rate carries has the same level, to 0.1 dB, whatever rate it was recorded at."""
    model_rate = sidecar["front_end"]["sample_rate"]
    samples, _ = heard["tone-1000", rate]
    assert len(samples) == round(SECONDS * model_rate)
    middle = samples[model_rate // 4 : -model_rate // 4]
    level = 20 * np.log10(np.sqrt(2 * np.mean(middle.astype(np.float64) ** 2)) / 0.9)
    assert abs(level) < 0.1, level
