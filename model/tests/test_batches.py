"""Tests of training batches."""

from dataclasses import replace

import pytest
import torch

from model.data.features import ClipFeatures, cut_windows, find_active_frames, windows
from model.train.augment import Augmenter
from model.train.batches import Batches, pour_weights, repeat_frames
from model.train.net import HOT, POURING
from model.train.settings import read_settings

from .fixtures import make_clip


@pytest.fixture
def batches(fe, synthetic_features):
    settings = read_settings()
    generator = torch.Generator().manual_seed(1)
    return Batches(
        synthetic_features, settings.training, 0.5, Augmenter(settings.augment, fe, generator), 128
    )


def test_hot_loss_weight_is_zero_for_negatives(batches):
    log_mel, target, hot_weight = batches.draw()
    plan = batches.settings
    assert log_mel.shape[0] == plan.pours_per_batch + plan.negatives_per_batch
    assert hot_weight.sum() == plan.pours_per_batch
    assert (target[hot_weight == 0][:, POURING] < 0.5).all()
    assert (target[hot_weight == 1][:, POURING] > 0.5).all()
    assert ((target[:, HOT] >= 0) & (target[:, HOT] <= 1)).all()
    assert torch.isfinite(log_mel).all()


def test_batch_is_drawn_without_negatives(fe, synthetic_features):
    """As in pre-training, without background sounds."""
    settings = read_settings()
    plan = replace(settings.training, negatives_per_batch=0)
    augmenter = Augmenter(settings.augment, fe, torch.Generator().manual_seed(1))
    pours = [r for r in synthetic_features if r.clip.pouring]
    log_mel, target, hot_weight = Batches(pours, plan, 0.5, augmenter, 128).draw()
    assert len(log_mel) == plan.pours_per_batch == hot_weight.sum()
    assert (target[:, POURING] > 0.5).all() and torch.isfinite(log_mel).all()


def test_pour_weights_balance_classes_and_sessions():
    clips = [make_clip(str(i), "hot", "A") for i in range(2)]
    clips += [make_clip(str(i), "hot", "C") for i in range(8)]
    clips += [make_clip(str(i), "cold", "E") for i in range(5)]
    plan = replace(read_settings().training, group_balance=1.0, session_weights={})
    weights = pour_weights(clips, plan)
    assert weights[:2].sum() == pytest.approx(0.5)
    assert weights[2:10].sum() == pytest.approx(0.5)
    assert weights[10:].sum() == pytest.approx(1.0)


def test_pour_weights_follow_session_weights():
    clips = [make_clip("b", "hot", "B"), make_clip("c", "hot", "C"), make_clip("d", "cold", "D")]
    plan = replace(read_settings().training, session_weights={"B": 0.25})
    assert pour_weights(clips, plan).tolist() == pytest.approx([0.2, 0.8, 1.0])
    assert pour_weights(clips[::2], plan).tolist() == pytest.approx([1.0, 1.0])


def test_pour_weights_are_higher_near_the_threshold():
    clips = [replace(make_clip("near", "hot", "A"), temperature_f=175)]
    clips += [
        replace(make_clip("boiling", "hot", "A"), temperature_f=212),
        make_clip("cold", "cold", "A"),
    ]
    plan = replace(
        read_settings().training, near_threshold_hot_below_f=190, near_threshold_hot_weight=3.0
    )
    assert pour_weights(clips, plan).tolist() == pytest.approx([0.75, 0.25, 1.0])


def test_room_tone_before_a_pour_is_not_active(fe):
    power = torch.full((fe.mel_bands, 300), 1e-6)
    power[:, 150:] = 1e-3
    active = find_active_frames(power, 12)
    assert not active[:130].any() and active[170:].all()


def test_crops_start_within_the_pour(fe):
    settings = read_settings()
    power = torch.full((fe.mel_bands, 500), 1e-6)
    power[:, 250:] = 1e-3
    generator = torch.Generator().manual_seed(1)
    augmenter = Augmenter(settings.augment, fe, generator)
    pours = [
        ClipFeatures(make_clip("p", "hot", "A"), power),
        ClipFeatures(make_clip("q", "cold", "A"), power),
    ]
    batches = Batches(pours, settings.training, 0.0, augmenter, 128)
    starts = batches.pour_sources[0][0].starts
    assert min(starts[128]) > 150
    assert min(starts[64]) > 200
    assert len(batches.lead_ins) == 2


def test_variants_are_drawn_with_configured_share(fe):
    settings = read_settings()
    as_recorded = torch.full((fe.mel_bands, 300), 1e-3)
    pours = [
        ClipFeatures(
            make_clip(name, label, "A"), as_recorded, (as_recorded * 10, as_recorded * 100)
        )
        for name, label in (("p", "hot"), ("q", "cold"))
    ]
    generator = torch.Generator().manual_seed(1)
    batches = Batches(
        pours, settings.training, 0.7, Augmenter(settings.augment, fe, generator), 128
    )
    sources = [batches.pick_source(batches.pour_sources[0]).power for _ in range(400)]
    changed = sum(not torch.equal(power, as_recorded) for power in sources)
    assert 240 < changed < 320
    assert len({power.data_ptr() for power in sources}) == 3


def test_short_crops_repeat_like_short_clips(fe):
    log_mel = torch.randn(3, fe.mel_bands, 128)
    filled = repeat_frames(log_mel, torch.tensor([128, 64, 96]))
    assert torch.equal(filled[0], log_mel[0])
    spec = replace(windows(), frames=128)
    assert torch.equal(filled[1], cut_windows(log_mel[1, :, :64], spec)[0])
    assert torch.equal(filled[2], cut_windows(log_mel[2, :, :96], spec)[0])


def test_short_crops_are_drawn_with_configured_share(batches):
    lengths = batches.draw_lengths(1000).tolist()
    assert set(lengths) == {64, 96, 128}
    assert lengths.count(128) == pytest.approx(700, abs=60)


def test_drawn_short_crop_repeats_its_frames(fe):
    settings = read_settings()
    plan = replace(settings.training, short_frames=(64,), short_share=1.0, mixup_alpha=0.0)
    plain = replace(settings.augment, time_masks=0, band_masks=0)
    power = torch.rand(fe.mel_bands, 300, generator=torch.Generator().manual_seed(2)) + 0.1
    pours = [ClipFeatures(make_clip(name, name, "A"), power) for name in ("hot", "cold")]
    pours.append(ClipFeatures(make_clip("rain", "rain", fold=1), power))
    augmenter = Augmenter(plain, fe, torch.Generator().manual_seed(1))
    log_mel = Batches(pours, plan, 0.0, augmenter, 128).draw()[0]
    assert torch.equal(log_mel[..., :64], log_mel[..., 64:])
