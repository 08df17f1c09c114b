"""Tests of the augmentation steps."""

from dataclasses import replace

import pytest
import torch

from model.train.augment import Augmenter
from model.train.settings import read_settings


def augmenter(fe, seed=1, **changed):
    settings = replace(read_settings().augment, **changed)
    return Augmenter(settings, fe, torch.Generator().manual_seed(seed))


def db(ratio):
    return 10 * ratio.log10()


@pytest.fixture
def power(fe):
    return torch.rand(3, fe.mel_bands, 200, generator=torch.Generator().manual_seed(2)) + 0.01


STEPS = ["apply_response", "reverberate", "add_noise", "apply_lowpass", "apply_gain"]


@pytest.mark.parametrize("step", STEPS)
def test_augmentation_keeps_shape_and_finite_power(fe, power, step):
    augmented = getattr(augmenter(fe), step)(power)
    assert augmented.shape == power.shape
    assert torch.isfinite(augmented).all() and (augmented >= 0).all()


@pytest.mark.parametrize("step", STEPS)
def test_augmentation_repeats_for_same_seed(fe, power, step):
    assert torch.equal(getattr(augmenter(fe), step)(power), getattr(augmenter(fe), step)(power))


def test_warp_fills_the_window(fe):
    a = augmenter(fe)
    power = torch.rand(3, fe.mel_bands, a.source_frames(128))
    assert a.warp(power, 128).shape == (3, fe.mel_bands, 128)


def test_response_is_constant_over_time(fe, power):
    ratio = augmenter(fe).apply_response(power) / power
    assert torch.allclose(ratio, ratio[:, :, :1].expand_as(ratio), rtol=1e-4)


def test_response_is_an_equaliser_and_a_tilt(fe):
    flat = torch.ones(500, fe.mel_bands, 1)
    equaliser = db(augmenter(fe, eq_db=4.0, tilt_db=0.0).apply_response(flat))[:, :, 0]
    # Measured at a knot, since between knots the standard deviation is smaller.
    assert equaliser[:, 0].std().item() == pytest.approx(4, abs=0.5)
    tilt = db(augmenter(fe, eq_db=0.0, tilt_db=6.0).apply_response(flat))[:, :, 0]
    assert torch.allclose(tilt[:, 0], -tilt[:, -1], atol=1e-3)
    assert 5 < tilt[:, 0].max() <= 6 and -6 <= tilt[:, 0].min() < -5
    assert tilt.diff(dim=1).diff(dim=1).abs().max() < 1e-3


def test_reverberation_decays_with_configured_time(fe):
    struck = torch.zeros(20, fe.mel_bands, 60)
    struck[:, :, 33] = 1
    reverberated = augmenter(fe, reverb_probability=1.0, reverb_seconds=(0.4, 0.4)).reverberate(
        struck
    )
    tail = db(reverberated[:, :, 34:50])
    assert torch.allclose(
        tail.diff(dim=2), torch.tensor(-60 * fe.hop / fe.sample_rate / 0.4), atol=1e-2
    )
    assert torch.allclose(reverberated.sum(2), torch.ones(20, fe.mel_bands), atol=1e-4)
    assert torch.equal(augmenter(fe, reverb_probability=0.0).reverberate(struck), struck)


def test_noise_has_configured_snr(fe, power):
    noisy = augmenter(fe, noise_probability=1.0, noise_snr_db=(10, 10)).add_noise(power)
    assert torch.allclose(
        (noisy - power).mean((1, 2)) / power.mean((1, 2)), torch.tensor(0.1), rtol=1e-2
    )
    assert torch.equal(augmenter(fe, noise_probability=0.0).add_noise(power), power)


def test_background_has_configured_snr(fe, power):
    background = 100 * power.flip(2)
    mixed = augmenter(fe, background_probability=1.0, background_snr_db=(20, 20)).add_background(
        power, background
    )
    assert torch.allclose(mixed - power, 0.01 * power.flip(2), rtol=1e-2)
    assert torch.equal(
        augmenter(fe, background_probability=0.0).add_background(power, background), power
    )


def test_lowpass_attenuates_only_above_its_band(fe):
    flat = torch.ones(200, fe.mel_bands, 2)
    filtered = augmenter(fe, lowpass_probability=1.0).apply_lowpass(flat)[:, :, 0]
    first = (filtered < 0.5).float().argmax(1)
    assert first.min() == 32 and first.max() == fe.mel_bands - 1
    for cut, row in zip(first, filtered, strict=True):
        assert (row[:cut] == 1).all() and torch.allclose(row[cut:], torch.tensor(1e-6))
    assert torch.equal(augmenter(fe, lowpass_probability=0.0).apply_lowpass(flat), flat)


def test_gain_is_one_value_per_crop_within_range(fe):
    gain = db(augmenter(fe, gain_db=20.0).apply_gain(torch.ones(300, fe.mel_bands, 2)))
    assert torch.equal(gain, gain[:, :1, :1].expand_as(gain))
    assert -20 <= gain.min() < -18 and 18 < gain.max() <= 20


def test_noise_has_mean_power_one(fe):
    assert (
        augmenter(fe)
        .draw_noise(4, fe.mel_bands, 128)
        .mean((1, 2))
        .allclose(torch.ones(4), atol=1e-3)
    )


def test_masked_cells_equal_the_band_mean(fe):
    log_mel = torch.randn(2, fe.mel_bands, 128)
    masked = augmenter(fe).apply_mask(log_mel)
    changed = masked != log_mel
    assert changed.any()
    mean = log_mel.mean(2, keepdim=True).expand_as(log_mel)
    assert torch.equal(masked[changed], mean[changed])


def test_mixup_weights_are_at_least_half(fe):
    weights = augmenter(fe).mixup_weights(1000, 0.4)
    assert ((weights >= 0.5) & (weights <= 1)).all()
    assert weights.std() > 0.05
