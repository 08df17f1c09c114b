//! Cold references: the logit of cold pours into a person's own cup. Later pours are classified
//! relative to it.

use serde::de::{Deserializer, Error as _};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::sidecar::ModelFile;

/// One or several cold pours, as one model sees them. It is plain data that can be stored and sent
/// between workers. Deserialisation checks each value, since stored data may be damaged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ColdReference {
    /// Number of clips, at least 1.
    #[serde(deserialize_with = "clip_count")]
    clips: usize,
    /// Mean of the clips' pooled hot logits.
    #[serde(deserialize_with = "finite")]
    hot_logit: f64,
    /// Probability that the pour is hot, 0 … 1; the highest of several clips.
    #[serde(deserialize_with = "probability")]
    probability_hot: f64,
    /// Probability that the clip is a pour, 0 … 1; the lowest of several clips.
    #[serde(deserialize_with = "probability")]
    probability_pouring: f64,
    /// SHA-256 of the model, in hexadecimal. Logits of different models are not comparable.
    model: String,
}

impl ColdReference {
    pub(crate) fn new(
        hot_logit: f64,
        probability_hot: f64,
        probability_pouring: f64,
        model: &ModelFile,
    ) -> Self {
        Self {
            clips: 1,
            hot_logit,
            probability_hot,
            probability_pouring,
            model: model.sha256.clone(),
        }
    }

    /// Joins references into one. Every clip has the same weight.
    ///
    /// # Errors
    /// [`Error::NoReference`] for an empty slice, [`Error::ReferenceModelMismatch`] if different
    /// models made them.
    pub fn mean(references: &[Self]) -> Result<Self> {
        let first = references.first().ok_or(Error::NoReference)?;
        if references.iter().any(|reference| reference.model != first.model) {
            return Err(Error::ReferenceModelMismatch);
        }
        let clips = references.iter().map(Self::clips).fold(0, usize::saturating_add);
        let sum: f64 =
            references.iter().map(|reference| reference.clips as f64 * reference.hot_logit).sum();
        Ok(Self {
            clips,
            hot_logit: sum / clips as f64,
            probability_hot: references.iter().map(Self::probability_hot).fold(0.0, f64::max),
            probability_pouring: references
                .iter()
                .map(Self::probability_pouring)
                .fold(1.0, f64::min),
            model: first.model.clone(),
        })
    }

    /// Number of clips.
    pub fn clips(&self) -> usize {
        self.clips
    }

    /// Probability that the clip is a pour, 0 … 1; the lowest of several clips.
    ///
    /// Below the sidecar's threshold a warning is enough: the model may not know the kitchen.
    pub fn probability_pouring(&self) -> f64 {
        self.probability_pouring
    }

    /// Probability that the pour is hot, 0 … 1; the highest of several clips.
    ///
    /// A high value deserves a warning: relative to a hot pour, hot water sounds cold.
    pub fn probability_hot(&self) -> f64 {
        self.probability_hot
    }

    /// Mean of the clips' pooled hot logits, if `model` made the reference.
    pub(crate) fn hot_logit(&self, model: &ModelFile) -> Result<f64> {
        if self.model != model.sha256 {
            return Err(Error::ReferenceModelMismatch);
        }
        Ok(self.hot_logit)
    }
}

/// Most clips of a reference: far more than anyone records, and exact in JavaScript.
const MAX_CLIPS: u64 = 1_000_000;

fn clip_count<'de, D: Deserializer<'de>>(deserializer: D) -> std::result::Result<usize, D::Error> {
    let count = u64::deserialize(deserializer)?;
    if !(1..=MAX_CLIPS).contains(&count) {
        return Err(D::Error::custom(format!("a reference of {count} clips")));
    }
    usize::try_from(count).map_err(D::Error::custom)
}

fn finite<'de, D: Deserializer<'de>>(deserializer: D) -> std::result::Result<f64, D::Error> {
    let value = f64::deserialize(deserializer)?;
    if value.is_finite() { Ok(value) } else { Err(D::Error::custom(format!("a logit of {value}"))) }
}

fn probability<'de, D: Deserializer<'de>>(deserializer: D) -> std::result::Result<f64, D::Error> {
    let value = f64::deserialize(deserializer)?;
    if (0.0..=1.0).contains(&value) {
        Ok(value)
    } else {
        Err(D::Error::custom(format!("a probability of {value}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(sha256: &str) -> ModelFile {
        ModelFile { sha256: sha256.into() }
    }

    #[test]
    fn mean_weights_every_clip_equally() {
        let [one, two, four] = [(1.0, 0.1, 0.9), (2.0, 0.6, 0.4), (4.0, 0.3, 0.7)]
            .map(|(logit, hot, pouring)| ColdReference::new(logit, hot, pouring, &file("a")));
        let pair = ColdReference::mean(&[one, two]).unwrap();
        let all = ColdReference::mean(&[pair, four]).unwrap();
        assert_eq!((all.clips(), all.probability_hot(), all.probability_pouring()), (3, 0.6, 0.4));
        assert!((all.hot_logit(&file("a")).unwrap() - 7.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn mean_rejects_empty_list_and_other_models() {
        assert_eq!(ColdReference::mean(&[]).unwrap_err().code(), "no-reference");
        let (here, there) = (
            ColdReference::new(1.0, 0.9, 1.0, &file("a")),
            ColdReference::new(1.0, 0.9, 1.0, &file("b")),
        );
        assert_eq!(there.hot_logit(&file("a")).unwrap_err().code(), "foreign-reference");
        assert_eq!(
            ColdReference::mean(&[here.clone(), there]).unwrap_err().code(),
            "foreign-reference"
        );
    }

    #[cfg(not(target_arch = "wasm32"))]
    #[test]
    fn deserialisation_rejects_damaged_values() {
        use serde_json::json;

        let reference = ColdReference::new(-2.5, 0.1, 0.9, &file("a"));
        let stored = serde_json::to_value(&reference).unwrap();
        assert_eq!(serde_json::from_value::<ColdReference>(stored.clone()).unwrap(), reference);
        for (field, damaged) in [
            ("clips", json!(0)),
            ("clips", json!(-1)),
            ("clips", json!(1.5)),
            ("clips", json!(u64::MAX)),
            ("hotLogit", json!(null)),
            ("hotLogit", json!("2")),
            ("probabilityHot", json!(1.01)),
            ("probabilityHot", json!(-0.01)),
            ("probabilityPouring", json!(7)),
            ("model", json!(3)),
        ] {
            let mut stored = stored.clone();
            stored[field] = damaged;
            let text = stored.to_string();
            assert!(serde_json::from_str::<ColdReference>(&text).is_err(), "{text}");
        }
        // JSON cannot hold these, but the page's values can.
        type Value = serde::de::value::F64Deserializer<serde::de::value::Error>;
        for value in [f64::NAN, f64::INFINITY] {
            assert!(finite(Value::new(value)).is_err() && probability(Value::new(value)).is_err());
        }
    }
}
