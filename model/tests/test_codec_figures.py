"""Tests of the codec measurement, on sounds and scores made from a seed."""

import pytest

pytest.importorskip(
    "imageio_ffmpeg", reason="imageio-ffmpeg is not installed: model/requirements.txt"
)

import numpy as np

from model.data.codec_copies import CODECS, encode_and_decode, is_available, make_copy, step
from model.data.codecs import Sound
from model.evaluate.codecs import Judged, summarise
from model.evaluate.compression import Signs
from model.evaluate.metrics import ScoredClip, Thresholds

from .fixtures import make_clip

RATE = 48_000
AVAILABLE = [codec for codec in CODECS if is_available(codec)]
NOISE = Sound((0.05 * np.random.default_rng(1).standard_normal(2 * RATE)).astype("f4"), RATE)


def test_codec_names_are_unique():
    names = [codec.name for codec in CODECS]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("codec", AVAILABLE, ids=lambda codec: codec.name)
def test_copy_lasts_as_long_and_is_as_loud(codec):
    copy = make_copy(NOISE, codec)
    assert copy.bits == 16
    assert abs(len(copy.samples) / copy.rate - 2) < 0.3
    # Low bit rates and low sample rates lose most of white noise.
    assert 0.002 < np.sqrt(np.mean(copy.samples**2)) < 0.1
    assert copy.rate == (codec.export_rate or copy.rate)


def test_missing_encoder_is_named():
    with pytest.raises(RuntimeError, match="codec-of-tomorrow"):
        encode_and_decode(NOISE, step(RATE, "wav", "codec-of-tomorrow"))


def judged(label, hot, pouring=0.9, signs=None):
    return Judged(ScoredClip(make_clip("p", label, "A"), pouring, hot), signs or Signs())


def test_summary_counts_firm_wrong_and_allowed_verdicts():
    smoothed, narrow = Signs(smoothed=True), Signs(band_limited=True)
    row = summarise(
        "x",
        "y",
        [
            judged("hot", 0.9),
            judged("cold", 0.9),
            judged("cold", 0.55),
            judged("cold", 0.9, pouring=0.1),
            judged("cold", 0.9, signs=smoothed),
            judged("cold", 0.1, signs=smoothed),
            judged("cold", 0.1, signs=narrow),
        ],
        Thresholds(0.5, 0.6),
    )
    assert (row.pours, row.firm, row.wrong) == (7, 5, 2)
    assert (row.firm_allowed, row.wrong_allowed) == (3, 1)
