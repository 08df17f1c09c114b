"""Shared pieces: toy recordings made from a seed, and one clear line where real ones are not there."""

import pytest

torch = pytest.importorskip("torch", reason="PyTorch is not installed: the training tests are skipped")

from model import data  # noqa: E402
from model.batches import Recording  # noqa: E402
from model.features import front_end, mel_power  # noqa: E402


@pytest.fixture(scope="session")
def fe():
    return front_end()


@pytest.fixture(scope="session")
def clips():
    try:
        return data.read_clips(data.data_dir())
    except FileNotFoundError as problem:
        pytest.skip(f"no recordings: {problem}")


def toy_clip(
    name: str, label: str = "", session: str = "", vessel: str = "", fold: int | None = None
) -> data.Clip:
    return data.Clip(name, bool(session), label, None, vessel, session, fold, sha256=name)


def toy_pcm(rate: int, clicks_per_second: float, seed: int) -> "torch.Tensor":
    """Three seconds of decaying clicks in faint noise: something that flickers, at a rate a net can learn."""
    random = torch.Generator().manual_seed(seed)
    pcm = 0.001 * torch.randn(3 * rate, generator=random)
    click = torch.sin(torch.arange(rate // 50) * 0.9) * torch.exp(-torch.arange(rate // 50) / (rate / 400))
    for _ in range(int(3 * clicks_per_second)):
        start = int(torch.randint(len(pcm) - len(click), (1,), generator=random))
        pcm[start : start + len(click)] += 0.1 * click
    return pcm


@pytest.fixture(scope="session")
def toy_recordings(fe):
    """Sessions A and B with hot and cold "pours", and noise as negatives of ESC folds 1 to 5."""
    recordings = []
    for index in range(12):
        label, clicks = (("hot", 120), ("cold", 12))[index % 2]
        clip = toy_clip(f"pour-{index}", label, "AB"[index // 6], ("glass", "ceramic")[index % 3 == 0])
        power = mel_power(toy_pcm(fe.sample_rate, clicks, index), fe).float()
        recordings.append(Recording(clip, power))
    for index in range(5):
        clip = toy_clip(f"noise-{index}", "rain", fold=index + 1)
        power = mel_power(toy_pcm(fe.sample_rate, 0, 100 + index), fe).float()
        recordings.append(Recording(clip, power))
    return recordings
