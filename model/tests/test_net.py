"""Shapes, budgets, and what the first layer must not hear."""

from dataclasses import replace

import pytest
import torch

from model.features import to_db, windows
from model.net import Net, Normalise, macs, parameters
from model.settings import read_settings

# The page downloads the model and runs it on a phone.
PARAMETER_LIMIT = 60_000
MAC_LIMIT = 40_000_000


@pytest.fixture
def net(fe):
    torch.manual_seed(1)
    return Net(read_settings().net, fe.mel_bands).eval()


@pytest.fixture
def log_mel(fe):
    return -40 + 8 * torch.randn(
        2, 1, fe.mel_bands, windows().frames, generator=torch.Generator().manual_seed(1)
    )


def test_two_logits_a_window(net, log_mel):
    assert net(log_mel).shape == (2, 2)


def test_budgets(net, fe):
    assert parameters(net) <= PARAMETER_LIMIT
    assert macs(net, fe.mel_bands, windows().frames) <= MAC_LIMIT


@torch.no_grad()
def test_level_is_not_heard(net, log_mel):
    assert torch.allclose(net(log_mel), net(log_mel - 20), atol=1e-4)


@pytest.fixture
def within_range(fe):
    """No cell near an end of a range, so that what is added stays a term."""
    random = torch.Generator().manual_seed(1)
    return -40 + 8 * torch.rand(2, 1, fe.mel_bands, windows().frames, generator=random)


@torch.no_grad()
def test_a_constant_response_is_not_heard_within_range(net, within_range):
    tilt = torch.linspace(-5, 5, within_range.shape[2])[:, None]
    assert torch.allclose(
        net.normalise(within_range), net.normalise(within_range + tilt), atol=1e-3
    )


@torch.no_grad()
def test_a_gain_that_moves_is_not_heard_within_range(net, within_range):
    gain = 6 * torch.sin(torch.arange(within_range.shape[3]) / 5)
    assert torch.allclose(
        net.normalise(within_range), net.normalise(within_range + gain), atol=1e-3
    )


@torch.no_grad()
def test_a_hole_moves_the_other_bands_less_than_it_is_deep(net, log_mel):
    """As codecs leave them at few bits: a sixth of the bands, 35 dB less in every sixth frame."""
    holed = log_mel.clone()
    holed[:, :, 40:50, ::6] -= 35

    def others_moved(normalise):
        moved = (normalise(holed) - normalise(log_mel))[:, 0, :, ::6]
        return torch.cat([moved[:, :40], moved[:, 50:]], 1).mean()

    unlimited = Normalise(replace(read_settings().net, hole_db=1000.0))
    assert others_moved(net.normalise) < 0.7 * others_moved(unlimited)


def test_one_band_that_moves_is_heard_in_that_band(net, log_mel):
    moved = log_mel.clone()
    moved[:, :, 20] += 12 * torch.sin(torch.arange(log_mel.shape[3]) / 5)
    by_band = (net.normalise(moved) - net.normalise(log_mel))[:, 0].std(2)
    others = torch.arange(log_mel.shape[2]) != 20
    assert (by_band[:, 20] > 0.9).all() and (by_band[:, others] < 0.1).all()


@torch.no_grad()
def test_silence_is_finite(net, fe):
    silence = to_db(torch.zeros(1, 1, fe.mel_bands, windows().frames), fe)
    assert torch.isfinite(net(silence)).all()
