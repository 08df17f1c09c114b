"""The usual Python implementation: librosa, and ONNX Runtime with the same model file."""

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
        providers = ["CPUExecutionProvider"]
        self.session = onnxruntime.InferenceSession(file, options, providers=providers)

    def resample(self, pcm: np.ndarray, rate: int) -> np.ndarray:
        model_rate = self.sidecar["front_end"]["sample_rate"]
        return librosa.resample(pcm, orig_sr=rate, target_sr=model_rate)

    def log_mel(self, samples: np.ndarray) -> np.ndarray:
        """Returns [bands, frames] in 32-bit floats, librosa's faster mode; Rust computes in 64."""
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

    def classify(self, pcm: np.ndarray, rate: int) -> tuple[str, float, float, np.ndarray]:
        """Returns the verdict, both probabilities (hot, pouring) and the spectrogram image."""
        log_mel = self.log_mel(self.resample(pcm, rate))
        logits = np.concatenate([self.logits(window) for window in self.windows(log_mel)])
        pouring = calibrate(logits[:, 0], self.sidecar["calibration"]["pouring"])
        hot_logit = np.average(logits[:, 1], weights=pouring)
        cups = self.sidecar["calibration"]["cups"]
        scale = cups["difference"] / (cups["pour_variance"] + cups["cup_variance"])
        hot = calibrate(hot_logit, {"scale": scale, "offset": -scale * cups["midpoint"]})
        pour = self.pool(pouring)
        return self.decide(hot, pour), float(hot), float(pour), draw(log_mel)

    def pool(self, pouring: np.ndarray) -> float:
        pooling = self.sidecar["pooling"]
        top = pooling["pouring_top_windows"]
        highest = np.sort(pouring)[-top:]
        missing = (top - len(highest)) / max(1, top - 1)
        mean, odds = highest.mean(), np.exp(missing * pooling["pouring_single_window_logit"])
        return mean * odds / (1 - mean + mean * odds)

    def windows(self, log_mel: np.ndarray) -> list[np.ndarray]:
        frames, hop = self.sidecar["windows"]["frames"], self.sidecar["windows"]["hop_frames"]
        last = log_mel.shape[1] - frames
        starts = [*range(0, last, hop), last]
        return [log_mel[:, start : start + frames] for start in starts]

    def logits(self, window: np.ndarray) -> np.ndarray:
        """Runs one window, the batch size of the model file."""
        inputs = {"log_mel": np.ascontiguousarray(window)[None, None]}
        return self.session.run(["logits"], inputs)[0]

    def decide(self, hot: float, pouring: float) -> str:
        thresholds = self.sidecar["thresholds"]
        if pouring < thresholds["pouring"]:
            return "not-pouring"
        if max(hot, 1 - hot) < thresholds["confidence"]:
            return "unsure"
        return "hot" if hot >= 0.5 else "cold"


def calibrate(logit: np.ndarray, scale: dict) -> np.ndarray:
    return 1 / (1 + np.exp(-(scale["scale"] * logit + scale["offset"])))


def draw(log_mel: np.ndarray) -> np.ndarray:
    """Returns the same pixels as Rust: one column per frame, the lowest band at the bottom."""
    level = (log_mel[::-1] - (log_mel.max() - RANGE_DB)) / RANGE_DB
    return matplotlib.colormaps["viridis"](level.clip(0, 1), bytes=True)
