//! The clip of the benchmarks: a recorded pour, or a synthesised one without recordings.

// Each program uses some of these functions.
#![allow(dead_code)]

use std::path::Path;

use hot_or_cold::Clip;
use hot_or_cold::synth::{self, Pour};

use super::decode::decode_file;

/// The recording's own rate: nothing is resampled on the way to it.
pub const RATE: u32 = 48_000;
const RECORDING: &str = "pouring/v1/212f-glassMug-2.m4a";

/// Mono PCM from the program's decoder.
pub struct Sound {
    pub name: String,
    pub samples: Vec<f32>,
}

impl Sound {
    /// The recording in the folder `data`. Without a folder, a synthesised pour of equal length.
    pub fn load(data: Option<&Path>) -> Self {
        let Some(data) = data else {
            let pour =
                Pour { fahrenheit: 212.0, seconds: 8.6, sample_rate: RATE, ..Pour::default() };
            return Self {
                name: "a pour synthesised by src/synth".into(),
                samples: synth::pour(&pour),
            };
        };
        let clip = decode_file(&data.join(RECORDING), RATE).unwrap();
        Self { name: RECORDING.into(), samples: clip.samples().to_vec() }
    }

    pub fn seconds(&self) -> f64 {
        self.samples.len() as f64 / f64::from(RATE)
    }

    /// The clip at the model's rate.
    pub fn resampled(&self, rate: u32) -> Clip {
        Clip::from_mono(&self.samples, RATE, rate).unwrap()
    }
}
