"""Tests of the front end against librosa 0.11, and of windows."""

import numpy as np
import pytest
import torch

from model.data.features import Windows, cut_windows, front_end, log_mel, mel_filters


def signals(rate):
    random = np.random.default_rng(3)
    time = np.arange(2 * rate) / rate
    click = np.zeros(2 * rate)
    click[rate] = 0.9
    return {
        "noise": 0.1 * random.standard_normal(2 * rate),
        "quiet noise": 1e-4 * random.standard_normal(2 * rate),
        "sweep": 0.5 * np.sin(2 * np.pi * (50 * time + 1900 * time**2)),
        "tone": 0.5 * np.sin(2 * np.pi * 1000 * time),
        "silence with a click": click,
        "silence": np.zeros(2 * rate),
    }


def test_log_mel_equals_librosa(fe):
    librosa = pytest.importorskip("librosa")
    for name, pcm in signals(fe.sample_rate).items():
        power = librosa.feature.melspectrogram(
            y=pcm,
            sr=fe.sample_rate,
            n_fft=fe.fft_size,
            hop_length=fe.hop,
            window="hann",
            center=False,
            power=2.0,
            n_mels=fe.mel_bands,
            fmin=fe.mel_min_hz,
            fmax=fe.mel_max_hz,
            htk=False,
            norm="slaney",
            dtype=np.float64,
        )
        expected = librosa.power_to_db(power, ref=1.0, amin=fe.power_floor, top_db=None)
        computed = log_mel(torch.from_numpy(pcm), fe).numpy()
        assert computed.shape == expected.shape, name
        assert np.abs(computed - expected).max() < 1e-3, name


def test_every_mel_filter_is_nonzero(fe):
    assert (mel_filters(fe).sum(1) > 0).all()


def test_frame_count_matches_log_mel_without_padding(fe):
    for samples in (0, fe.fft_size - 1, fe.fft_size, fe.fft_size + fe.hop, 3 * fe.sample_rate):
        assert log_mel(torch.zeros(samples), fe).shape == (fe.mel_bands, fe.frame_count(samples))


@pytest.mark.parametrize(
    ("frames", "starts"),
    [(10, [0]), (13, [0, 3]), (14, [0, 3, 4]), (16, [0, 3, 6])],
)
def test_cut_windows_reach_the_last_frame(frames, starts):
    spectrogram = torch.arange(frames, dtype=torch.float32)[None]
    cut = cut_windows(spectrogram, Windows(10, 3, 1.0))
    assert cut[:, 0, 0].tolist() == starts
    assert cut[-1, 0, -1] == frames - 1


def test_cut_windows_repeats_short_clip():
    cut = cut_windows(torch.tensor([[1.0, 2.0, 3.0]]), Windows(7, 3, 1.0))
    assert cut.tolist() == [[[1, 2, 3, 1, 2, 3, 1]]]


def test_front_end_rejects_unknown_window():
    front = front_end()
    with pytest.raises(ValueError, match="window"):
        type(front)(**{**front.__dict__, "window": "blackman"})
