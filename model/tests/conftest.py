"""Fixtures: toy recordings, and one clear line where real ones, or PyTorch, are not there."""

import pytest

try:
    import torch
except ImportError:
    torch = None
    # Everything in this folder trains or judges with it; the other parity tests do without.
    collect_ignore_glob = ["test_*.py"]
else:
    from model import data
    from model.batches import Recording
    from model.features import front_end, mel_power

    from .toys import toy_clip, toy_pcm


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
        return data.read_clips(data.data_dir())
    except FileNotFoundError as problem:
        pytest.skip(f"no recordings: {problem}")


@pytest.fixture(scope="session")
def toy_recordings(fe):
    """Sessions A and B with hot and cold "pours", and noise as negatives of ESC folds 1 to 5."""
    recordings = []
    for index in range(12):
        label, clicks = (("hot", 120), ("cold", 12))[index % 2]
        clip = toy_clip(
            f"pour-{index}", label, "AB"[index // 6], ("glass", "ceramic")[index % 3 == 0]
        )
        power = mel_power(toy_pcm(fe.sample_rate, clicks, index), fe).float()
        recordings.append(Recording(clip, power))
    for index in range(5):
        clip = toy_clip(f"noise-{index}", "rain", fold=index + 1)
        power = mel_power(toy_pcm(fe.sample_rate, 0, 100 + index), fe).float()
        recordings.append(Recording(clip, power))
    return recordings
