"""Compares the Rust front end, native and WebAssembly, with librosa on the same samples."""

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
    """Returns noise, tones, a sweep over the whole band and a click; full scale is 1."""
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
    """Computes log-mel with librosa in float64, frame-major."""
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
def decoded(tmp_path_factory, native) -> dict[tuple[str, int], tuple[np.ndarray, np.ndarray]]:
    """Returns the program's resampled samples and log-mel, by signal and rate."""
    folder = tmp_path_factory.mktemp("signals")
    found = {}
    for rate in RATES:
        for name, samples in signals(rate).items():
            path = folder / f"{name}-{rate}.wav"
            write_wav(path, rate, samples)
            found[name, rate] = native("decode", path), native("log-mel", path)
    return found


@pytest.mark.parametrize("rate", RATES)
def test_native_log_mel_equals_librosa(rate, decoded, sidecar):
    for (name, signal_rate), (samples, log_mel) in decoded.items():
        if signal_rate == rate:
            want = reference(samples, sidecar["front_end"])
            got = log_mel.reshape(-1, sidecar["front_end"]["mel_bands"])
            assert got.shape == want.shape, name
            assert np.abs(got - want).max() < TOLERANCE_DB, (name, np.abs(got - want).max())


def test_wasm_log_mel_equals_librosa(decoded, wasm, sidecar):
    results = wasm("logMel", [samples for samples, _ in decoded.values()])
    for (name, rate), (samples, _), log_mel in zip(decoded, decoded.values(), results, strict=True):
        want = reference(samples, sidecar["front_end"])
        difference = np.abs(log_mel.reshape(want.shape) - want).max()
        assert difference < TOLERANCE_DB, (name, rate, difference)


@pytest.mark.parametrize("rate", RATES)
def test_resampling_keeps_level_of_tone(rate, decoded, sidecar):
    """A tone of 1 kHz keeps its level within 0.1 dB from every rate."""
    model_rate = sidecar["front_end"]["sample_rate"]
    samples, _ = decoded["tone-1000", rate]
    assert len(samples) == round(SECONDS * model_rate)
    middle = samples[model_rate // 4 : -model_rate // 4]
    level = 20 * np.log10(np.sqrt(2 * np.mean(middle.astype(np.float64) ** 2)) / 0.9)
    assert abs(level) < 0.1, level
