"""What a training step sees."""

from dataclasses import replace

import pytest
import torch

from model.augment import Augmenter
from model.batches import Batches, Recording, activity, pour_weights, repeat_first
from model.features import cut_windows, windows
from model.net import HOT, POURING
from model.settings import read_settings

from .toys import toy_clip


@pytest.fixture
def batches(fe, toy_recordings):
    settings = read_settings()
    generator = torch.Generator().manual_seed(1)
    return Batches(
        toy_recordings, settings.training, 0.5, Augmenter(settings.augment, fe, generator), 128
    )


def test_hot_loss_is_masked_where_nothing_is_poured(batches):
    log_mel, target, hot_weight = batches.draw()
    plan = batches.settings
    assert log_mel.shape[0] == plan.pours_per_batch + plan.negatives_per_batch
    assert hot_weight.sum() == plan.pours_per_batch
    assert (target[hot_weight == 0][:, POURING] < 0.5).all()
    assert (target[hot_weight == 1][:, POURING] > 0.5).all()
    assert ((target[:, HOT] >= 0) & (target[:, HOT] <= 1)).all()
    assert torch.isfinite(log_mel).all()


def test_pours_alone_make_a_batch(fe, toy_recordings):
    """As synthesised pours are learnt from: nothing behind them, nothing beside them."""
    settings = read_settings()
    plan = replace(settings.training, negatives_per_batch=0)
    augmenter = Augmenter(settings.augment, fe, torch.Generator().manual_seed(1))
    pours = [r for r in toy_recordings if r.clip.pouring]
    log_mel, target, hot_weight = Batches(pours, plan, 0.5, augmenter, 128).draw()
    assert len(log_mel) == plan.pours_per_batch == hot_weight.sum()
    assert (target[:, POURING] > 0.5).all() and torch.isfinite(log_mel).all()


def test_classes_and_sessions_weigh_the_same():
    clips = [toy_clip(str(i), "hot", "A") for i in range(2)]
    clips += [toy_clip(str(i), "hot", "C") for i in range(8)]
    clips += [toy_clip(str(i), "cold", "E") for i in range(5)]
    weights = pour_weights(clips, replace(read_settings().training, group_balance=1.0))
    assert weights[:2].sum() == pytest.approx(0.5)
    assert weights[2:10].sum() == pytest.approx(0.5)
    assert weights[10:].sum() == pytest.approx(1.0)


def test_pours_that_are_barely_hot_weigh_more():
    clips = [replace(toy_clip("barely", "hot", "A"), temperature_f=175)]
    clips += [
        replace(toy_clip("boiling", "hot", "A"), temperature_f=212),
        toy_clip("cold", "cold", "A"),
    ]
    plan = replace(read_settings().training, barely_hot_below_f=190, barely_hot_weight=3.0)
    assert pour_weights(clips, plan).tolist() == pytest.approx([0.75, 0.25, 1.0])


def test_room_tone_before_a_pour_is_not_active(fe):
    power = torch.full((fe.mel_bands, 300), 1e-6)
    power[:, 150:] = 1e-3
    active = activity(power, 12)
    assert not active[:130].any() and active[170:].all()


def test_crops_of_a_pour_start_where_it_pours(fe):
    settings = read_settings()
    power = torch.full((fe.mel_bands, 500), 1e-6)
    power[:, 250:] = 1e-3
    generator = torch.Generator().manual_seed(1)
    augmenter = Augmenter(settings.augment, fe, generator)
    pours = [
        Recording(toy_clip("p", "hot", "A"), power),
        Recording(toy_clip("q", "cold", "A"), power),
    ]
    batches = Batches(pours, settings.training, 0.0, augmenter, 128)
    starts = batches.pour_takes[0][0].starts
    assert min(starts[128]) > 150
    assert min(starts[64]) > 200
    assert len(batches.lead_ins) == 2


def test_variants_are_heard_as_often_as_the_share_says(fe):
    settings = read_settings()
    as_recorded = torch.full((fe.mel_bands, 300), 1e-3)
    pours = [
        Recording(toy_clip(name, label, "A"), as_recorded, (as_recorded * 10, as_recorded * 100))
        for name, label in (("p", "hot"), ("q", "cold"))
    ]
    generator = torch.Generator().manual_seed(1)
    batches = Batches(
        pours, settings.training, 0.7, Augmenter(settings.augment, fe, generator), 128
    )
    takes = [batches.pick(batches.pour_takes[0]).power for _ in range(400)]
    changed = sum(not torch.equal(power, as_recorded) for power in takes)
    assert 240 < changed < 320
    assert len({power.data_ptr() for power in takes}) == 3


def test_short_crops_fill_the_window_as_short_clips_do(fe):
    log_mel = torch.randn(3, fe.mel_bands, 128)
    filled = repeat_first(log_mel, torch.tensor([128, 64, 96]))
    assert torch.equal(filled[0], log_mel[0])
    spec = replace(windows(), frames=128)
    assert torch.equal(filled[1], cut_windows(log_mel[1, :, :64], spec)[0])
    assert torch.equal(filled[2], cut_windows(log_mel[2, :, :96], spec)[0])


def test_crops_are_short_as_often_as_the_share_says(batches):
    lengths = batches.lengths(1000).tolist()
    assert set(lengths) == {64, 96, 128}
    assert lengths.count(128) == pytest.approx(700, abs=60)


def test_a_drawn_short_crop_repeats_itself(fe):
    settings = read_settings()
    plan = replace(settings.training, short_frames=(64,), short_share=1.0, mixup_alpha=0.0)
    plain = replace(settings.augment, time_masks=0, band_masks=0)
    power = torch.rand(fe.mel_bands, 300, generator=torch.Generator().manual_seed(2)) + 0.1
    pours = [Recording(toy_clip(name, name, "A"), power) for name in ("hot", "cold")]
    pours.append(Recording(toy_clip("rain", "rain", fold=1), power))
    augmenter = Augmenter(plain, fe, torch.Generator().manual_seed(1))
    log_mel = Batches(pours, plan, 0.0, augmenter, 128).draw()[0]
    assert torch.equal(log_mel[..., :64], log_mel[..., 64:])
