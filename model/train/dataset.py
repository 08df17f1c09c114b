"""Decodes clips, simulates rooms and reads the features that networks are trained on."""

from __future__ import annotations

from pathlib import Path

from ..data import room_simulation, synthetic
from ..data.clips import Clip, read_pcm
from ..data.features import ClipFeatures, FrontEnd, front_end, mel_power, windows
from ..data.kitchens import kitchens_dir, read_matched_pours
from ..data.room_simulation import RoomSettings
from .settings import Settings
from .trainer import Weights, pretrain


def cache_features(clips: list[Clip], folder: Path, settings: Settings, fe: FrontEnd) -> None:
    """Decodes all clips and makes their variants, unless target/ has them already."""
    synthesised = (
        synthetic.synthesise_pours(settings.pretraining, fe.sample_rate)
        if settings.pretraining.steps
        else []
    )
    for group, rooms in (
        (clips, settings.rooms),
        (synthesised, synthetic.synthetic_room_settings(settings)),
    ):
        for clip in group:
            read_pcm(clip, folder, fe.sample_rate)
        room_simulation.cache_variants(
            group, folder, rooms, settings.seeds[0], fe, settings.workers
        )


def read_features(
    clips: list[Clip], folder: Path, rooms: RoomSettings, seed: int, fe: FrontEnd
) -> list[ClipFeatures]:
    features = []
    for clip in clips:
        samples = read_pcm(clip, folder, fe.sample_rate)
        simulated = room_simulation.read_variants(clip, samples, rooms, seed, fe)
        power = mel_power(samples, fe).float()
        features.append(ClipFeatures(clip, power, simulated.variants, simulated.shared))
    return features


def read_kitchen_features(fe: FrontEnd) -> list[ClipFeatures]:
    """Returns the matched pours of other kitchens; none if the recordings are not there."""
    folder = kitchens_dir()
    if folder is None:
        return []
    return [
        ClipFeatures(clip, mel_power(read_pcm(clip, folder, fe.sample_rate), fe).float())
        for clip in read_matched_pours(folder)
    ]


def pretrained_weights(folder: Path, settings: Settings, seed: int) -> Weights | None:
    """Returns weights pre-trained on synthesised pours, or None if pre-training is off."""
    if settings.pretraining.steps == 0:
        return None
    fe = front_end()
    clips = synthetic.synthesise_pours(settings.pretraining, fe.sample_rate)
    rooms = synthetic.synthetic_room_settings(settings)
    features = read_features(clips, folder, rooms, settings.seeds[0], fe)
    return pretrain(features, settings, fe, windows().frames, seed)
