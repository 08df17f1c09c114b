//! Pours of known temperature into a person's own cup. Later pours are classified relative to
//! them.

use serde::de::{Deserializer, Error as _};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::sidecar::{ModelFile, PlattScaling, Sidecar};

/// A pour of known temperature, as one model sees it. It is plain data that can be stored and sent
/// between workers. Deserialisation checks each value, since stored data may be damaged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct PourReference {
    /// Whether the water was hot. Versions that knew cold references only did not store it.
    #[serde(default)]
    is_hot: bool,
    /// Pooled hot logit.
    #[serde(deserialize_with = "finite")]
    hot_logit: f64,
    /// Probability that the pour is hot, 0 … 1, judged alone.
    #[serde(deserialize_with = "probability")]
    probability_hot: f64,
    /// Probability that the clip is a pour, 0 … 1.
    #[serde(deserialize_with = "probability")]
    probability_pouring: f64,
    /// SHA-256 of the model, in hexadecimal. Logits of different models are not comparable.
    model: String,
}

impl PourReference {
    pub(crate) fn new(
        is_hot: bool,
        hot_logit: f64,
        probability_hot: f64,
        probability_pouring: f64,
        model: &ModelFile,
    ) -> Self {
        Self {
            is_hot,
            hot_logit,
            probability_hot,
            probability_pouring,
            model: model.sha256.clone(),
        }
    }

    /// Whether the water was hot, as the person said.
    pub fn is_hot(&self) -> bool {
        self.is_hot
    }

    /// Probability that the clip is a pour, 0 … 1.
    ///
    /// Below the sidecar's threshold a warning is enough: the model may not know the kitchen.
    pub fn probability_pouring(&self) -> f64 {
        self.probability_pouring
    }

    /// Probability that the pour is hot, 0 … 1, judged alone.
    ///
    /// If it contradicts [`is_hot`](Self::is_hot), a warning is due: a wrong label makes verdicts
    /// worse.
    pub fn probability_hot(&self) -> f64 {
        self.probability_hot
    }
}

/// A cup, as far as its pours of known temperature tell.
#[derive(Debug, Clone, PartialEq)]
pub struct CupReference {
    cold: Logits,
    hot: Logits,
    model: String,
}

/// The calibration of hot: for a pour into an unknown cup, or into that of the reference.
///
/// # Errors
/// [`Error::ReferenceModelMismatch`] for a reference of another model.
pub(crate) fn hot_scaling(
    reference: Option<&CupReference>,
    sidecar: &Sidecar,
) -> Result<PlattScaling> {
    match reference {
        None => Ok(sidecar.calibration.cups.alone()),
        Some(reference) => reference.scaling(sidecar),
    }
}

/// Counts the pours that get the right class when judged relative to all others of their cup. A
/// single pour is judged alone.
pub(crate) fn count_right(pours: &[PourReference], sidecar: &Sidecar) -> Result<usize> {
    let mut right = 0;
    for (index, pour) in pours.iter().enumerate() {
        let mut others = pours.to_vec();
        others.remove(index);
        let cup = if others.is_empty() { None } else { Some(CupReference::new(&others)?) };
        let scaling = hot_scaling(cup.as_ref(), sidecar)?;
        right += usize::from((scaling.probability(pour.hot_logit) >= 0.5) == pour.is_hot);
    }
    Ok(right)
}

/// Number and sum of pooled hot logits.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Logits {
    count: usize,
    sum: f64,
}

impl CupReference {
    /// Joins the pours into one cup.
    ///
    /// # Errors
    /// [`Error::NoReference`] without a pour, [`Error::ReferenceModelMismatch`] if different models
    /// made them.
    pub fn new(pours: &[PourReference]) -> Result<Self> {
        let model = pours.first().ok_or(Error::NoReference)?.model.clone();
        let [mut cold, mut hot] = [Logits::default(); 2];
        for pour in pours {
            if pour.model != model {
                return Err(Error::ReferenceModelMismatch);
            }
            let logits = if pour.is_hot { &mut hot } else { &mut cold };
            logits.count += 1;
            logits.sum += pour.hot_logit;
        }
        Ok(Self { cold, hot, model })
    }

    /// Number of pours, at least 1.
    pub fn pours(&self) -> usize {
        self.cold.count + self.hot.count
    }

    /// The calibration of hot for this cup.
    ///
    /// # Errors
    /// [`Error::ReferenceModelMismatch`] if another model than the sidecar's made the pours.
    fn scaling(&self, sidecar: &Sidecar) -> Result<PlattScaling> {
        if self.model != sidecar.model.sha256 {
            return Err(Error::ReferenceModelMismatch);
        }
        let cups = sidecar.calibration.cups;
        let Self { cold, hot, .. } = self;
        // Cold pours are half the difference below the cup's midpoint, hot ones above it.
        let below = (cold.count as f64 - hot.count as f64) * cups.difference / 2.0;
        let midpoint = (cold.sum + hot.sum + below) / self.pours() as f64;
        Ok(cups.scaling(self.pours(), midpoint))
    }
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

    fn pour(is_hot: bool, hot_logit: f64, model: &str) -> PourReference {
        PourReference::new(is_hot, hot_logit, 0.5, 1.0, &ModelFile { sha256: model.into() })
    }

    #[test]
    fn cup_midpoint_is_the_mean_that_pours_suggest() {
        let mut sidecar = Sidecar::parse(include_str!("../../model/hot-or-cold.json")).unwrap();
        sidecar.model.sha256 = "a".into();
        let cups = sidecar.calibration.cups;
        let half = cups.difference / 2.0;
        let scaling =
            |pours: &[PourReference]| CupReference::new(pours).unwrap().scaling(&sidecar).unwrap();
        let (cold, hot) = (pour(false, -1.0, "a"), pour(true, 2.0, "a"));
        let expected = |count, midpoint| cups.scaling(count, midpoint);
        let close = |found: PlattScaling, expected: PlattScaling| {
            assert!((found.scale - expected.scale).abs() < 1e-12);
            assert!((found.offset - expected.offset).abs() < 1e-12);
        };
        close(scaling(std::slice::from_ref(&cold)), expected(1, -1.0 + half));
        close(scaling(std::slice::from_ref(&hot)), expected(1, 2.0 - half));
        close(scaling(&[cold.clone(), hot.clone()]), expected(2, 0.5));
        close(scaling(&[cold.clone(), cold, hot]), expected(3, (-2.0 + 2.0 + half) / 3.0));
    }

    #[test]
    fn count_right_judges_each_pour_relative_to_the_others() {
        let mut sidecar = Sidecar::parse(include_str!("../../model/hot-or-cold.json")).unwrap();
        sidecar.model.sha256 = "a".into();
        // Cups differ far more than pours.
        let difference = sidecar.calibration.cups.difference;
        sidecar.calibration.cups.cup_variance = 100.0 * difference.powi(2);
        let right = |pours: &[PourReference]| count_right(pours, &sidecar).unwrap();
        let (cold, hot) = (pour(false, 5.0, "a"), pour(true, 5.0 + difference, "a"));
        assert_eq!(right(&[]), 0);
        assert_eq!(right(std::slice::from_ref(&cold)), 0, "alone this cup sounds hot");
        assert_eq!(right(&[cold.clone(), cold.clone(), hot.clone(), hot.clone()]), 4);
        let wrong = pour(true, 5.0, "a");
        assert_eq!(right(&[cold.clone(), cold, hot.clone(), hot, wrong]), 4);
    }

    #[test]
    fn cup_rejects_empty_list_and_other_models() {
        assert_eq!(CupReference::new(&[]).unwrap_err().code(), "no-reference");
        let sidecar = Sidecar::parse(include_str!("../../model/hot-or-cold.json")).unwrap();
        let other = CupReference::new(&[pour(false, 1.0, "another")]).unwrap();
        assert_eq!(other.scaling(&sidecar).unwrap_err().code(), "foreign-reference");
        let mixed = [pour(false, 1.0, "a"), pour(false, 1.0, "b")];
        assert_eq!(CupReference::new(&mixed).unwrap_err().code(), "foreign-reference");
    }

    #[cfg(not(target_arch = "wasm32"))]
    #[test]
    fn deserialisation_rejects_damaged_values() {
        use serde_json::json;

        let reference = pour(true, -2.5, "a");
        let stored = serde_json::to_value(&reference).unwrap();
        assert_eq!(serde_json::from_value::<PourReference>(stored.clone()).unwrap(), reference);
        for (field, damaged) in [
            ("isHot", json!(1)),
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
            assert!(serde_json::from_str::<PourReference>(&text).is_err(), "{text}");
        }
        // As versions stored it that knew cold references only.
        let mut old = stored.clone();
        old.as_object_mut().unwrap().remove("isHot");
        old["clips"] = json!(1);
        assert_eq!(serde_json::from_value::<PourReference>(old).unwrap(), pour(false, -2.5, "a"));
        // JSON cannot hold these, but the page's values can.
        type Value = serde::de::value::F64Deserializer<serde::de::value::Error>;
        for value in [f64::NAN, f64::INFINITY] {
            assert!(finite(Value::new(value)).is_err() && probability(Value::new(value)).is_err());
        }
    }
}
