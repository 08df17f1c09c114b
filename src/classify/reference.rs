//! The cold reference pour: what the model hears in cold water poured into a person's own cup, in
//! their own room, and which later pours are judged relative to.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::sidecar::ModelFile;

/// What one model heard in one or several cold pours. Plain data: a page may keep it and send it
/// between workers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ColdReference {
    clips: usize,
    hot_logit: f64,
    probability_hot: f64,
    probability_pouring: f64,
    /// SHA-256: another model's logits are of another scale.
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

    /// Joins references into one, every clip weighing the same.
    ///
    /// # Errors
    /// [`Error::NoReference`] for none, [`Error::ReferenceModelMismatch`] if different models made them.
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

    /// How many clips it was made of.
    pub fn clips(&self) -> usize {
        self.clips
    }

    /// Chance that it is of a pour, 0 … 1; of several, the least likely one's.
    ///
    /// Below the sidecar's threshold it is worth a warning and no more: whoever poured knows better
    /// than a model that may not know their kitchen.
    pub fn probability_pouring(&self) -> f64 {
        self.probability_pouring
    }

    /// Chance that it is of hot water, by itself, 0 … 1; of several, the likeliest one's. Beside such a one hot
    /// water sounds cold, and this, too, is worth a warning.
    pub fn probability_hot(&self) -> f64 {
        self.probability_hot
    }

    /// Mean of the clips' pooled hot logits, if it was `model` that heard them.
    pub(crate) fn hot_logit(&self, model: &ModelFile) -> Result<f64> {
        // A reference may come back from wherever a page kept it.
        if self.clips == 0 || !self.hot_logit.is_finite() || self.model != model.sha256 {
            return Err(Error::ReferenceModelMismatch);
        }
        Ok(self.hot_logit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(sha256: &str) -> ModelFile {
        ModelFile { sha256: sha256.into() }
    }

    #[test]
    fn every_clip_weighs_the_same() {
        let [one, two, four] = [(1.0, 0.1, 0.9), (2.0, 0.6, 0.4), (4.0, 0.3, 0.7)]
            .map(|(logit, hot, pouring)| ColdReference::new(logit, hot, pouring, &file("a")));
        let pair = ColdReference::mean(&[one, two]).unwrap();
        let all = ColdReference::mean(&[pair, four]).unwrap();
        assert_eq!((all.clips(), all.probability_hot(), all.probability_pouring()), (3, 0.6, 0.4));
        assert!((all.hot_logit(&file("a")).unwrap() - 7.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn no_reference_and_another_model_s_are_refused() {
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
        for broken in [
            ColdReference { clips: 0, ..here.clone() },
            ColdReference { hot_logit: f64::NAN, ..here },
        ] {
            assert_eq!(broken.hot_logit(&file("a")).unwrap_err().code(), "foreign-reference");
        }
    }
}
