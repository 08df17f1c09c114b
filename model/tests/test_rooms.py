"""Variants differ from the recording and from each other, and are the same for the same seed."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from model import rooms
from model.settings import read_settings
from model.sound import SUPPRESSION_LEVELS, has_suppressor

from .toys import toy_clip, toy_pcm

RATE = 16_000


@pytest.fixture(scope="module")
def settings():
    usual = read_settings().rooms
    # Where there is no suppressor all else can be tested.
    often = usual.noise_suppression_probability if has_suppressor() else 0.0
    return replace(
        usual,
        variants_of_pour=3,
        variants_of_negative=1,
        shared_rooms=2,
        noise_suppression_probability=often,
    )


def still(settings):
    """Nothing but what a test turns on."""
    return replace(
        settings,
        resample=0.0,
        room_probability=0.0,
        resonances=0,
        highpass_probability=0.0,
        gain_control_probability=0.0,
        overdrive_probability=0.0,
        noise_suppression_probability=0.0,
        codec_probability=0.0,
    )


def pour(name="ab" * 32):
    return toy_clip(name, "hot", "A")


def same(one, two):
    return one.shape == two.shape and torch.equal(one, two)


def test_the_same_seed_makes_the_same_variants(settings, fe):
    samples = toy_pcm(RATE, 60, 1)
    one, two = (rooms.elsewhere(pour(), samples, settings, 7, fe) for _ in range(2))
    other = rooms.elsewhere(pour(), samples, settings, 8, fe)
    assert len(one.variants) == 3 and len(one.shared) == 2
    assert all(torch.equal(a, b) for a, b in zip(one.variants, two.variants, strict=True))
    assert not any(
        a.shape == b.shape and torch.equal(a, b)
        for a, b in zip(one.variants, other.variants, strict=True)
    )


def test_variants_are_kept_by_what_the_decoder_heard(settings, fe):
    samples = toy_pcm(RATE, 0, 1)
    kept = rooms.cache_file(pour(), samples, settings, 7, fe)
    assert kept == rooms.cache_file(pour(), samples.clone(), replace(settings, share=0.1), 7, fe)
    assert kept != rooms.cache_file(pour(), samples * (1 + 1e-6), settings, 7, fe)
    assert kept != rooms.cache_file(pour(), samples, settings, 8, fe)


def test_other_sounds_have_variants_but_no_shared_rooms(settings, fe):
    made = rooms.elsewhere(
        toy_clip("cd" * 32, "rain", fold=1), toy_pcm(RATE, 0, 2), settings, 7, fe
    )
    assert (len(made.variants), len(made.shared)) == (1, 0)


def test_shared_rooms_are_the_same_for_two_pours(settings, fe):
    """The same sound under two names: variants differ, shared rooms do not."""
    samples = toy_pcm(RATE, 60, 1)
    one = rooms.elsewhere(pour("ab" * 32), samples, settings, 7, fe)
    two = rooms.elsewhere(pour("cd" * 32), samples, settings, 7, fe)
    assert all(torch.equal(a, b) for a, b in zip(one.shared, two.shared, strict=True))
    assert not any(
        a.shape == b.shape and torch.equal(a, b)
        for a, b in zip(one.variants, two.variants, strict=True)
    )


def test_a_room_rings_as_long_as_it_is_told_to(settings):
    """Schroeder's backward integral from -5 to -20 dB, for rooms of 0.4 s to -60 dB."""
    fixed = replace(settings, room_seconds=(0.4, 0.4), room_distance=(1.0, 1.0))
    measured = []
    for seed in range(8):
        response = rooms.room_response(fixed, RATE, np.random.default_rng(seed))
        assert abs(response[0]) == pytest.approx(1.0)
        energy = 10 * np.log10(np.cumsum(response[::-1] ** 2)[::-1] / (response**2).sum())
        start, end = np.argmax(energy < -5), np.argmax(energy < -20)
        measured.append(4 * (end - start) / RATE)
    assert 0.2 < np.median(measured) < 0.7


def test_resampling_raises_pitch_and_shortens(settings):
    tone = np.sin(2 * np.pi * 1000 * np.arange(RATE) / RATE)
    random = np.random.default_rng(3)
    changed = rooms.variant(tone, replace(still(settings), resample=0.22), RATE, random)
    peak = np.abs(np.fft.rfft(changed)).argmax() * RATE / len(changed)
    assert peak / 1000 == pytest.approx(RATE / len(changed), rel=0.01)
    assert abs(np.log(peak / 1000)) > 0.01


def test_a_resonance_lifts_its_own_frequency():
    impulse = np.zeros(RATE)
    impulse[0] = 1
    response = 20 * np.log10(np.abs(np.fft.rfft(rooms.resonance(impulse, 2000, 9.0, 2.0, RATE))))
    assert response[2000] == pytest.approx(9.0, abs=0.1)
    assert abs(response[200]) < 0.5 and abs(response[7500]) < 0.5


def test_gain_control_evens_out_loudness():
    samples = np.random.default_rng(1).standard_normal(2 * RATE) * np.repeat([0.01, 0.1], RATE)
    even = rooms.gain_control(samples, 0.5, (0.01, 0.1), RATE)

    def level(x):
        return 20 * np.log10(x.std())

    quiet, loud = slice(RATE // 2, RATE), slice(3 * RATE // 2, 2 * RATE)
    assert level(samples[loud]) - level(samples[quiet]) == pytest.approx(20, abs=0.5)
    assert level(even[loud]) - level(even[quiet]) == pytest.approx(10, abs=1.5)


def test_nothing_turned_on_changes_nothing_but_the_level(settings):
    samples = toy_pcm(RATE, 60, 1).numpy().astype(np.float64)
    same = rooms.variant(samples, still(settings), RATE, np.random.default_rng(1))
    assert np.abs(same).max() == pytest.approx(0.5, abs=1e-6)
    assert np.corrcoef(same, samples[: len(same)])[0, 1] > 0.9999


def test_a_codec_keeps_length_and_place_but_not_every_sample(settings, fe):
    samples = toy_pcm(RATE, 60, 3).numpy()
    coded = rooms.transmitted(samples, RATE, np.random.default_rng(1))
    assert abs(len(coded) - len(samples)) < 0.1 * RATE
    n = min(len(coded), len(samples))
    assert 0.5 < np.corrcoef(coded[:n], samples[:n])[0, 1] < 0.99999


def test_every_codec_comes_up(monkeypatch):
    seen = set()
    monkeypatch.setattr(
        rooms, "coded", lambda sound, encoder, container: seen.add(encoder[1]) or sound
    )
    for seed in range(20):
        rooms.transmitted(np.zeros(10, "f4"), RATE, np.random.default_rng(seed))
    assert seen == {"aac", "libopus"}


def test_every_strength_of_noise_suppression_comes_up(monkeypatch):
    seen = set()
    monkeypatch.setattr(rooms, "suppressed", lambda sound, level: seen.add(level) or sound)
    for seed in range(40):
        rooms.as_in_a_call(np.zeros(10, "f4"), RATE, np.random.default_rng(seed))
    assert seen == set(SUPPRESSION_LEVELS)


def test_with_noise_suppression_all_else_stays_as_it_is(settings, monkeypatch):
    """Heard before the codec, and drawn apart: the same room, resonances and codec without it."""
    heard = []
    monkeypatch.setattr(rooms, "suppressed", lambda sound, level: heard.append("call") or sound)
    coded = rooms.coded
    monkeypatch.setattr(
        rooms, "coded", lambda *arguments: heard.append("codec") or coded(*arguments)
    )
    settings = replace(settings, codec_probability=1.0)
    samples = toy_pcm(RATE, 60, 4).numpy()
    for seed in range(5):
        one, two = (
            rooms.variant(
                samples,
                replace(settings, noise_suppression_probability=probability),
                RATE,
                np.random.default_rng(seed),
            )
            for probability in (0.0, 1.0)
        )
        assert np.array_equal(one, two)
    assert heard == ["codec", "call", "codec"] * 5


@pytest.mark.skipif(not has_suppressor(), reason="webrtc-noise-gain is for Linux alone")
def test_noise_suppression_leaves_less_of_what_is_steady(settings):
    samples = np.random.default_rng(1).standard_normal(3 * RATE)
    plain, called = (
        rooms.variant(
            samples,
            replace(still(settings), noise_suppression_probability=probability),
            RATE,
            np.random.default_rng(1),
        )
        for probability in (0.0, 1.0)
    )
    end = slice(2 * RATE, None)
    assert called[end].std() < 0.8 * plain[end].std()


def test_a_variant_is_coded_as_often_as_its_probability(settings, monkeypatch):
    calls = []
    monkeypatch.setattr(
        rooms, "transmitted", lambda samples, rate, random: calls.append(1) or samples
    )
    samples, random = toy_pcm(RATE, 60, 4).numpy(), np.random.default_rng(1)
    for share, expected in ((0.0, 0), (1.0, 20)):
        calls.clear()
        for _ in range(20):
            rooms.variant(samples, replace(still(settings), codec_probability=share), RATE, random)
        assert len(calls) == expected
