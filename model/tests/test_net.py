"""Tests of the network: shapes, budgets and invariances."""

from dataclasses import replace

import pytest
import torch

from model.data.features import to_db, windows
from model.train.net import HOT, POURING, Net, Normalise, Resonance, count_macs, count_parameters
from model.train.settings import read_settings

# Budgets for a phone.
MAX_PARAMETERS = 60_000
MAX_MACS = 40_000_000


@pytest.fixture
def net(fe):
    torch.manual_seed(1)
    return Net(read_settings().net, fe.mel_bands).eval()


@pytest.fixture
def log_mel(fe):
    return -40 + 8 * torch.randn(
        2, 1, fe.mel_bands, windows().frames, generator=torch.Generator().manual_seed(1)
    )


def test_net_returns_two_logits_per_window(net, log_mel):
    assert net(log_mel).shape == (2, 2)


def test_net_stays_within_budgets(net, fe):
    assert count_parameters(net) <= MAX_PARAMETERS
    assert count_macs(net, fe.mel_bands, windows().frames) <= MAX_MACS


@torch.no_grad()
def test_net_ignores_level(net, log_mel):
    assert torch.allclose(net(log_mel), net(log_mel - 20), atol=1e-4)


def test_resonance_measures_ripple_of_mean_spectrum(fe, log_mel):
    resonance = Resonance(fe.mel_bands)
    bands = torch.arange(fe.mel_bands)[:, None]
    tilted = log_mel - 0.2 * bands
    rippled = log_mel + 4 * torch.cos(torch.pi / 2 * bands)
    smooth, tilt, ripple = (resonance(x) for x in (log_mel, tilted, rippled))
    assert smooth.shape == (2, 1)
    assert torch.allclose(smooth, tilt, atol=0.05)
    assert (ripple > smooth + 0.5).all()
    low, high = Resonance.RANGE
    assert resonance(torch.zeros_like(log_mel)).flatten().tolist() == pytest.approx([low] * 2)
    assert (resonance(100 * rippled) == high).all()


@torch.no_grad()
def test_resonance_changes_only_the_hot_logit(net, log_mel):
    before = net(log_mel)
    net.resonance_share[HOT] = 1.5
    added = net(log_mel) - before
    assert torch.allclose(added[:, HOT], 1.5 * net.resonance(log_mel)[:, 0], atol=1e-5)
    assert (added[:, POURING] == 0).all()


@pytest.fixture
def within_range(fe):
    """No cell is near a limit, so that an added gain stays a constant."""
    random = torch.Generator().manual_seed(1)
    return -40 + 8 * torch.rand(2, 1, fe.mel_bands, windows().frames, generator=random)


@torch.no_grad()
def test_normalise_removes_constant_response_within_range(net, within_range):
    tilt = torch.linspace(-5, 5, within_range.shape[2])[:, None]
    assert torch.allclose(
        net.normalise(within_range), net.normalise(within_range + tilt), atol=1e-3
    )


@torch.no_grad()
def test_normalise_removes_changing_gain_within_range(net, within_range):
    gain = 6 * torch.sin(torch.arange(within_range.shape[3]) / 5)
    assert torch.allclose(
        net.normalise(within_range), net.normalise(within_range + gain), atol=1e-3
    )


@torch.no_grad()
def test_normalise_limits_effect_of_holes_on_other_bands(net, log_mel):
    """Holes as of codecs: a sixth of the bands, 35 dB lower in every sixth frame."""
    holed = log_mel.clone()
    holed[:, :, 40:50, ::6] -= 35

    def others_moved(normalise):
        moved = (normalise(holed) - normalise(log_mel))[:, 0, :, ::6]
        return torch.cat([moved[:, :40], moved[:, 50:]], 1).mean()

    unlimited = Normalise(replace(read_settings().net, floor_below_band_mean_db=1000.0))
    assert others_moved(net.normalise) < 0.7 * others_moved(unlimited)


def test_normalise_keeps_change_of_a_single_band(net, log_mel):
    moved = log_mel.clone()
    moved[:, :, 20] += 12 * torch.sin(torch.arange(log_mel.shape[3]) / 5)
    by_band = (net.normalise(moved) - net.normalise(log_mel))[:, 0].std(2)
    others = torch.arange(log_mel.shape[2]) != 20
    assert (by_band[:, 20] > 0.9).all() and (by_band[:, others] < 0.1).all()


@torch.no_grad()
def test_net_is_finite_for_silence(net, fe):
    silence = to_db(torch.zeros(1, 1, fe.mel_bands, windows().frames), fe)
    assert torch.isfinite(net(silence)).all()
