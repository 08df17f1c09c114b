"""Tests of reading sounds, and of noise suppression."""

import pytest

pytest.importorskip(
    "imageio_ffmpeg", reason="imageio-ffmpeg is not installed: model/requirements.txt"
)

import numpy as np

from model.data import codecs
from model.data.codecs import CALL_RATE, Sound, rms

on_linux = pytest.mark.skipif(
    not codecs.has_noise_suppressor(), reason="webrtc-noise-gain is for Linux only"
)


def test_read_sound_names_invalid_file(tmp_path):
    (tmp_path / "a.m4a").write_bytes(b"no sound")
    with pytest.raises(RuntimeError, match="a.m4a"):
        codecs.read_sound(tmp_path / "a.m4a")


def test_check_encoders_rejects_missing_encoder(monkeypatch):
    codecs.check_encoders()
    monkeypatch.setattr(codecs, "ENCODERS", ("aac", "opus-of-tomorrow"))
    with pytest.raises(RuntimeError, match="opus-of-tomorrow"):
        codecs.check_encoders()


def white(rate):
    return 0.05 * np.random.default_rng(1).standard_normal(4 * rate)


@on_linux
@pytest.mark.parametrize("rate", [CALL_RATE, 48_000])
def test_noise_suppression_attenuates_steady_noise_by_strength(rate):
    """Measured in the last second, after it has adapted: by 6, 12, 18 and 21 dB."""
    whole = Sound(white(rate), rate)
    level = []
    for strength in codecs.SUPPRESSION_LEVELS:
        processed = codecs.suppress_noise(whole, strength)
        assert (processed.rate, processed.bits) == (CALL_RATE, 16)
        assert abs(len(processed.samples) - 4 * CALL_RATE) <= CALL_RATE / 100
        plain = codecs.resample(whole, CALL_RATE).samples[3 * CALL_RATE :]
        level.append(20 * np.log10(rms(processed.samples[3 * CALL_RATE :]) / rms(plain)))
    assert level == pytest.approx([-6, -12, -18, -21], abs=1.5)


@on_linux
def test_noise_suppression_keeps_varying_sound():
    at = np.arange(4 * CALL_RATE) / CALL_RATE
    modulated = sum(np.sin(2 * np.pi * 150 * n * at) / n for n in range(1, 15)) * (
        np.sin(20 * at) > 0
    )
    processed = codecs.suppress_noise(
        Sound(0.1 * modulated, CALL_RATE), codecs.SUPPRESSION_HIGH
    ).samples
    assert 20 * np.log10(rms(processed) / rms(0.1 * modulated)) > -3


def test_suppress_noise_names_missing_package(monkeypatch):
    monkeypatch.setattr(codecs, "AudioProcessor", None)
    with pytest.raises(RuntimeError, match="webrtc-noise-gain"):
        codecs.suppress_noise(Sound(white(CALL_RATE), CALL_RATE), 3)


@on_linux
def test_noise_suppression_is_deterministic():
    one, two = (
        codecs.suppress_noise(Sound(white(CALL_RATE), CALL_RATE), 3).samples for _ in range(2)
    )
    assert np.array_equal(one, two)
