"""Tests of the room simulation."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from model.data import room_simulation
from model.data.codecs import SUPPRESSION_LEVELS, has_noise_suppressor
from model.train.settings import read_settings

from .fixtures import make_clip, make_pcm

RATE = 16_000


@pytest.fixture(scope="module")
def settings():
    defaults = read_settings().rooms
    # Without the package, everything else is still tested.
    probability = defaults.noise_suppression_probability if has_noise_suppressor() else 0.0
    return replace(
        defaults,
        variants_of_pour=3,
        variants_of_negative=1,
        shared_rooms=2,
        noise_suppression_probability=probability,
    )


def all_off(settings):
    """Switches everything off; tests switch on what they need."""
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


def make_pour(name="ab" * 32):
    return make_clip(name, "hot", "A")


def same(one, two):
    return one.shape == two.shape and torch.equal(one, two)


def test_variants_repeat_for_same_seed(settings, fe):
    samples = make_pcm(RATE, 60, 1)
    one, two = (
        room_simulation.simulate_rooms(make_pour(), samples, settings, 7, fe) for _ in range(2)
    )
    other = room_simulation.simulate_rooms(make_pour(), samples, settings, 8, fe)
    assert len(one.variants) == 3 and len(one.shared) == 2
    assert all(torch.equal(a, b) for a, b in zip(one.variants, two.variants, strict=True))
    assert not any(
        a.shape == b.shape and torch.equal(a, b)
        for a, b in zip(one.variants, other.variants, strict=True)
    )


def test_cache_file_depends_on_samples_and_seed(settings, fe):
    samples = make_pcm(RATE, 0, 1)
    cached = room_simulation.cache_file(make_pour(), samples, settings, 7, fe)
    assert cached == room_simulation.cache_file(
        make_pour(), samples.clone(), replace(settings, share=0.1), 7, fe
    )
    assert cached != room_simulation.cache_file(make_pour(), samples * (1 + 1e-6), settings, 7, fe)
    assert cached != room_simulation.cache_file(make_pour(), samples, settings, 8, fe)


def test_negatives_have_variants_but_no_shared_rooms(settings, fe):
    made = room_simulation.simulate_rooms(
        make_clip("cd" * 32, "rain", fold=1), make_pcm(RATE, 0, 2), settings, 7, fe
    )
    assert (len(made.variants), len(made.shared)) == (1, 0)


def test_shared_rooms_are_the_same_for_two_pours(settings, fe):
    """For the same samples under two names, only the variants differ."""
    samples = make_pcm(RATE, 60, 1)
    one = room_simulation.simulate_rooms(make_pour("ab" * 32), samples, settings, 7, fe)
    two = room_simulation.simulate_rooms(make_pour("cd" * 32), samples, settings, 7, fe)
    assert all(torch.equal(a, b) for a, b in zip(one.shared, two.shared, strict=True))
    assert not any(
        a.shape == b.shape and torch.equal(a, b)
        for a, b in zip(one.variants, two.variants, strict=True)
    )


def test_room_response_has_configured_reverberation_time(settings):
    """Schroeder's backward integral from -5 to -20 dB, for rooms of 0.4 s to -60 dB."""
    fixed = replace(settings, room_seconds=(0.4, 0.4), room_distance=(1.0, 1.0))
    measured = []
    for seed in range(8):
        response = room_simulation.room_response(fixed, RATE, np.random.default_rng(seed))
        assert abs(response[0]) == pytest.approx(1.0)
        energy = 10 * np.log10(np.cumsum(response[::-1] ** 2)[::-1] / (response**2).sum())
        start, end = np.argmax(energy < -5), np.argmax(energy < -20)
        measured.append(4 * (end - start) / RATE)
    assert 0.2 < np.median(measured) < 0.7


def test_resampling_raises_pitch_and_shortens(settings):
    tone = np.sin(2 * np.pi * 1000 * np.arange(RATE) / RATE)
    random = np.random.default_rng(3)
    changed = room_simulation.simulate_variant(
        tone, replace(all_off(settings), resample=0.22), RATE, random
    )
    peak = np.abs(np.fft.rfft(changed)).argmax() * RATE / len(changed)
    assert peak / 1000 == pytest.approx(RATE / len(changed), rel=0.01)
    assert abs(np.log(peak / 1000)) > 0.01


def test_resonance_lifts_its_frequency():
    impulse = np.zeros(RATE)
    impulse[0] = 1
    response = 20 * np.log10(
        np.abs(np.fft.rfft(room_simulation.apply_resonance(impulse, 2000, 9.0, 2.0, RATE)))
    )
    assert response[2000] == pytest.approx(9.0, abs=0.1)
    assert abs(response[200]) < 0.5 and abs(response[7500]) < 0.5


def test_gain_control_reduces_loudness_range():
    samples = np.random.default_rng(1).standard_normal(2 * RATE) * np.repeat([0.01, 0.1], RATE)
    even = room_simulation.apply_gain_control(samples, 0.5, (0.01, 0.1), RATE)

    def level(x):
        return 20 * np.log10(x.std())

    quiet, loud = slice(RATE // 2, RATE), slice(3 * RATE // 2, 2 * RATE)
    assert level(samples[loud]) - level(samples[quiet]) == pytest.approx(20, abs=0.5)
    assert level(even[loud]) - level(even[quiet]) == pytest.approx(10, abs=1.5)


def test_variant_changes_only_level_if_all_is_off(settings):
    samples = make_pcm(RATE, 60, 1).numpy().astype(np.float64)
    same = room_simulation.simulate_variant(
        samples, all_off(settings), RATE, np.random.default_rng(1)
    )
    assert np.abs(same).max() == pytest.approx(0.5, abs=1e-6)
    assert np.corrcoef(same, samples[: len(same)])[0, 1] > 0.9999


def test_codec_keeps_length_and_delay_but_not_samples(settings, fe):
    samples = make_pcm(RATE, 60, 3).numpy()
    coded = room_simulation.apply_codec(samples, RATE, np.random.default_rng(1))
    assert abs(len(coded) - len(samples)) < 0.1 * RATE
    n = min(len(coded), len(samples))
    assert 0.5 < np.corrcoef(coded[:n], samples[:n])[0, 1] < 0.99999


def test_apply_codec_draws_every_codec(monkeypatch):
    seen = set()
    monkeypatch.setattr(
        room_simulation,
        "transcode",
        lambda sound, encoder, container: seen.add(encoder[1]) or sound,
    )
    for seed in range(20):
        room_simulation.apply_codec(np.zeros(10, "f4"), RATE, np.random.default_rng(seed))
    assert seen == {"aac", "libopus"}


def test_apply_noise_suppression_draws_every_strength(monkeypatch):
    seen = set()
    monkeypatch.setattr(
        room_simulation, "suppress_noise", lambda sound, level: seen.add(level) or sound
    )
    for seed in range(40):
        room_simulation.apply_noise_suppression(
            np.zeros(10, "f4"), RATE, np.random.default_rng(seed)
        )
    assert seen == set(SUPPRESSION_LEVELS)


def test_noise_suppression_does_not_change_other_draws(settings, monkeypatch):
    """Suppression comes before the codec, and room, resonances and codec stay the same."""
    calls = []
    monkeypatch.setattr(
        room_simulation, "suppress_noise", lambda sound, level: calls.append("call") or sound
    )
    transcode = room_simulation.transcode
    monkeypatch.setattr(
        room_simulation,
        "transcode",
        lambda *arguments: calls.append("codec") or transcode(*arguments),
    )
    settings = replace(settings, codec_probability=1.0)
    samples = make_pcm(RATE, 60, 4).numpy()
    for seed in range(5):
        one, two = (
            room_simulation.simulate_variant(
                samples,
                replace(settings, noise_suppression_probability=probability),
                RATE,
                np.random.default_rng(seed),
            )
            for probability in (0.0, 1.0)
        )
        assert np.array_equal(one, two)
    assert calls == ["codec", "call", "codec"] * 5


@pytest.mark.skipif(not has_noise_suppressor(), reason="webrtc-noise-gain is for Linux only")
def test_noise_suppression_attenuates_steady_noise_in_variants(settings):
    samples = np.random.default_rng(1).standard_normal(3 * RATE)
    plain, called = (
        room_simulation.simulate_variant(
            samples,
            replace(all_off(settings), noise_suppression_probability=probability),
            RATE,
            np.random.default_rng(1),
        )
        for probability in (0.0, 1.0)
    )
    end = slice(2 * RATE, None)
    assert called[end].std() < 0.8 * plain[end].std()


def test_codec_is_applied_with_configured_probability(settings, monkeypatch):
    calls = []
    monkeypatch.setattr(
        room_simulation, "apply_codec", lambda samples, rate, random: calls.append(1) or samples
    )
    samples, random = make_pcm(RATE, 60, 4).numpy(), np.random.default_rng(1)
    for share, expected in ((0.0, 0), (1.0, 20)):
        calls.clear()
        for _ in range(20):
            room_simulation.simulate_variant(
                samples, replace(all_off(settings), codec_probability=share), RATE, random
            )
        assert len(calls) == expected
