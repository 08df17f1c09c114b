//! Types that cross the boundary to JavaScript, where they differ from the core's.
//!
//! `tsify` generates their TypeScript, doc comments included, into `www/wasm/hot_or_cold.d.ts`.

use hot_or_cold_kernels::LogMel;
use js_sys::{Float32Array, Uint8ClampedArray};
use serde::Serialize;
use serde_wasm_bindgen::preserve;
use tsify::Tsify;
use wasm_bindgen::JsValue;
use web_sys::ImageData;

use crate::spectrogram::{self, SpectrogramImage};
use crate::{
    Classifier, Error, Phase, PourClassification, TemperatureEstimate, UnsureReason, Verdict,
    WindowClassification,
};

/// The result for one recording.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Classification {
    /// The verdict of all pours if they agree, otherwise unsure.
    verdict: Verdict,
    /// Why the verdict is unsure.
    #[tsify(optional)]
    reason: Option<UnsureReason>,
    /// Mean over the pours of the probability that the water is hot, 0 … 1.
    probability_hot: f64,
    /// Probability that the recording has a pour, 0 … 1.
    probability_pouring: f64,
    /// Length of the recording in seconds.
    seconds: f64,
    /// Number of known pours that `probabilityHot` is relative to; 0 without references.
    references: usize,
    /// Estimate for a hot verdict without references. It is fitted to hot pours only.
    #[tsify(optional)]
    temperature: Option<TemperatureEstimate>,
    /// The pours in order of time; empty if the verdict is "not-pouring".
    pours: Vec<PourClassification>,
    /// Results over time. Windows are 0.2 s apart near pours, elsewhere 0.6 s.
    windows: Vec<WindowClassification>,
    spectrogram: Spectrogram,
}

impl Classification {
    pub(super) fn new(classification: crate::Classification, spectrogram: Spectrogram) -> Self {
        let crate::Classification {
            verdict,
            reason,
            probability_hot,
            probability_pouring,
            seconds,
            references,
            temperature,
            pours,
            windows,
        } = classification;
        Self {
            verdict,
            reason,
            probability_hot,
            probability_pouring,
            seconds,
            references,
            temperature,
            pours,
            windows,
            spectrogram,
        }
    }
}

/// The log-mel spectrogram of a recording.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Spectrogram {
    /// One row per mel band, the lowest at the bottom; colour map viridis.
    #[serde(serialize_with = "preserve::serialize")]
    #[tsify(type = "ImageData")]
    image: ImageData,
    /// Centre frequency of each row in Hz, from top to bottom.
    #[serde(serialize_with = "preserve::serialize")]
    #[tsify(type = "Float32Array")]
    band_hz: Float32Array,
    /// Time from the left edge to the right one, in seconds.
    seconds: f64,
    /// Level of the darkest colour, in dB.
    min_db: f32,
    /// Level of the lightest colour, in dB.
    max_db: f32,
}

impl Spectrogram {
    pub(super) fn draw(
        classifier: &Classifier,
        log_mel: &LogMel,
        max_columns: usize,
    ) -> Result<Self, JsValue> {
        let image = spectrogram::draw(log_mel, max_columns);
        let centres = classifier.front_end().centres_hz().iter().rev();
        let centres: Vec<f32> = centres.map(|&hz| hz as f32).collect();
        Ok(Self {
            band_hz: Float32Array::from(centres.as_slice()),
            seconds: classifier.sidecar().front_end.seconds(log_mel.len()),
            min_db: spectrogram::MIN_DB,
            max_db: spectrogram::MAX_DB,
            image: image_data(&image)?,
        })
    }
}

/// Contribution of each patch of a recording to the hot logit, by occlusion.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Saliency {
    /// Positive for hot, negative for cold; row-major, the highest frequencies first.
    #[serde(serialize_with = "preserve::serialize")]
    #[tsify(type = "Float32Array")]
    values: Float32Array,
    /// Patches along time.
    columns: usize,
    /// Patches along frequency.
    rows: usize,
    /// Time from one column to the next, in seconds.
    column_seconds: f64,
    /// Mel bands in a row. The top row may have fewer.
    row_bands: usize,
}

impl Saliency {
    pub(super) fn new(classifier: &Classifier, saliency: &crate::Saliency) -> Self {
        Self {
            values: Float32Array::from(saliency.values.as_slice()),
            columns: saliency.columns,
            rows: saliency.rows,
            column_seconds: classifier.sidecar().front_end.seconds(saliency.column_frames),
            row_bands: saliency.row_bands,
        }
    }
}

/// State of a live classification. All times are in seconds of the stream.
#[derive(Serialize, Tsify)]
#[tsify(missing_as_null)]
#[serde(rename_all = "camelCase")]
pub struct LiveState {
    phase: Phase,
    /// Verdict of the pour so far; null while listening.
    #[tsify(type = "Exclude<Verdict, \"not-pouring\"> | null")]
    verdict: Option<Verdict>,
    /// Probability that the pour so far is hot, 0 … 1; 0.5 while listening.
    probability_hot: f64,
    /// Probability that the latest step is part of a pour, 0 … 1.
    probability_pouring: f64,
    /// Length of the stream.
    seconds: f64,
    /// Start of the pour: 1 s before the end of its first step.
    pour_start: Option<f64>,
    /// End of the latest step that sounded like a pour.
    pour_end: Option<f64>,
    /// Start of the recording that a stop would save now; null while listening.
    recording_start: Option<f64>,
    /// End of that recording; null for the time of the stop.
    recording_end: Option<f64>,
    /// New columns of the spectrogram, one per hop, drawn as `Spectrogram.image`. Null until there
    /// are several.
    #[serde(serialize_with = "preserve::serialize")]
    #[tsify(type = "ImageData | null")]
    columns: JsValue,
}

impl LiveState {
    pub(super) fn new(state: crate::LiveState, columns: JsValue) -> Self {
        let crate::LiveState {
            phase,
            verdict,
            probability_hot,
            probability_pouring,
            seconds,
            pour_start,
            pour_end,
            recording_start,
            recording_end,
        } = state;
        Self {
            phase,
            verdict,
            probability_hot,
            probability_pouring,
            seconds,
            pour_start,
            pour_end,
            recording_start,
            recording_end,
            columns,
        }
    }
}

/// Properties of a thrown `Error` with the name "HotOrColdError". Its message is one sentence for
/// people, in English.
#[derive(Serialize, Tsify)]
pub struct ErrorDetails {
    #[tsify(type = "ErrorValues[\"code\"]")]
    code: &'static str,
    /// The code and the values of the message, for translations.
    #[tsify(type = "ErrorValues")]
    values: Error,
}

impl ErrorDetails {
    pub(super) fn new(error: Error) -> Self {
        Self { code: error.code(), values: error }
    }
}

/// Copies an image. `ImageData` keeps the array that it gets, and a view into WebAssembly's memory
/// would change later.
pub(super) fn image_data(image: &SpectrogramImage) -> Result<ImageData, JsValue> {
    ImageData::new_with_js_u8_clamped_array_and_sh(
        &Uint8ClampedArray::from(image.rgba.as_slice()),
        image.width as u32,
        image.height as u32,
    )
}
