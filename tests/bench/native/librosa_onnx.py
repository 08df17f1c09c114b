"""What a Python programmer would write today: librosa, and ONNX Runtime with the very model file."""

from __future__ import annotations

import json
from pathlib import Path

import librosa
import matplotlib
import numpy as np
import onnxruntime

MODEL = Path(__file__).resolve().parents[3] / "model"
RANGE_DB = 80.0


class LibrosaOnnx:
    def __init__(self):
        self.sidecar = json.loads((MODEL / "hot-or-cold.json").read_text())
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        file = MODEL / self.sidecar["model"]["file"]
        self.session = onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])

    def resampled(self, pcm: np.ndarray, rate: int) -> np.ndarray:
        return librosa.resample(pcm, orig_sr=rate, target_sr=self.sidecar["front_end"]["sample_rate"])

    def log_mel(self, samples: np.ndarray) -> np.ndarray:
        """[bands, frames] in 32-bit floats, librosa's quicker way; ours computes in 64."""
        front_end = self.sidecar["front_end"]
        mel = librosa.feature.melspectrogram(
            y=samples,
            sr=front_end["sample_rate"],
            n_fft=front_end["fft_size"],
            hop_length=front_end["hop"],
            window=front_end["window"],
            center=False,
            power=2.0,
            n_mels=front_end["mel_bands"],
            fmin=front_end["mel_min_hz"],
            fmax=front_end["mel_max_hz"],
            norm=front_end["mel_norm"],
        )
        return librosa.power_to_db(mel, ref=1.0, amin=front_end["power_floor"], top_db=None)

    def verdict(self, pcm: np.ndarray, rate: int) -> tuple[str, float, float, np.ndarray]:
        """The verdict, the chances of hot and of a pour, and the picture."""
        log_mel = self.log_mel(self.resampled(pcm, rate))
        logits = np.concatenate([self.logits(window) for window in self.windows(log_mel)])
        pouring = scaled(logits[:, 0], self.sidecar["calibration"]["pouring"])
        hot = scaled(np.average(logits[:, 1], weights=pouring), self.sidecar["calibration"]["hot"])
        poured = self.pooled(pouring)
        return self.said(hot, poured), float(hot), float(poured), picture(log_mel)

    def pooled(self, pouring: np.ndarray) -> float:
        pooling = self.sidecar["pooling"]
        top = pooling["pouring_top_windows"]
        likeliest = np.sort(pouring)[-top:]
        missing = (top - len(likeliest)) / max(1, top - 1)
        mean, odds = likeliest.mean(), np.exp(missing * pooling["pouring_single_window_logit"])
        return mean * odds / (1 - mean + mean * odds)

    def windows(self, log_mel: np.ndarray) -> list[np.ndarray]:
        frames, hop = self.sidecar["windows"]["frames"], self.sidecar["windows"]["hop_frames"]
        last = log_mel.shape[1] - frames
        starts = [*range(0, last, hop), last]
        return [log_mel[:, start : start + frames] for start in starts]

    def logits(self, window: np.ndarray) -> np.ndarray:
        """One window a run: the file says that its input is one."""
        return self.session.run(["logits"], {"log_mel": np.ascontiguousarray(window)[None, None]})[0]

    def said(self, hot: float, pouring: float) -> str:
        thresholds = self.sidecar["thresholds"]
        if pouring < thresholds["pouring"]:
            return "not-pouring"
        if max(hot, 1 - hot) < thresholds["confidence"]:
            return "unsure"
        return "hot" if hot >= 0.5 else "cold"


def scaled(logit: np.ndarray, scale: dict) -> np.ndarray:
    return 1 / (1 + np.exp(-(scale["scale"] * logit + scale["offset"])))


def picture(log_mel: np.ndarray) -> np.ndarray:
    """Pixels, as ours: a column a frame, the lowest band at the bottom."""
    above = (log_mel[::-1] - (log_mel.max() - RANGE_DB)) / RANGE_DB
    return matplotlib.colormaps["viridis"](above.clip(0, 1), bytes=True)
