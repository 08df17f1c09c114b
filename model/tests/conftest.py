"""Fixtures, and one line of output if recordings or PyTorch are missing."""

import pytest

try:
    import torch
except ImportError:
    torch = None
    # All tests of this folder need PyTorch.
    collect_ignore_glob = ["test_*.py"]
else:
    from model.data.clips import data_dir, read_clips
    from model.data.features import ClipFeatures, front_end, mel_power

    from .fixtures import make_clip, make_pcm


def pytest_terminal_summary(terminalreporter):
    if torch is None:
        terminalreporter.write_line("model/tests: all skipped, since PyTorch is not installed")


def pytest_sessionfinish(session, exitstatus):
    if torch is None and exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED:
        session.exitstatus = pytest.ExitCode.OK


@pytest.fixture(scope="session")
def fe():
    return front_end()


@pytest.fixture(scope="session")
def clips():
    try:
        return read_clips(data_dir())
    except FileNotFoundError as problem:
        pytest.skip(f"no recordings: {problem}")


@pytest.fixture(scope="session")
def synthetic_features(fe):
    """Hot and cold pours of sessions A and B, and noise as negatives of ESC folds 1 to 5."""
    features = []
    for index in range(12):
        label, clicks = (("hot", 120), ("cold", 12))[index % 2]
        clip = make_clip(
            f"pour-{index}", label, "AB"[index // 6], ("glass", "ceramic")[index % 3 == 0]
        )
        power = mel_power(make_pcm(fe.sample_rate, clicks, index), fe).float()
        features.append(ClipFeatures(clip, power))
    for index in range(5):
        clip = make_clip(f"noise-{index}", "rain", fold=index + 1)
        power = mel_power(make_pcm(fe.sample_rate, 0, 100 + index), fe).float()
        features.append(ClipFeatures(clip, power))
    return features
