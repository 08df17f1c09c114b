"""Tests of the corruptions, on sounds made from a seed."""

import csv
import hashlib
import json
import sys
import wave
from dataclasses import replace

import pytest

pytest.importorskip(
    "imageio_ffmpeg", reason="imageio-ffmpeg is not installed: model/requirements.txt"
)

import numpy as np

from model.data import codecs, corruptions
from model.data.clips import LEAVE_ONE_SESSION_OUT, folds, program_path, read_clips
from model.data.codecs import Sound, has_noise_suppressor, read_sound, rms, write_wav
from model.data.corruptions import CORRUPTIONS, Pour

from .fixtures import make_clip, make_pcm

RATE = 48_000
BY_FOLDER = {c.folder: c for c in CORRUPTIONS}


def db(ratio):
    return 20 * np.log10(ratio)


def tone(hertz, seconds=2.0, rate=RATE, size=0.1):
    return Sound(
        (size * np.sin(2 * np.pi * hertz * np.arange(int(seconds * rate)) / rate)).astype("f4"),
        rate,
    )


def white(seconds=3.0, seed=1, size=0.05, rate=RATE):
    samples = size * np.random.default_rng(seed).standard_normal(int(seconds * rate))
    return Sound(samples.astype("f4"), rate)


def pour_of(sound, fe, onset=0.0, noises=()):
    clip = make_clip("p", "hot", "A")
    return Pour(clip, sound, corruptions.active_frames(sound, fe), onset, noises)


@pytest.fixture(scope="module")
def late_pour(fe):
    """Room tone with a burst of 0.2 s at 0.5 s, and a pour from 1.5 s to 5 s."""
    samples = 0.001 * white(6.0, size=1).samples
    samples[RATE // 2 : RATE * 7 // 10] *= 100
    samples[RATE * 3 // 2 : RATE * 5] *= 100
    return pour_of(Sound(samples, RATE), fe, onset=1.5)


@pytest.fixture(scope="module")
def noise_files(tmp_path_factory):
    """Noises of another rate than the pour, like ESC's, and of very different loudness."""
    folder = tmp_path_factory.mktemp("noises")
    paths = tuple(folder / f"noise-{i}.wav" for i in range(3))
    for i, path in enumerate(paths):
        write_wav(path, white(1.0 + i, seed=10 + i, size=0.1 / 10**i, rate=44_100))
    return paths


def negatives():
    return [
        make_clip(f"1-{i}-{fold}", "rain", fold=fold) for fold in range(1, 6) for i in range(20)
    ]


def level_at(sound, hertz):
    """Amplitude of a tone."""
    n = len(sound.samples)
    turning = np.exp(-2j * np.pi * hertz * np.arange(n) / sound.rate)
    return 2 / n * abs(np.hanning(n) * 2 @ (sound.samples * turning))


@pytest.fixture(scope="module")
def ringing():
    """Three seconds of a cup's tones, struck repeatedly: codecs preserve these well."""
    struck = [tone(hertz, 3.0, size=0.1).samples for hertz in (700, 1_900, 3_100)]
    return Sound(sum(struck) * np.exp(-8 * (np.arange(3 * RATE) / RATE % 0.37)).astype("f4"), RATE)


@pytest.mark.parametrize("folder", ["aac-32k", "opus-24k"])
def test_codec_keeps_length_and_delay_but_not_samples(fe, ringing, folder):
    coded = BY_FOLDER[folder].make(pour_of(ringing, fe))
    assert coded.rate == RATE
    assert abs(len(coded.samples) - len(ringing.samples)) < 0.1 * RATE
    n = min(len(coded.samples), len(ringing.samples))
    # A remaining delay of 2 ms would already cancel the correlation of the tones.
    assert 0.7 < np.corrcoef(coded.samples[:n], ringing.samples[:n])[0, 1] < 0.99999


def test_codecs_use_the_named_bit_rate(fe, monkeypatch):
    """Measures the size of the coded file."""
    sizes, read = {}, codecs.read_sound

    def measure(path, rate=None):
        sizes[path.suffix] = path.stat().st_size
        return read(path, rate)

    monkeypatch.setattr(codecs, "read_sound", measure)
    pour = pour_of(Sound(np.tile(make_pcm(RATE, 60, 4).numpy(), 5), RATE), fe)
    seconds = len(pour.sound.samples) / RATE
    for folder in ("aac-32k", "opus-24k"):
        BY_FOLDER[folder].make(pour)
    # Sizes include the container. AAC exceeds its rate (see `corruptions.AAC`).
    assert 30_000 < sizes[".m4a"] * 8 / seconds < 45_000
    assert sizes[".ogg"] * 8 / seconds == pytest.approx(24_000, rel=0.1)


def test_resampling_to_16_khz_keeps_low_tones_without_aliasing(fe):
    make = BY_FOLDER["16-khz"].make
    low, high = make(pour_of(tone(1_000), fe)), make(pour_of(tone(10_000), fe))
    assert low.rate == high.rate == 16_000
    assert len(low.samples) == pytest.approx(2 * 16_000, abs=10)
    assert db(level_at(low, 1_000) / 0.1) == pytest.approx(0, abs=0.1)
    # Without a filter, 10 kHz would alias to 6 kHz.
    assert db(level_at(high, 6_000) / 0.1) < -60


def test_louder_adds_20_db_and_clips(fe):
    sound = tone(440, size=0.2)
    louder = BY_FOLDER["louder"].make(pour_of(sound, fe)).samples
    small = abs(sound.samples) < 0.09
    assert db(rms(louder[small]) / rms(sound.samples[small])) == pytest.approx(20, abs=0.01)
    assert louder.max() == 1 and louder.min() == -1
    assert (louder[abs(sound.samples) > 0.11] ** 2 == 1).all()


def test_quieter_subtracts_20_db_in_16_bits(fe, tmp_path):
    sound = white()
    quieter = BY_FOLDER["quieter"].make(pour_of(sound, fe))
    write_wav(tmp_path / "quieter.wav", quieter)
    with wave.open(str(tmp_path / "quieter.wav")) as file:
        assert (file.getsampwidth(), file.getnchannels(), file.getframerate()) == (2, 1, RATE)
        steps = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    assert len(steps) == len(sound.samples)
    assert db(rms(steps / 32_768) / rms(sound.samples)) == pytest.approx(-20, abs=0.05)
    assert abs(steps / 32_768 - quieter.samples).max() <= 0.5001 / 32_768


def test_write_wav_clips_in_16_bits(tmp_path):
    write_wav(tmp_path / "loud.wav", Sound(np.array([1.2, -1.2, 1.0]), RATE, bits=16))
    assert read_sound(tmp_path / "loud.wav").samples == pytest.approx([1, -1, 1], abs=1e-4)


def test_write_wav_keeps_floats_exact(tmp_path):
    sound = Sound(np.array([0.1, -1.5, 1e-7, 0.0], "f4"), 16_000)
    write_wav(tmp_path / "folder/a.wav", sound)
    read = read_sound(tmp_path / "folder/a.wav")
    assert read.rate == 16_000 and np.array_equal(read.samples, sound.samples)


def test_added_noise_is_10_db_below_the_pour(fe, late_pour, noise_files):
    pour = replace(late_pour, noises=noise_files)
    clean, noisy = pour.sound.samples, BY_FOLDER["noise-10-db"].make(pour).samples
    pouring = slice(2 * RATE, 4 * RATE)
    assert len(noisy) == len(clean)
    ratio = rms(clean[pouring]) / rms((noisy - clean)[pouring])
    assert db(ratio) == pytest.approx(10, abs=0.5)


def test_added_noise_continues_outside_the_pour(fe, late_pour, noise_files):
    pour = replace(late_pour, noises=noise_files)
    noise = BY_FOLDER["noise-10-db"].make(pour).samples - pour.sound.samples
    seconds = [rms(noise[s * RATE : (s + 1) * RATE]) for s in range(6)]
    assert min(seconds) > 0.5 * max(seconds)


def test_mix_noises_is_equally_loud_and_looped():
    loud, quiet = tone(1_000, 0.5, size=0.5), tone(3_000, 0.7, size=0.001)
    mixture = Sound(corruptions.mix_noises([loud, quiet], 2 * RATE, np.random.default_rng(1)), RATE)
    assert level_at(mixture, 1_000) == pytest.approx(np.sqrt(2), rel=0.05)
    assert level_at(mixture, 3_000) == pytest.approx(np.sqrt(2), rel=0.05)
    assert rms(mixture.samples[-RATE // 2 :]) == pytest.approx(np.sqrt(2), rel=0.05)


@pytest.mark.parametrize("fold", [f for f in folds() if f.protocol == LEAVE_ONE_SESSION_OUT])
def test_noises_are_not_in_the_fold_s_training_set(fold):
    pour = make_clip("p", "hot", fold.held_out)
    clips = [pour, *negatives()]
    trained_on, _ = fold.split(clips)
    drawn = corruptions.draw_noises(pour, clips)
    assert len(set(drawn)) == corruptions.NOISES
    assert not set(drawn) & set(trained_on)
    assert all(not c.pouring for c in drawn)


def test_noises_depend_on_the_pour_only():
    clips = negatives()
    one, other = make_clip("p", "hot", "B"), make_clip("q", "hot", "B")
    assert corruptions.draw_noises(one, clips) == corruptions.draw_noises(one, clips[::-1])
    assert corruptions.draw_noises(one, clips) != corruptions.draw_noises(other, clips)


def test_first_2_s_start_0_1_s_before_the_onset(late_pour):
    start, excerpt = start_of(late_pour, BY_FOLDER["first-2-s"].make(late_pour))
    assert len(excerpt.samples) == 2 * RATE
    assert start == pytest.approx(1.4, abs=1e-3)


def test_first_2_s_start_with_the_file_for_early_onset(fe):
    pour = pour_of(white(4.0), fe)
    start, excerpt = start_of(pour, BY_FOLDER["first-2-s"].make(pour))
    assert start == 0 and len(excerpt.samples) == 2 * RATE


def test_first_2_s_of_file_start_with_the_file(late_pour):
    start, excerpt = start_of(late_pour, BY_FOLDER["first-2-s-of-file"].make(late_pour))
    assert start == 0 and len(excerpt.samples) == 2 * RATE


def start_of(pour, excerpt):
    """Finds the excerpt in the pour, which is noise and so unique."""
    whole = np.lib.stride_tricks.sliding_window_view(pour.sound.samples, 4)
    (position,) = (whole == excerpt.samples[:4]).all(1).nonzero()[0]
    return position / RATE, excerpt


@pytest.mark.parametrize(("folder", "wanted"), [("tilt-up", 6.0), ("tilt-down", -6.0)])
def test_tilt_is_6_db_per_octave_at_equal_level(fe, folder, wanted):
    sound = white(8.0)
    tilted = BY_FOLDER[folder].make(pour_of(sound, fe))
    hann = np.hanning(len(sound.samples))
    hertz = np.fft.rfftfreq(len(hann), 1 / RATE)
    before, after = (np.abs(np.fft.rfft(s.samples * hann)) ** 2 for s in (sound, tilted))
    bands = [(hertz >= low) & (hertz < 2 * low) for low in 50 * 2.0 ** np.arange(8)]
    # Relative to the band's edges, the gain within a band is the same for every band.
    gains = [10 * np.log10(after[b].sum() / before[b].sum()) for b in bands]
    assert np.diff(gains) == pytest.approx(np.full(7, wanted), abs=0.3)
    assert db(rms(tilted.samples) / rms(sound.samples)) == pytest.approx(0, abs=0.01)


def test_tilt_does_not_wrap_end_to_start(fe):
    samples = np.zeros(3 * RATE, "f4")
    samples[-1] = 0.5
    tilted = corruptions.tilt_spectrum(Sound(samples, RATE), -6.0).samples
    assert abs(tilted[: RATE // 100]).max() < 1e-2 * abs(tilted).max()


@pytest.fixture(scope="module")
def recordings(tmp_path_factory):
    """A folder of recordings with a clips.csv: two pours, and other sounds of their two folds."""
    folder = tmp_path_factory.mktemp("recordings")
    rows = []
    for index, session in enumerate("AB"):
        name = f"pouring/v1/{session}.x.m4a"
        sound = Sound(make_pcm(RATE, 30, index).numpy(), RATE)
        rows.append(
            {"path": name, "kind": "pouring", "label": "hot", "session": session, "sound": sound}
        )
    for fold in (1, 2):
        for take in range(corruptions.NOISES):
            name = f"not-pouring/rain-{fold}-{fold}{take}-A.wav"
            rows.append(
                {"path": name, "kind": "not-pouring", "sound": white(1.0, seed=10 * fold + take)}
            )
    columns = ["path", "kind", "label", "temperature_f", "vessel", "session", "sha256"]
    with (folder / "clips.csv").open("w", newline="") as listing:
        writer = csv.DictWriter(listing, columns, restval="")
        writer.writeheader()
        for row in rows:
            # ffmpeg detects the format by content, so a WAV file may be named m4a.
            write_wav(folder / row["path"], row.pop("sound"))
            digest = hashlib.sha256((folder / row["path"]).read_bytes()).hexdigest()
            writer.writerow(row | {"sha256": digest})
    return folder


@pytest.fixture(scope="module", autouse=True)
def onset_seconds():
    """Replaces onsets.csv."""
    known = {f"pouring/v1/{session}.x.m4a": 0.5 for session in "AB"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(corruptions, "read_onsets", lambda: known)
        yield known


@pytest.fixture(scope="module")
def written(recordings, onset_seconds, tmp_path_factory):
    output = tmp_path_factory.mktemp("changed") / "changed"
    if not has_noise_suppressor():
        pytest.skip("webrtc-noise-gain is for Linux only")
    corruptions.write_corruptions(read_clips(recordings), recordings, output)
    return output


def files(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_write_corruptions_writes_and_lists_every_copy(written):
    listing = json.loads((written / "changes.json").read_text())
    assert listing == [{"folder": c.folder, "name": c.name} for c in CORRUPTIONS]
    pours = [f"{c.folder}/pouring/v1/{s}.x.wav" for c in CORRUPTIONS for s in "AB"]
    assert sorted(files(written)) == sorted([*pours, "changes.json"])


def test_corruptions_differ_from_each_other_and_the_recording(written, recordings):
    copies = [content for name, content in files(written).items() if name.endswith("A.x.wav")]
    assert len(set(copies)) == len(CORRUPTIONS)
    assert (recordings / "pouring/v1/A.x.m4a").read_bytes() not in copies


def test_first_2_s_use_the_listed_onset(written, recordings, onset_seconds):
    whole = read_sound(recordings / "pouring/v1/A.x.m4a").samples
    first = round((onset_seconds["pouring/v1/A.x.m4a"] - corruptions.BEFORE_ONSET_SECONDS) * RATE)
    copy = read_sound(written / "first-2-s/pouring/v1/A.x.wav").samples
    assert np.array_equal(copy, whole[first : first + 2 * RATE])


def test_read_powers_returns_copies_by_name(written, recordings, fe):
    try:
        program_path()
    except FileNotFoundError as problem:
        pytest.skip(str(problem))
    pours = [c for c in read_clips(recordings) if c.pouring]
    powers = corruptions.read_powers(pours, written, fe)
    assert list(powers) == [c.name for c in CORRUPTIONS]
    (first,) = [c for c in CORRUPTIONS if c.folder == "first-2-s"]
    frames = fe.frame_count(2 * fe.sample_rate)
    assert {p.shape for p in powers[first.name].values()} == {(fe.mel_bands, frames)}
    louder, quieter = (
        powers[c.name][pours[0]] for c in CORRUPTIONS if c.folder in ("louder", "quieter")
    )
    assert (louder.mean() / quieter.mean()).log10() * 10 > 20
    with pytest.raises(FileNotFoundError, match=r"model\.data\.corruptions"):
        corruptions.read_powers(pours, recordings, fe)
    old = recordings.parent / "old"
    old.mkdir()
    (old / "changes.json").write_text('[{"folder": "vinyl", "name": "a record"}]')
    with pytest.raises(ValueError, match="vinyl"):
        corruptions.read_powers(pours, old, fe)


def test_write_corruptions_repeats_bytes_and_removes_old_files(written, recordings):
    before = files(written)
    (written / "aac-32k/old.wav").write_bytes(b"old")
    corruptions.write_corruptions(read_clips(recordings), recordings, written)
    assert files(written) == before


@pytest.mark.skipif(not has_noise_suppressor(), reason="webrtc-noise-gain is for Linux only")
def test_noise_is_unavailable_without_other_sounds(recordings, tmp_path, capsys):
    clips = read_clips(recordings)
    assert [c.folder for c in corruptions.available_corruptions(clips, recordings)] == list(
        BY_FOLDER
    )
    for clip in clips[:-1]:
        (tmp_path / clip.path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / clip.path).touch()
    assert {c.folder for c in corruptions.available_corruptions(clips, tmp_path)} == set(
        BY_FOLDER
    ) - {"noise-10-db"}
    assert "Left out" in capsys.readouterr().out


def test_noise_suppression_is_unavailable_without_package(recordings, monkeypatch, capsys):
    monkeypatch.setattr("model.data.codecs.AudioProcessor", None)
    available_corruptions = corruptions.available_corruptions(read_clips(recordings), recordings)
    assert {c.folder for c in available_corruptions} == set(BY_FOLDER) - {"suppressed"}
    assert "for Linux" in capsys.readouterr().out


def test_missing_recordings_give_one_line(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("HOT_OR_COLD_DATA", str(tmp_path))
    monkeypatch.setattr(sys, "argv", ["corruptions"])
    assert corruptions.main() == 1
    printed = capsys.readouterr().err.strip().splitlines()
    assert len(printed) == 1 and "build.sh data" in printed[0]
