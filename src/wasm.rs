//! The boundary to JavaScript, and the only file that knows it. It runs in a worker.
//!
//! Copies, never views: a view into wasm memory detaches when the memory grows (wasm-bindgen#4395).
//! Errors are thrown as `Error` with `name` "HotOrColdError", a `code` and `values` for programs and a
//! `message` for people. After a panic the instance is poisoned and must be replaced; the panic's
//! text goes to the console.

use std::sync::Arc;

use js_sys::{Float32Array, Function, Reflect, Uint8ClampedArray};
use serde::Serialize as _;
use wasm_bindgen::prelude::*;
use web_sys::ImageData;

use crate::audio::mel::LogMel;
use crate::audio::mel_stream::LogMelBuilder;
use crate::classify::classifier::ClipLogits;
use crate::error::{Error, Result};
use crate::spectrogram::{self, SpectrogramImage};
use crate::synth::{self, Pour, STATISTICS, Statistics};

/// Samples of a channel copied into wasm memory at a time: a few seconds.
const CHUNK: u32 = 1 << 18;

/// A live picture comes in handfuls of at least so many columns, 50 ms: each costs three threads a message.
const COLUMNS_AT_ONCE: usize = 3;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** What is said of a recording. */
export type Verdict = "hot" | "cold" | "unsure" | "not-pouring";

/** The answer for one window of a recording. */
export interface WindowVerdict {
  /** Seconds from the recording's start. */
  start: number;
  end: number;
  /** 0 … 1 */
  probabilityHot: number;
  /** 0 … 1 */
  probabilityPouring: number;
}

/** The log-mel spectrogram that the model saw. */
export interface Spectrogram {
  /** Viridis, one row a mel band, the lowest at the bottom. */
  image: ImageData;
  /** Centre frequency of each row in Hz, top to bottom. */
  bandHz: Float32Array;
  /** Time from the left edge to the right one. */
  seconds: number;
  /** Levels of the darkest and the lightest colour, in dB. */
  minDb: number;
  maxDb: number;
}

/** An estimate, and the interval in which it lies nine times out of ten, in °F. */
export interface Temperature {
  fahrenheit: number;
  low: number;
  high: number;
}

/** The answer for one recording. */
export interface Answer {
  verdict: Verdict;
  /** Chance that the water is hot, given that it is a pour, 0 … 1. */
  probabilityHot: number;
  /** Chance that it is a pour, 0 … 1. */
  probabilityPouring: number;
  seconds: number;
  /** How many cold reference pours `probabilityHot` is relative to; 0 without. */
  references: number;
  /** Of hot water judged without a reference; of other pours the model cannot tell. */
  temperature?: Temperature;
  windows: WindowVerdict[];
  spectrogram: Spectrogram;
}

/**
 * What the model heard in a cold pour, made by `Classifier.reference`. Plain data: it may be kept,
 * cloned and sent to another worker, and needs no `free()`. A model other than the one that made it
 * refuses it, with the code "foreign-reference".
 */
export interface Reference {
  /** How many recordings it stands for. */
  readonly clips: number;
  /** Chance that it is of a pour, 0 … 1; of several, the least likely one's. */
  readonly probabilityPouring: number;
  /** Chance that it is of hot water, by itself, 0 … 1; of several, the likeliest one's. */
  readonly probabilityHot: number;
  /** What the model heard; a number of the model's own. */
  readonly hotLogit: number;
  /** SHA-256 of the model. */
  readonly model: string;
}

/** Which part of a recording decided, by occlusion. */
export interface Saliency {
  /**
   * What each patch adds to the hot logit: above 0 it speaks for hot, below for cold. Row after row,
   * the highest frequencies first.
   */
  values: Float32Array;
  columns: number;
  rows: number;
  /** Time from one column to the next; the first begins with the recording. */
  columnSeconds: number;
  /** Mel bands in a row. The top row may have fewer. */
  rowBands: number;
}

/** What a `Listener` has heard so far. */
export interface LiveState {
  /** "poured": a pour has been heard to its end. */
  phase: "listening" | "pouring" | "poured";
  /** Of the pour so far; null while listening. */
  verdict: "hot" | "cold" | "unsure" | null;
  /** Chance that the pour so far is hot, 0 … 1; 0.5 while listening. */
  probabilityHot: number;
  /** Chance that it is pouring now, 0 … 1. */
  probabilityPouring: number;
  /** Seconds heard. */
  seconds: number;
  /** Seconds into what was heard: a second before the pour was noticed, and where it was last noticed; null without one. */
  pourStart: number | null;
  pourEnd: number | null;
  /** Range of the recording that Stop would keep, in seconds of the stream; null while listening. */
  recordingStart: number | null;
  /** Null means until the stop. */
  recordingEnd: number | null;
  /** The log-mel spectrogram of what is new, a pixel wide for each hop, drawn as `Spectrogram.image` is; null until there are a few. */
  columns: ImageData | null;
}

/** Why there is no answer: `message` is one sentence for a person. */
export interface HotOrColdError extends Error {
  name: "HotOrColdError";
  code: string;
  /** The numbers in the message, for who says it in another language. */
  values: Readonly<Record<string, number>>;
}
"#;

#[wasm_bindgen]
extern "C" {
    /// `Answer` of [`TYPES`].
    #[wasm_bindgen(typescript_type = "Answer")]
    pub type Answer;

    /// `Reference` of [`TYPES`].
    #[wasm_bindgen(typescript_type = "Reference")]
    pub type Reference;

    /// `Saliency` of [`TYPES`].
    #[wasm_bindgen(typescript_type = "Saliency")]
    pub type Saliency;

    /// `LiveState` of [`TYPES`].
    #[wasm_bindgen(typescript_type = "LiveState")]
    pub type LiveState;
}

#[wasm_bindgen(start)]
fn start() {
    console_error_panic_hook::set_once();
}

/// A loaded model, ready to judge recordings.
#[wasm_bindgen]
pub struct Classifier(Arc<crate::Classifier>);

#[wasm_bindgen]
impl Classifier {
    /// Loads an ONNX model and its sidecar.
    #[wasm_bindgen(constructor)]
    pub fn new(onnx: &[u8], sidecar: &str) -> std::result::Result<Classifier, JsValue> {
        let sidecar = read_json(sidecar).map_err(to_js_error)?;
        Ok(Self(Arc::new(crate::Classifier::with_sidecar(onnx, sidecar).map_err(to_js_error)?)))
    }

    /// Makes a reference of a recording of cold water being poured into the cup: PCM of each channel
    /// at `sampleRate` Hz, ±1 full scale. `onProgress` is told the fraction done, 0 … 1. What does not
    /// sound like a pour is not refused: `probabilityPouring` tells.
    pub fn reference(
        &self,
        planes: Vec<Float32Array>,
        #[wasm_bindgen(js_name = sampleRate)] sample_rate: f64,
        #[wasm_bindgen(js_name = onProgress)] on_progress: Option<Function>,
    ) -> std::result::Result<Reference, JsValue> {
        let (evidence, _) = self.hear(&planes, sample_rate, on_progress).map_err(to_js_error)?;
        let reference = self.0.reference_from_logits(&evidence);
        Ok(reference.serialize(&serde_wasm_bindgen::Serializer::new())?.unchecked_into())
    }

    /// Judges a recording: PCM of each channel at `sampleRate` Hz, ±1 full scale. The picture is at
    /// most `pictureMaxColumns` wide; `onProgress` is told the fraction done, 0 … 1. With `references`
    /// the answer is relative to their mean; an empty list of them is refused, with the code
    /// "no-reference".
    pub fn classify(
        &self,
        planes: Vec<Float32Array>,
        #[wasm_bindgen(js_name = sampleRate)] sample_rate: f64,
        #[wasm_bindgen(js_name = pictureMaxColumns)] picture_max_columns: u32,
        #[wasm_bindgen(js_name = onProgress)] on_progress: Option<Function>,
        references: Option<Vec<Reference>>,
    ) -> std::result::Result<Answer, JsValue> {
        // First: an empty list should not cost the time of listening.
        let reference = references.map(mean).transpose().map_err(to_js_error)?;
        let (evidence, log_mel) =
            self.hear(&planes, sample_rate, on_progress).map_err(to_js_error)?;
        let verdict = self.0.calibrate(&evidence, reference.as_ref()).map_err(to_js_error)?;
        let picture = spectrogram::draw(&log_mel, picture_max_columns as usize);
        let picture_seconds = self.0.sidecar().front_end.seconds(log_mel.len());
        let answer = verdict.serialize(&serde_wasm_bindgen::Serializer::new())?;
        let image = image_data(&picture)?;
        let centres: Vec<f32> =
            self.0.front_end().centres_hz().iter().rev().map(|&hz| hz as f32).collect();
        let spectrogram = js_sys::Object::new();
        for (key, value) in [
            ("image", image.into()),
            ("bandHz", Float32Array::from(centres.as_slice()).into()),
            ("seconds", picture_seconds.into()),
            ("minDb", picture.min_db.into()),
            ("maxDb", picture.max_db.into()),
        ] {
            Reflect::set(&spectrogram, &key.into(), &value)?;
        }
        Reflect::set(&answer, &"spectrogram".into(), &spectrogram)?;
        Ok(answer.unchecked_into())
    }

    /// Which part of a recording decided. Takes what `classify` takes, and some twenty times as long.
    pub fn saliency(
        &self,
        planes: Vec<Float32Array>,
        #[wasm_bindgen(js_name = sampleRate)] sample_rate: f64,
        #[wasm_bindgen(js_name = onProgress)] on_progress: Option<Function>,
    ) -> std::result::Result<Saliency, JsValue> {
        let (log_mel, _) = self.features(&planes, sample_rate).map_err(to_js_error)?;
        let saliency = self.0.saliency(&log_mel, teller(on_progress)).map_err(to_js_error)?;
        let told = js_sys::Object::new();
        for (key, value) in [
            ("values", Float32Array::from(saliency.values.as_slice()).into()),
            ("columns", JsValue::from(saliency.columns as u32)),
            ("rows", JsValue::from(saliency.rows as u32)),
            ("columnSeconds", self.0.sidecar().front_end.seconds(saliency.column_frames).into()),
            ("rowBands", JsValue::from(saliency.row_bands as u32)),
        ] {
            Reflect::set(&told, &key.into(), &value)?;
        }
        Ok(told.unchecked_into())
    }

    /// Listens to a microphone at `sampleRate` Hz, chunk by chunk. With `references`, made by
    /// `reference`, verdicts are relative to their mean.
    ///
    /// Call `free()` when done.
    pub fn listener(
        &self,
        #[wasm_bindgen(js_name = sampleRate)] sample_rate: f64,
        references: Option<Vec<Reference>>,
    ) -> std::result::Result<Listener, JsValue> {
        let reference = references.map(mean).transpose().map_err(to_js_error)?;
        let rate = sample_rate.round() as u32;
        let listener = crate::LiveClassifier::new(Arc::clone(&self.0), rate, reference.as_ref());
        Ok(Listener { listener: listener.map_err(to_js_error)?, chunk: Vec::new() })
    }

    /// The log-mel spectrogram of mono PCM at the model's sample rate, in dB, frame after frame.
    #[wasm_bindgen(js_name = logMel)]
    pub fn log_mel(&self, samples: &[f32]) -> Vec<f32> {
        self.0.front_end().log_mel(samples).values().to_vec()
    }

    /// The model's logits, pouring and hot, of one window of features: mel bands × frames in dB,
    /// band-major.
    pub fn logits(&self, features: &[f32]) -> std::result::Result<Vec<f64>, JsValue> {
        let logits = self.0.model().logits(features).map_err(to_js_error)?;
        Ok(vec![logits.pouring, logits.hot])
    }
}

impl Classifier {
    fn hear(
        &self,
        planes: &[Float32Array],
        sample_rate: f64,
        on_progress: Option<Function>,
    ) -> Result<(ClipLogits, LogMel)> {
        let (log_mel, seconds) = self.features(planes, sample_rate)?;
        let evidence = self.0.run_windows(&log_mel, seconds, teller(on_progress))?;
        Ok((evidence, log_mel))
    }

    fn features(&self, planes: &[Float32Array], sample_rate: f64) -> Result<(LogMel, f64)> {
        // Saturating: a rate that is no u32, NaN included, is out of range on either side.
        let mut builder = LogMelBuilder::new(&self.0, sample_rate.round() as u32, planes.len())?;
        push_chunks(&mut builder, planes)?;
        builder.finish()
    }
}

/// Tells a listener of progress whenever there is a hundredth more of it.
fn teller(on_progress: Option<Function>) -> impl FnMut(f64) {
    let mut told = 0.0;
    move |fraction| {
        let worth_telling = fraction - told >= 0.01 || fraction >= 1.0;
        if let (Some(on_progress), true) = (&on_progress, worth_telling) {
            told = fraction;
            // A listener that throws does not stop the work.
            let _ = on_progress.call1(&JsValue::NULL, &fraction.into());
        }
    }
}

/// What is heard of a microphone so far.
#[wasm_bindgen]
pub struct Listener {
    listener: crate::LiveClassifier,
    /// The last chunk, copied in.
    chunk: Vec<f32>,
}

#[wasm_bindgen]
impl Listener {
    /// Takes the next mono samples, of any number, ±1 full scale. After an error the next chunk may be
    /// pushed.
    pub fn push(&mut self, samples: &Float32Array) -> std::result::Result<LiveState, JsValue> {
        self.chunk.resize(samples.length() as usize, 0.0);
        samples.copy_to(&mut self.chunk);
        let state = self.listener.push(&self.chunk).map_err(to_js_error)?;
        let told = state
            .serialize(&serde_wasm_bindgen::Serializer::new().serialize_missing_as_null(true))?;
        let columns = if self.listener.undrawn_columns() < COLUMNS_AT_ONCE {
            JsValue::NULL
        } else {
            image_data(&self.listener.draw_new_columns())?.into()
        };
        Reflect::set(&told, &"columns".into(), &columns)?;
        Ok(told.unchecked_into())
    }
}

/// Reads JSON with JavaScript's parser, which needs no download.
fn read_json<T: serde::de::DeserializeOwned>(json: &str) -> Result<T> {
    let broken = |error: JsValue| Error::model(String::from(js_sys::Error::from(error).message()));
    let value = js_sys::JSON::parse(json).map_err(broken)?;
    serde_wasm_bindgen::from_value(value).map_err(Error::model)
}

fn mean(references: Vec<Reference>) -> Result<crate::ColdReference> {
    let known = |reference: Reference| {
        serde_wasm_bindgen::from_value(reference.into()).map_err(|_| Error::ReferenceModelMismatch)
    };
    crate::ColdReference::mean(&references.into_iter().map(known).collect::<Result<Vec<_>>>()?)
}

fn push_chunks(builder: &mut LogMelBuilder, planes: &[Float32Array]) -> Result<()> {
    let length = planes.iter().map(Float32Array::length).max().unwrap_or(0);
    let mut start = 0;
    while start < length {
        let end = start.saturating_add(CHUNK).min(length);
        let chunks: Vec<Vec<f32>> =
            planes.iter().map(|plane| plane.subarray(start, end).to_vec()).collect();
        let slices: Vec<&[f32]> = chunks.iter().map(Vec::as_slice).collect();
        builder.push_channels(&slices)?;
        start = end;
    }
    Ok(())
}

/// Synthesises a pour in °F: mono PCM, peak ±0.5.
#[wasm_bindgen(js_name = synthesisePour)]
pub fn synthesise_pour(
    fahrenheit: f64,
    seconds: f64,
    #[wasm_bindgen(js_name = sampleRate)] sample_rate: u32,
    seed: u32,
) -> std::result::Result<Vec<f32>, JsValue> {
    let statistics: Statistics = read_json(STATISTICS).map_err(to_js_error)?;
    let statistics = statistics.checked().map_err(to_js_error)?;
    let pour = Pour { fahrenheit, seconds, sample_rate, seed: seed.into(), ..Pour::default() };
    Ok(synth::pour_from(&statistics, &pour))
}

/// A picture of JavaScript's own: `ImageData` keeps the array it is given, and a view of wasm memory
/// would show whatever is written there next.
fn image_data(picture: &SpectrogramImage) -> std::result::Result<ImageData, JsValue> {
    let pixels = Uint8ClampedArray::from(picture.rgba.as_slice());
    ImageData::new_with_js_u8_clamped_array_and_sh(
        &pixels,
        picture.width as u32,
        picture.height as u32,
    )
}

fn to_js_error(error: Error) -> JsValue {
    let thrown = js_sys::Error::new(&error.to_string());
    thrown.set_name("HotOrColdError");
    let values =
        serde_wasm_bindgen::to_value(&error).unwrap_or_else(|_| js_sys::Object::new().into());
    // Setting a property of a fresh Error cannot fail.
    let _ = Reflect::set(&thrown, &"code".into(), &error.code().into());
    let _ = Reflect::set(&thrown, &"values".into(), &values);
    thrown.into()
}
