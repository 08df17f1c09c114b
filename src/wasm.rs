//! The interface for JavaScript, used in workers.
//!
//! Data are copied, never viewed: views into WebAssembly's memory detach when it grows
//! (wasm-bindgen#4395). Errors are thrown as `Error` with the name "HotOrColdError" and the
//! properties of [`ErrorDetails`]. After a panic the instance must be replaced; the panic's text is
//! on the console.

mod types;

use std::slice;
use std::sync::Arc;

use hot_or_cold_kernels::LogMel;
use js_sys::{Float32Array, Function, Object};
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;

use crate::audio::mel_stream::LogMelBuilder;
use crate::classify::classifier::ClipLogits;
use crate::error::{Error, Result};
use crate::synth::{self, Pour, STATISTICS, Statistics};
pub use types::{Classification, ErrorDetails, LiveState, Saliency, Spectrogram};

/// A result whose error is thrown.
type JsResult<T> = std::result::Result<T, JsValue>;

/// Samples of a channel that are copied into WebAssembly's memory at a time: a few seconds.
const CHUNK: u32 = 1 << 18;

/// Smallest number of columns in a live image: 50 ms. Each image costs messages between threads.
const MIN_COLUMNS: usize = 3;

#[wasm_bindgen(start)]
fn start() {
    console_error_panic_hook::set_once();
}

/// A loaded model that classifies recordings.
#[wasm_bindgen]
pub struct Classifier(Arc<crate::Classifier>);

#[wasm_bindgen]
impl Classifier {
    /// Loads an ONNX model and its sidecar, a JSON text.
    #[wasm_bindgen(constructor)]
    pub fn new(onnx: &[u8], sidecar: &str) -> JsResult<Classifier> {
        let sidecar = read_json(sidecar).map_err(to_js_error)?;
        Ok(Self(Arc::new(crate::Classifier::with_sidecar(onnx, sidecar).map_err(to_js_error)?)))
    }

    /// Makes a reference from a recording whose water is known to be hot or cold: PCM of each
    /// channel at `sampleRate` Hz, ±1 full scale. `onProgress` receives the fraction done, 0 … 1.
    /// Whether it sounds so is not checked: see `probabilityPouring` and `probabilityHot`.
    pub fn reference(
        &self,
        channels: Vec<Float32Array>,
        #[wasm_bindgen(js_name = sampleRate)] sample_rate: f64,
        #[wasm_bindgen(js_name = isHot)] is_hot: bool,
        #[wasm_bindgen(js_name = onProgress)] on_progress: Option<Function>,
    ) -> JsResult<Ts<crate::PourReference>> {
        let (logits, _) =
            self.run_windows(&channels, sample_rate, on_progress).map_err(to_js_error)?;
        to_ts(&self.0.reference_from_logits(&logits, is_hot))
    }

    /// Counts the pours of a cup that get the right class when judged relative to the others.
    #[wasm_bindgen(js_name = countRight)]
    pub fn count_right(&self, references: Vec<Ts<crate::PourReference>>) -> JsResult<usize> {
        let right = parse_references(references).and_then(|pours| self.0.count_right(&pours));
        right.map_err(to_js_error)
    }

    /// Classifies a recording: PCM of each channel at `sampleRate` Hz, ±1 full scale. The
    /// spectrogram has at most `maxColumns` columns. `onProgress` receives the fraction done,
    /// 0 … 1. With `references` the result is for the cup of these pours; an empty list is
    /// rejected, with the code "no-reference".
    pub fn classify(
        &self,
        channels: Vec<Float32Array>,
        #[wasm_bindgen(js_name = sampleRate)] sample_rate: f64,
        #[wasm_bindgen(js_name = maxColumns)] max_columns: u32,
        #[wasm_bindgen(js_name = onProgress)] on_progress: Option<Function>,
        references: Option<Vec<Ts<crate::PourReference>>>,
    ) -> JsResult<Ts<Classification>> {
        // First, since it is cheap and may fail.
        let reference = references.map(cup_reference).transpose().map_err(to_js_error)?;
        let (logits, log_mel) =
            self.run_windows(&channels, sample_rate, on_progress).map_err(to_js_error)?;
        let classification = self.0.calibrate(&logits, reference.as_ref()).map_err(to_js_error)?;
        let spectrogram = Spectrogram::draw(&self.0, &log_mel, max_columns as usize)?;
        to_ts(&Classification::new(classification, spectrogram))
    }

    /// Computes which parts of a recording decided. The arguments are those of `classify`; it takes
    /// about 20 times as long.
    pub fn saliency(
        &self,
        channels: Vec<Float32Array>,
        #[wasm_bindgen(js_name = sampleRate)] sample_rate: f64,
        #[wasm_bindgen(js_name = onProgress)] on_progress: Option<Function>,
    ) -> JsResult<Ts<Saliency>> {
        let (log_mel, _) = self.compute_log_mel(&channels, sample_rate).map_err(to_js_error)?;
        let progress = throttled_progress(on_progress);
        let saliency = self.0.saliency(&log_mel, progress).map_err(to_js_error)?;
        to_ts(&Saliency::new(&self.0, &saliency))
    }

    /// Starts the live classification of a stream at `sampleRate` Hz. With `references`, verdicts
    /// are for the cup of these pours.
    ///
    /// Call `free()` when done.
    #[wasm_bindgen(js_name = liveClassifier)]
    pub fn live_classifier(
        &self,
        #[wasm_bindgen(js_name = sampleRate)] sample_rate: f64,
        references: Option<Vec<Ts<crate::PourReference>>>,
    ) -> JsResult<LiveClassifier> {
        let reference = references.map(cup_reference).transpose().map_err(to_js_error)?;
        let rate = sample_rate.round() as u32;
        let live = crate::LiveClassifier::new(Arc::clone(&self.0), rate, reference.as_ref());
        Ok(LiveClassifier { live: live.map_err(to_js_error)?, chunk: Vec::new() })
    }
}

/// Intermediate results, for tests only.
#[cfg(feature = "diagnostics")]
#[wasm_bindgen]
impl Classifier {
    /// Computes the log-mel spectrogram of mono PCM at the model's sample rate: frame-major, in dB.
    #[wasm_bindgen(js_name = logMel)]
    pub fn log_mel(&self, samples: &[f32]) -> Vec<f32> {
        self.0.front_end().log_mel(samples).values().to_vec()
    }

    /// Returns the logits of *pouring* and *hot* for one window of mel bands × frames in dB,
    /// band-major.
    pub fn logits(&self, log_mel: &[f32]) -> JsResult<Vec<f64>> {
        let logits = self.0.model().logits(log_mel).map_err(to_js_error)?;
        Ok(vec![logits.pouring, logits.hot])
    }
}

impl Classifier {
    fn run_windows(
        &self,
        channels: &[Float32Array],
        sample_rate: f64,
        on_progress: Option<Function>,
    ) -> Result<(ClipLogits, LogMel)> {
        let (log_mel, seconds) = self.compute_log_mel(channels, sample_rate)?;
        let logits = self.0.run_windows(&log_mel, seconds, throttled_progress(on_progress))?;
        Ok((logits, log_mel))
    }

    /// Computes the log-mel spectrogram of a recording, and its length in seconds.
    fn compute_log_mel(
        &self,
        channels: &[Float32Array],
        sample_rate: f64,
    ) -> Result<(LogMel, f64)> {
        let build = |channels: &[Float32Array]| {
            // The cast saturates: rates that are no u32, NaN included, are out of range.
            let rate = sample_rate.round() as u32;
            let mut builder = LogMelBuilder::new(&self.0, rate, channels.len())?;
            push_chunks(&mut builder, channels)?;
            Ok::<_, Error>(builder)
        };
        let builder = build(channels)?;
        match builder.cancelled_channel().and_then(|channel| channels.get(channel)) {
            Some(channel) => build(slice::from_ref(channel))?.finish(),
            None => builder.finish(),
        }
    }
}

/// Calls `on_progress` whenever the fraction has grown by 0.01, and at the end.
fn throttled_progress(on_progress: Option<Function>) -> impl FnMut(f64) {
    let mut last = 0.0;
    move |fraction| {
        let is_due = fraction - last >= 0.01 || fraction >= 1.0;
        if let (Some(on_progress), true) = (&on_progress, is_due) {
            last = fraction;
            // An exception of the callback does not stop the work.
            let _ = on_progress.call1(&JsValue::NULL, &fraction.into());
        }
    }
}

/// Classifies a stream, chunk by chunk.
#[wasm_bindgen]
pub struct LiveClassifier {
    live: crate::LiveClassifier,
    /// Scratch: the last chunk.
    chunk: Vec<f32>,
}

#[wasm_bindgen]
impl LiveClassifier {
    /// Appends mono samples, any number of them, ±1 full scale. After an error the next chunk may
    /// be pushed.
    pub fn push(&mut self, samples: &Float32Array) -> JsResult<Ts<LiveState>> {
        self.chunk.resize(samples.length() as usize, 0.0);
        samples.copy_to(&mut self.chunk);
        let state = self.live.push(&self.chunk).map_err(to_js_error)?;
        let columns = if self.live.undrawn_columns() < MIN_COLUMNS {
            JsValue::NULL
        } else {
            types::image_data(&self.live.draw_new_columns())?.into()
        };
        to_ts(&LiveState::new(state, columns))
    }
}

/// Synthesises a pour: mono PCM, peak ±0.5.
#[wasm_bindgen(js_name = synthesisePour)]
pub fn synthesise_pour(
    fahrenheit: f64,
    seconds: f64,
    #[wasm_bindgen(js_name = sampleRate)] sample_rate: u32,
    seed: u32,
) -> JsResult<Vec<f32>> {
    let statistics: Statistics = read_json(STATISTICS).map_err(to_js_error)?;
    let statistics = statistics.checked().map_err(to_js_error)?;
    let pour = Pour { fahrenheit, seconds, sample_rate, seed: seed.into(), ..Pour::default() };
    Ok(synth::pour_from(&statistics, &pour))
}

/// Parses JSON with JavaScript's parser, which costs no download.
fn read_json<T: serde::de::DeserializeOwned>(json: &str) -> Result<T> {
    let invalid = |error: JsValue| Error::model(String::from(js_sys::Error::from(error).message()));
    let value = js_sys::JSON::parse(json).map_err(invalid)?;
    serde_wasm_bindgen::from_value(value).map_err(|error| Error::model(error.to_string()))
}

fn cup_reference(references: Vec<Ts<crate::PourReference>>) -> Result<crate::CupReference> {
    crate::CupReference::new(&parse_references(references)?)
}

fn parse_references(
    references: Vec<Ts<crate::PourReference>>,
) -> Result<Vec<crate::PourReference>> {
    let parse = |reference: Ts<crate::PourReference>| {
        reference.to_rust().map_err(|_| Error::ReferenceModelMismatch)
    };
    references.into_iter().map(parse).collect()
}

fn push_chunks(builder: &mut LogMelBuilder, channels: &[Float32Array]) -> Result<()> {
    let length = channels.iter().map(Float32Array::length).max().unwrap_or(0);
    let mut start = 0;
    while start < length {
        let end = start.saturating_add(CHUNK).min(length);
        let chunks: Vec<Vec<f32>> =
            channels.iter().map(|channel| channel.subarray(start, end).to_vec()).collect();
        let slices: Vec<&[f32]> = chunks.iter().map(Vec::as_slice).collect();
        builder.push_channels(&slices)?;
        start = end;
    }
    Ok(())
}

fn to_ts<T: Tsify + serde::Serialize>(value: &T) -> JsResult<Ts<T>> {
    value.into_ts().map_err(|error| js_sys::Error::new(&error.to_string()).into())
}

fn to_js_error(error: Error) -> JsValue {
    let js_error = js_sys::Error::new(&error.to_string());
    js_error.set_name("HotOrColdError");
    match ErrorDetails::new(error).into_js() {
        Ok(details) => Object::assign(&js_error, details.unchecked_ref()).into(),
        Err(_) => js_error.into(),
    }
}
