"""Each change does what its name says and no more, on sounds made from a seed."""

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

from model import changes, data, sound
from model.changes import CHANGES, Pour
from model.sound import Sound, has_suppressor, read_sound, rms, write_wav

from .toys import toy_clip, toy_pcm

RATE = 48_000
BY_FOLDER = {c.folder: c for c in CHANGES}


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
    clip = toy_clip("p", "hot", "A")
    return Pour(clip, sound, changes.active_frames(sound, fe), onset, noises)


@pytest.fixture(scope="module")
def late_pour(fe):
    """Room tone, a clatter of 0.2 s at 0.5 s, room tone, and from 1.5 s to 5 s a pour."""
    samples = 0.001 * white(6.0, size=1).samples
    samples[RATE // 2 : RATE * 7 // 10] *= 100
    samples[RATE * 3 // 2 : RATE * 5] *= 100
    return pour_of(Sound(samples, RATE), fe, onset=1.5)


@pytest.fixture(scope="module")
def noise_files(tmp_path_factory):
    """At another rate than the pour's, as ESC's are, and of very different loudness."""
    folder = tmp_path_factory.mktemp("noises")
    paths = tuple(folder / f"noise-{i}.wav" for i in range(3))
    for i, path in enumerate(paths):
        write_wav(path, white(1.0 + i, seed=10 + i, size=0.1 / 10**i, rate=44_100))
    return paths


def negatives():
    return [toy_clip(f"1-{i}-{fold}", "rain", fold=fold) for fold in range(1, 6) for i in range(20)]


def level_at(sound, hertz):
    """Amplitude of a tone."""
    n = len(sound.samples)
    turning = np.exp(-2j * np.pi * hertz * np.arange(n) / sound.rate)
    return 2 / n * abs(np.hanning(n) * 2 @ (sound.samples * turning))


@pytest.fixture(scope="module")
def ringing():
    """Three seconds that a codec can follow: a ringing cup's three tones, struck again and again."""
    struck = [tone(hertz, 3.0, size=0.1).samples for hertz in (700, 1_900, 3_100)]
    return Sound(sum(struck) * np.exp(-8 * (np.arange(3 * RATE) / RATE % 0.37)).astype("f4"), RATE)


@pytest.mark.parametrize("folder", ["aac-32k", "opus-24k"])
def test_a_codec_keeps_length_and_place_but_not_every_sample(fe, ringing, folder):
    coded = BY_FOLDER[folder].make(pour_of(ringing, fe))
    assert coded.rate == RATE
    assert abs(len(coded.samples) - len(ringing.samples)) < 0.1 * RATE
    n = min(len(coded.samples), len(ringing.samples))
    # Two milliseconds of delay left in would already turn the tones against each other.
    assert 0.7 < np.corrcoef(coded.samples[:n], ringing.samples[:n])[0, 1] < 0.99999


def test_the_bit_rate_is_the_one_named(fe, monkeypatch):
    """Measured on the coded file itself: 24 and 32 kb/s sound much alike."""
    sizes, read = {}, sound.read_sound

    def measure(path, rate=None):
        sizes[path.suffix] = path.stat().st_size
        return read(path, rate)

    monkeypatch.setattr(sound, "read_sound", measure)
    pour = pour_of(Sound(np.tile(toy_pcm(RATE, 60, 4).numpy(), 5), RATE), fe)
    seconds = len(pour.sound.samples) / RATE
    for folder in ("aac-32k", "opus-24k"):
        BY_FOLDER[folder].make(pour)
    # Containers included. AAC takes more than it is asked for (see `changes.AAC`).
    assert 30_000 < sizes[".m4a"] * 8 / seconds < 45_000
    assert sizes[".ogg"] * 8 / seconds == pytest.approx(24_000, rel=0.1)


def test_16_khz_keeps_what_is_low_and_folds_nothing_down(fe):
    make = BY_FOLDER["16-khz"].make
    low, high = make(pour_of(tone(1_000), fe)), make(pour_of(tone(10_000), fe))
    assert low.rate == high.rate == 16_000
    assert len(low.samples) == pytest.approx(2 * 16_000, abs=10)
    assert db(level_at(low, 1_000) / 0.1) == pytest.approx(0, abs=0.1)
    # Without a filter 10 kHz would be heard at 6.
    assert db(level_at(high, 6_000) / 0.1) < -60


def test_louder_is_20_db_where_it_does_not_clip(fe):
    sound = tone(440, size=0.2)
    louder = BY_FOLDER["louder"].make(pour_of(sound, fe)).samples
    small = abs(sound.samples) < 0.09
    assert db(rms(louder[small]) / rms(sound.samples[small])) == pytest.approx(20, abs=0.01)
    assert louder.max() == 1 and louder.min() == -1
    assert (louder[abs(sound.samples) > 0.11] ** 2 == 1).all()


def test_quieter_is_20_db_in_16_bits(fe, tmp_path):
    sound = white()
    quieter = BY_FOLDER["quieter"].make(pour_of(sound, fe))
    write_wav(tmp_path / "quieter.wav", quieter)
    with wave.open(str(tmp_path / "quieter.wav")) as file:
        assert (file.getsampwidth(), file.getnchannels(), file.getframerate()) == (2, 1, RATE)
        steps = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    assert len(steps) == len(sound.samples)
    assert db(rms(steps / 32_768) / rms(sound.samples)) == pytest.approx(-20, abs=0.05)
    assert abs(steps / 32_768 - quieter.samples).max() <= 0.5001 / 32_768


def test_16_bits_do_not_wrap_round(tmp_path):
    write_wav(tmp_path / "loud.wav", Sound(np.array([1.2, -1.2, 1.0]), RATE, bits=16))
    assert read_sound(tmp_path / "loud.wav").samples == pytest.approx([1, -1, 1], abs=1e-4)


def test_floats_are_written_as_they_are(tmp_path):
    sound = Sound(np.array([0.1, -1.5, 1e-7, 0.0], "f4"), 16_000)
    write_wav(tmp_path / "folder/a.wav", sound)
    read = read_sound(tmp_path / "folder/a.wav")
    assert read.rate == 16_000 and np.array_equal(read.samples, sound.samples)


def test_noise_is_10_db_below_the_pour_while_it_pours(fe, late_pour, noise_files):
    pour = replace(late_pour, noises=noise_files)
    clean, noisy = pour.sound.samples, BY_FOLDER["noise-10-db"].make(pour).samples
    pouring = slice(2 * RATE, 4 * RATE)
    assert len(noisy) == len(clean)
    ratio = rms(clean[pouring]) / rms((noisy - clean)[pouring])
    assert db(ratio) == pytest.approx(10, abs=0.5)


def test_noise_goes_on_where_nothing_is_poured(fe, late_pour, noise_files):
    pour = replace(late_pour, noises=noise_files)
    noise = BY_FOLDER["noise-10-db"].make(pour).samples - pour.sound.samples
    seconds = [rms(noise[s * RATE : (s + 1) * RATE]) for s in range(6)]
    assert min(seconds) > 0.5 * max(seconds)


def test_the_noises_are_equally_loud_and_looped():
    loud, quiet = tone(1_000, 0.5, size=0.5), tone(3_000, 0.7, size=0.001)
    mixture = Sound(changes.cafe([loud, quiet], 2 * RATE, np.random.default_rng(1)), RATE)
    assert level_at(mixture, 1_000) == pytest.approx(np.sqrt(2), rel=0.05)
    assert level_at(mixture, 3_000) == pytest.approx(np.sqrt(2), rel=0.05)
    assert rms(mixture.samples[-RATE // 2 :]) == pytest.approx(np.sqrt(2), rel=0.05)


@pytest.mark.parametrize(
    "fold", [f for f in data.folds() if f.protocol == data.LEAVE_ONE_SESSION_OUT]
)
def test_noise_is_what_the_judge_of_the_pour_never_heard(fold):
    pour = toy_clip("p", "hot", fold.held_out)
    clips = [pour, *negatives()]
    trained_on, _ = fold.split(clips)
    drawn = changes.draw_noises(pour, clips)
    assert len(set(drawn)) == changes.NOISES
    assert not set(drawn) & set(trained_on)
    assert all(not c.pouring for c in drawn)


def test_each_pour_draws_its_own_noises_again_and_again():
    clips = negatives()
    one, other = toy_clip("p", "hot", "B"), toy_clip("q", "hot", "B")
    assert changes.draw_noises(one, clips) == changes.draw_noises(one, clips[::-1])
    assert changes.draw_noises(one, clips) != changes.draw_noises(other, clips)


def test_first_2_s_begin_just_before_the_onset(late_pour):
    start, excerpt = start_of(late_pour, BY_FOLDER["first-2-s"].make(late_pour))
    assert len(excerpt.samples) == 2 * RATE
    assert start == pytest.approx(1.4, abs=1e-3)


def test_a_pour_that_starts_with_the_file_loses_nothing(fe):
    pour = pour_of(white(4.0), fe)
    start, excerpt = start_of(pour, BY_FOLDER["first-2-s"].make(pour))
    assert start == 0 and len(excerpt.samples) == 2 * RATE


def test_first_2_s_of_the_file_are_just_that(late_pour):
    start, excerpt = start_of(late_pour, BY_FOLDER["first-2-s-of-file"].make(late_pour))
    assert start == 0 and len(excerpt.samples) == 2 * RATE


def start_of(pour, excerpt):
    """Noise never repeats itself: its first samples say where it was cut from."""
    whole = np.lib.stride_tricks.sliding_window_view(pour.sound.samples, 4)
    (place,) = (whole == excerpt.samples[:4]).all(1).nonzero()[0]
    return place / RATE, excerpt


@pytest.mark.parametrize(("folder", "wanted"), [("tilt-up", 6.0), ("tilt-down", -6.0)])
def test_the_tilt_is_6_db_per_octave_and_leaves_the_level(fe, folder, wanted):
    sound = white(8.0)
    tilted = BY_FOLDER[folder].make(pour_of(sound, fe))
    hann = np.hanning(len(sound.samples))
    hertz = np.fft.rfftfreq(len(hann), 1 / RATE)
    before, after = (np.abs(np.fft.rfft(s.samples * hann)) ** 2 for s in (sound, tilted))
    bands = [(hertz >= low) & (hertz < 2 * low) for low in 50 * 2.0 ** np.arange(8)]
    # Within a band the gain is not constant, but it is the same everywhere relative to the band's edges.
    gains = [10 * np.log10(after[b].sum() / before[b].sum()) for b in bands]
    assert np.diff(gains) == pytest.approx(np.full(7, wanted), abs=0.3)
    assert db(rms(tilted.samples) / rms(sound.samples)) == pytest.approx(0, abs=0.01)


def test_the_end_does_not_reach_round_into_the_beginning(fe):
    samples = np.zeros(3 * RATE, "f4")
    samples[-1] = 0.5
    tilted = changes.tilted(Sound(samples, RATE), -6.0).samples
    assert abs(tilted[: RATE // 100]).max() < 1e-2 * abs(tilted).max()


@pytest.fixture(scope="module")
def recordings(tmp_path_factory):
    """A folder of recordings with a clips.csv: two pours, and other sounds of their two folds."""
    folder = tmp_path_factory.mktemp("recordings")
    rows = []
    for index, session in enumerate("AB"):
        name = f"pouring/v1/{session}.x.m4a"
        sound = Sound(toy_pcm(RATE, 30, index).numpy(), RATE)
        rows.append(
            {"path": name, "kind": "pouring", "label": "hot", "session": session, "sound": sound}
        )
    for fold in (1, 2):
        for take in range(changes.NOISES):
            name = f"not-pouring/rain-{fold}-{fold}{take}-A.wav"
            rows.append(
                {"path": name, "kind": "not-pouring", "sound": white(1.0, seed=10 * fold + take)}
            )
    columns = ["path", "kind", "label", "temperature_f", "vessel", "session", "sha256"]
    with (folder / "clips.csv").open("w", newline="") as listing:
        writer = csv.DictWriter(listing, columns, restval="")
        writer.writeheader()
        for row in rows:
            # ffmpeg looks at the content: a WAV file may be called m4a.
            write_wav(folder / row["path"], row.pop("sound"))
            digest = hashlib.sha256((folder / row["path"]).read_bytes()).hexdigest()
            writer.writerow(row | {"sha256": digest})
    return folder


@pytest.fixture(scope="module", autouse=True)
def begins():
    """As onsets.csv says of the recordings that are real."""
    known = {f"pouring/v1/{session}.x.m4a": 0.5 for session in "AB"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(changes, "onsets", lambda: known)
        yield known


@pytest.fixture(scope="module")
def written(recordings, begins, tmp_path_factory):
    output = tmp_path_factory.mktemp("changed") / "changed"
    if not has_suppressor():
        pytest.skip("webrtc-noise-gain is for Linux alone")
    changes.write_all(data.read_clips(recordings), recordings, output)
    return output


def files(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_every_change_of_every_pour_is_written_and_listed_in_order(written):
    listing = json.loads((written / "changes.json").read_text())
    assert listing == [{"folder": c.folder, "name": c.name} for c in CHANGES]
    pours = [f"{c.folder}/pouring/v1/{s}.x.wav" for c in CHANGES for s in "AB"]
    assert sorted(files(written)) == sorted([*pours, "changes.json"])


def test_no_two_changes_are_the_same_and_none_does_nothing(written, recordings):
    copies = [content for name, content in files(written).items() if name.endswith("A.x.wav")]
    assert len(set(copies)) == len(CHANGES)
    assert (recordings / "pouring/v1/A.x.m4a").read_bytes() not in copies


def test_each_copy_is_of_the_pour_s_own_onset(written, recordings, begins):
    whole = read_sound(recordings / "pouring/v1/A.x.m4a").samples
    first = round((begins["pouring/v1/A.x.m4a"] - changes.BEFORE_ONSET_SECONDS) * RATE)
    copy = read_sound(written / "first-2-s/pouring/v1/A.x.wav").samples
    assert np.array_equal(copy, whole[first : first + 2 * RATE])


def test_copies_are_read_back_by_name_as_the_program_decodes_them(written, recordings, fe):
    try:
        data.decoder()
    except FileNotFoundError as problem:
        pytest.skip(str(problem))
    pours = [c for c in data.read_clips(recordings) if c.pouring]
    powers = changes.read_powers(pours, written, fe)
    assert list(powers) == [c.name for c in CHANGES]
    (first,) = [c for c in CHANGES if c.folder == "first-2-s"]
    frames = fe.frame_count(2 * fe.sample_rate)
    assert {p.shape for p in powers[first.name].values()} == {(fe.mel_bands, frames)}
    louder, quieter = (
        powers[c.name][pours[0]] for c in CHANGES if c.folder in ("louder", "quieter")
    )
    assert (louder.mean() / quieter.mean()).log10() * 10 > 20
    with pytest.raises(FileNotFoundError, match=r"model\.changes"):
        changes.read_powers(pours, recordings, fe)
    old = recordings.parent / "old"
    old.mkdir()
    (old / "changes.json").write_text('[{"folder": "vinyl", "name": "a record"}]')
    with pytest.raises(ValueError, match="vinyl"):
        changes.read_powers(pours, old, fe)


def test_a_second_run_writes_the_same_bytes_and_keeps_nothing_old(written, recordings):
    before = files(written)
    (written / "aac-32k/old.wav").write_bytes(b"old")
    changes.write_all(data.read_clips(recordings), recordings, written)
    assert files(written) == before


@pytest.mark.skipif(not has_suppressor(), reason="webrtc-noise-gain is for Linux alone")
def test_without_the_other_sounds_there_is_no_noise(recordings, tmp_path, capsys):
    clips = data.read_clips(recordings)
    assert [c.folder for c in changes.possible(clips, recordings)] == list(BY_FOLDER)
    for clip in clips[:-1]:
        (tmp_path / clip.path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / clip.path).touch()
    assert {c.folder for c in changes.possible(clips, tmp_path)} == set(BY_FOLDER) - {"noise-10-db"}
    assert "Left out" in capsys.readouterr().out


def test_without_the_suppressor_no_call_is_made_up(recordings, monkeypatch, capsys):
    monkeypatch.setattr("model.sound.AudioProcessor", None)
    possible = changes.possible(data.read_clips(recordings), recordings)
    assert {c.folder for c in possible} == set(BY_FOLDER) - {"suppressed"}
    assert "for Linux" in capsys.readouterr().out


def test_no_recordings_is_one_sentence(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("HOT_OR_COLD_DATA", str(tmp_path))
    monkeypatch.setattr(sys, "argv", ["changes"])
    assert changes.main() == 1
    said = capsys.readouterr().err.strip().splitlines()
    assert len(said) == 1 and "build.sh data" in said[0]
