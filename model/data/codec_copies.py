"""Encodes and decodes pours with many codecs, to measure what each does to a verdict.

imageio-ffmpeg's ffmpeg lacks some encoders. A codec is skipped if no ffmpeg at hand can encode it;
`FFMPEGS` names more of them (Debian's ffmpeg has GSM, Speex and Codec 2).
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import imageio_ffmpeg

from .codecs import Sound, decode, raw_input, resample, to_int16

# Programs to try in turn, separated by colons. Decoders of rare codecs differ as well.
FFMPEGS = "HOT_OR_COLD_FFMPEGS"
# The rate at which a phone's app exports a call or a voice memo.
EXPORT_RATE = 48_000


@dataclass(frozen=True)
class Step:
    """One encoding. The container is the file's extension; the sound is resampled to `rate`."""

    rate: int
    container: str
    encoder: tuple[str, ...]

    @property
    def encoder_name(self) -> str:
        return self.encoder[0]


@dataclass(frozen=True)
class Codec:
    """A codec at one rate, or several in a row. Exported at `export_rate`, or at its own."""

    name: str
    family: str
    steps: tuple[Step, ...]
    export_rate: int | None = None


def step(rate: int, container: str, encoder: str) -> Step:
    return Step(rate, container, tuple(encoder.split()))


def opus(application: str, kbits: int) -> Step:
    return step(48_000, "ogg", f"libopus -application {application} -b:a {kbits}k")


def rated(encoder: str, container: str, rates: str) -> list[tuple[str, Step]]:
    """Returns steps of one encoder, of "bit rate@sample rate" pairs."""
    steps = []
    for pair in rates.split():
        bits, rate = pair.split("@")
        steps.append(
            (f"{bits}b/s, {rate} Hz", step(int(rate), container, f"{encoder} -b:a {bits}"))
        )
    return steps


def family(name: str, steps: list[tuple[str, Step]]) -> list[Codec]:
    return [Codec(f"{name} {label}", name, (one,)) for label, one in steps]


AMR_4_75 = step(8_000, "amr", "libopencore_amrnb -b:a 4750")
AMR_12_2 = step(8_000, "amr", "libopencore_amrnb -b:a 12200")
G711 = step(8_000, "wav", "pcm_mulaw")

CODECS = (
    *family(
        "AMR-NB",
        rated("libopencore_amrnb", "amr", "4750@8000 5900@8000 7950@8000 12200@8000"),
    ),
    Codec("AMR-NB 4750b/s, exported", "AMR-NB", (AMR_4_75,), EXPORT_RATE),
    *(
        Codec(f"Opus {kbits}k, {application}", "Opus", (opus(application, kbits),))
        for application in ("voip", "audio", "lowdelay")
        for kbits in (6, 8, 12, 16, 24, 32, 64)
    ),
    *family(
        "AAC",
        rated(
            "aac",
            "m4a",
            "8k@8000 12k@11025 16k@16000 24k@22050 16k@44100 24k@44100 32k@44100 64k@44100",
        ),
    ),
    *family(
        "Vorbis",
        [
            (f"q{quality}, {rate} Hz", step(rate, "ogg", f"libvorbis -q:a {quality}"))
            for quality, rate in ((-1, 8_000), (-1, 16_000), (-1, 44_100), (3, 44_100))
        ],
    ),
    *family("WMA", rated("wmav2", "asf", "32k@32000 32k@44100 64k@44100")),
    *family("G.711", [("mu-law", G711), ("A-law", step(8_000, "wav", "pcm_alaw"))]),
    Codec("G.711 mu-law, exported", "G.711", (G711,), EXPORT_RATE),
    *family(
        "PCM",
        [
            (f"16 bit, {rate} Hz", step(rate, "wav", "pcm_s16le"))
            for rate in (8_000, 11_025, 12_000, 16_000)
        ],
    ),
    *family(
        "PCM",
        [(f"8 bit, {rate} Hz", step(rate, "wav", "pcm_u8")) for rate in (8_000, 16_000, 44_100)],
    ),
    *family("AMR-WB", rated("libvo_amrwbenc", "amr", "6600@16000 12650@16000 23850@16000")),
    *family("GSM", [("full rate", step(8_000, "gsm", "libgsm"))]),
    *family(
        "Speex",
        [
            (f"q{quality}, {rate} Hz", step(rate, "ogg", f"libspeex -cbr_quality {quality}"))
            for rate in (8_000, 16_000)
            for quality in (1, 3, 6)
        ],
    ),
    *family(
        "Codec 2",
        [(mode, step(8_000, "c2", f"libcodec2 -mode {mode}")) for mode in ("1200", "3200")],
    ),
    *family("G.722", [("64k", step(16_000, "wav", "g722"))]),
    *family("G.723.1", rated("g723_1", "mka", "6300@8000")),
    *family("G.726", rated("g726", "wav", "16k@8000 24k@8000 32k@8000 40k@8000")),
    *family("RealAudio", [("14.4", step(8_000, "rm", "real_144"))]),
    *family(
        "Nellymoser",
        [(f"{rate} Hz", step(rate, "flv", "nellymoser")) for rate in (8_000, 16_000, 22_050)],
    ),
    *family(
        "ADPCM",
        [
            ("IMA, 8000 Hz", step(8_000, "wav", "adpcm_ima_wav")),
            ("IMA, 44100 Hz", step(44_100, "wav", "adpcm_ima_wav")),
            ("MS, 22050 Hz", step(22_050, "wav", "adpcm_ms")),
            ("Flash, 11025 Hz", step(11_025, "flv", "adpcm_swf")),
        ],
    ),
    *family(
        "MP3",
        rated(
            "libmp3lame",
            "mp3",
            "8k@8000 16k@16000 24k@22050 32k@22050 32k@44100 64k@44100 128k@44100",
        ),
    ),
    *family("MP2", rated("libtwolame", "mp2", "8k@16000 16k@22050 32k@48000 64k@48000")),
    *family("AC-3", rated("ac3", "ac3", "32k@48000 64k@48000")),
    *family("SBC", rated("sbc", "sbc", "64k@44100")),
    *family("DFPWM", [(f"{rate} Hz", step(rate, "wav", "dfpwm")) for rate in (16_000, 48_000)]),
    Codec("AMR-NB 4750b/s, AAC 32k", "twice", (AMR_4_75, step(44_100, "m4a", "aac -b:a 32k"))),
    Codec("AMR-NB 12.2k, Opus 16k", "twice", (AMR_12_2, opus("voip", 16))),
    Codec("G.711, Opus 24k", "twice", (G711, opus("audio", 24))),
    Codec("Opus 16k, AAC 32k", "twice", (opus("voip", 16), step(44_100, "m4a", "aac -b:a 32k"))),
    Codec(
        "AAC 24k, MP3 32k",
        "twice",
        (step(22_050, "m4a", "aac -b:a 24k"), step(44_100, "mp3", "libmp3lame -b:a 32k")),
    ),
)


def programs() -> list[str]:
    return [imageio_ffmpeg.get_ffmpeg_exe(), *filter(None, os.environ.get(FFMPEGS, "").split(":"))]


def run(program: str, arguments: list[str | Path], stdin: bytes = b"") -> bytes:
    command = [program, "-hide_banner", "-loglevel", "error", "-threads", "1", *arguments]
    done = subprocess.run(command, input=stdin, capture_output=True)
    if done.returncode != 0:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        raise RuntimeError(f"{program}: {lines[-1] if lines else done.returncode}")
    return done.stdout


@cache
def encoders(program: str) -> frozenset[str]:
    lines = run(program, ["-encoders"]).decode().splitlines()
    return frozenset(line.split()[1] for line in lines if len(line.split()) > 1)


def program_for(one: Step) -> str | None:
    return next((p for p in programs() if one.encoder_name in encoders(p)), None)


def is_available(codec: Codec) -> bool:
    return all(program_for(one) is not None for one in codec.steps)


def encode_and_decode(sound: Sound, one: Step) -> Sound:
    source, stdin = raw_input(sound)
    program = program_for(one)
    if program is None:
        raise RuntimeError(f"no ffmpeg has the encoder {one.encoder_name}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"encoded.{one.container}"
        arguments = ["-ar", str(one.rate), "-c:a", *one.encoder, "-flags", "+bitexact", path]
        run(program, [*source, *arguments], stdin)
        # Rare containers are read by the program that wrote them.
        pcm = Path(folder) / "decoded.wav"
        run(program, ["-i", path, "-ac", "1", "-c:a", "pcm_f32le", pcm])
        return decode(["-i", pcm], None)


def make_copy(sound: Sound, codec: Codec) -> Sound:
    """Returns the sound as the codec leaves it, in 16 bits."""
    for one in codec.steps:
        sound = encode_and_decode(sound, one)
    if codec.export_rate:
        sound = resample(sound, codec.export_rate)
    return replace(sound, samples=to_int16(sound.samples) / 32_768, bits=16)
