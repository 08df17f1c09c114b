"""Reading, and what is said when it cannot be done."""

import pytest

pytest.importorskip(
    "imageio_ffmpeg", reason="imageio-ffmpeg is not installed: model/requirements.txt"
)

import numpy as np

from model import sound
from model.sound import CALL_RATE, Sound, rms

on_linux = pytest.mark.skipif(
    not sound.has_suppressor(), reason="webrtc-noise-gain is for Linux alone"
)


def test_a_file_that_is_no_sound_is_named(tmp_path):
    (tmp_path / "a.m4a").write_bytes(b"no sound")
    with pytest.raises(RuntimeError, match="a.m4a"):
        sound.read_sound(tmp_path / "a.m4a")


def test_an_ffmpeg_without_the_encoders_is_refused(monkeypatch):
    sound.check_encoders()
    monkeypatch.setattr(sound, "ENCODERS", ("aac", "opus-of-tomorrow"))
    with pytest.raises(RuntimeError, match="opus-of-tomorrow"):
        sound.check_encoders()


def white(rate):
    return 0.05 * np.random.default_rng(1).standard_normal(4 * rate)


@on_linux
@pytest.mark.parametrize("rate", [CALL_RATE, 48_000])
def test_noise_suppression_takes_what_is_steady(rate):
    """In the last second, when it has learnt the noise. Its strengths are 6, 12, 18 and 21 dB."""
    whole = Sound(white(rate), rate)
    level = []
    for strength in sound.SUPPRESSION_LEVELS:
        heard = sound.suppressed(whole, strength)
        assert (heard.rate, heard.bits) == (CALL_RATE, 16)
        assert abs(len(heard.samples) - 4 * CALL_RATE) <= CALL_RATE / 100
        kept = sound.resampled(whole, CALL_RATE).samples[3 * CALL_RATE :]
        level.append(20 * np.log10(rms(heard.samples[3 * CALL_RATE :]) / rms(kept)))
    assert level == pytest.approx([-6, -12, -18, -21], abs=1.5)


@on_linux
def test_noise_suppression_leaves_what_comes_and_goes():
    at = np.arange(4 * CALL_RATE) / CALL_RATE
    talking = sum(np.sin(2 * np.pi * 150 * n * at) / n for n in range(1, 15)) * (
        np.sin(20 * at) > 0
    )
    heard = sound.suppressed(Sound(0.1 * talking, CALL_RATE), sound.SUPPRESSION_HIGH).samples
    assert 20 * np.log10(rms(heard) / rms(0.1 * talking)) > -3


def test_without_the_suppressor_it_says_what_is_missing(monkeypatch):
    monkeypatch.setattr(sound, "AudioProcessor", None)
    with pytest.raises(RuntimeError, match="webrtc-noise-gain"):
        sound.suppressed(Sound(white(CALL_RATE), CALL_RATE), 3)


@on_linux
def test_noise_suppression_is_the_same_each_time():
    one, two = (sound.suppressed(Sound(white(CALL_RATE), CALL_RATE), 3).samples for _ in range(2))
    assert np.array_equal(one, two)
