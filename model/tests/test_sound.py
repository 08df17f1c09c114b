"""Reading, and what is said when it cannot be done."""

import pytest

pytest.importorskip("imageio_ffmpeg", reason="imageio-ffmpeg is not installed: model/requirements.txt")

from model import sound


def test_a_file_that_is_no_sound_is_named(tmp_path):
    (tmp_path / "a.m4a").write_bytes(b"no sound")
    with pytest.raises(RuntimeError, match="a.m4a"):
        sound.read_sound(tmp_path / "a.m4a")


def test_an_ffmpeg_without_the_encoders_is_refused(monkeypatch):
    sound.check_encoders()
    monkeypatch.setattr(sound, "ENCODERS", ("aac", "opus-of-tomorrow"))
    with pytest.raises(RuntimeError, match="opus-of-tomorrow"):
        sound.check_encoders()
