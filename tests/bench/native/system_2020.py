"""The system of 2020 (github.com/cjjeakle/ml-hot-or-cold), with the libraries of today.

It draws the mel spectrogram as a figure, saves the figure as a PNG, and classifies the PNG with a
ResNet-34. The weights are random, since time does not depend on them.
"""

from __future__ import annotations

import tempfile

import librosa
import librosa.display
import matplotlib
import numpy as np
import torch
from PIL import Image
from torchvision.models import resnet34

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402

LOWEST_HZ, HIGHEST_HZ = 256, 16_384
FFT_SIZE, HOP, BANDS = 2_048, 256, 128


class System2020:
    def __init__(self):
        self.net = resnet34(weights=None, num_classes=2).eval()

    @torch.inference_mode()
    def classify(self, pcm: np.ndarray, rate: int) -> list[float]:
        with tempfile.TemporaryFile(suffix=".png") as file:
            draw(pcm, rate, file)
            file.seek(0)
            pixels = np.array(Image.open(file).convert("RGB"))
        image = torch.from_numpy(pixels).permute(2, 0, 1).float() / 255
        return self.net(image[None]).softmax(1)[0].tolist()


def draw(pcm: np.ndarray, rate: int, file) -> None:
    mel = librosa.feature.melspectrogram(
        y=pcm, sr=rate, n_mels=BANDS, fmax=HIGHEST_HZ, hop_length=HOP, n_fft=FFT_SIZE
    )
    level = librosa.power_to_db(mel, ref=np.max)
    librosa.display.specshow(level, sr=rate, fmin=LOWEST_HZ, fmax=HIGHEST_HZ)
    pyplot.tight_layout()
    pyplot.savefig(file)
    pyplot.close()
