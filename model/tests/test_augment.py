"""Augmentation does what its name says and no more, from one seed."""

import pytest
import torch

from model.augment import Augmenter
from model.settings import read_settings


def augmenter(fe, seed=1):
    return Augmenter(read_settings().augment, fe, torch.Generator().manual_seed(seed))


@pytest.fixture
def power(fe):
    return torch.rand(3, fe.mel_bands, 200, generator=torch.Generator().manual_seed(2)) + 0.01


STEPS = ["response", "reverberate", "add_noise", "lowpass", "gain"]


@pytest.mark.parametrize("step", STEPS)
def test_power_stays_power(fe, power, step):
    changed = getattr(augmenter(fe), step)(power)
    assert changed.shape == power.shape
    assert torch.isfinite(changed).all() and (changed >= 0).all()


@pytest.mark.parametrize("step", STEPS)
def test_the_same_seed_gives_the_same(fe, power, step):
    assert torch.equal(getattr(augmenter(fe), step)(power), getattr(augmenter(fe), step)(power))


def test_warp_fills_the_window(fe):
    a = augmenter(fe)
    power = torch.rand(3, fe.mel_bands, a.source_frames(128))
    assert a.warp(power, 128).shape == (3, fe.mel_bands, 128)


def test_a_response_is_constant_over_time(fe, power):
    ratio = augmenter(fe).response(power) / power
    assert torch.allclose(ratio, ratio[:, :, :1].expand_as(ratio), rtol=1e-4)


def test_noise_has_mean_power_one(fe):
    assert augmenter(fe).noise(4, fe.mel_bands, 128).mean((1, 2)).allclose(torch.ones(4), atol=1e-3)


def test_masked_cells_vanish_with_the_band_mean(fe):
    log_mel = torch.randn(2, fe.mel_bands, 128)
    masked = augmenter(fe).mask(log_mel)
    changed = masked != log_mel
    assert changed.any()
    mean = log_mel.mean(2, keepdim=True).expand_as(log_mel)
    assert torch.equal(masked[changed], mean[changed])


def test_mixup_weights_keep_the_first_dominant(fe):
    weights = augmenter(fe).mixup_weights(1000, 0.4)
    assert ((weights >= 0.5) & (weights <= 1)).all()
    assert weights.std() > 0.05
