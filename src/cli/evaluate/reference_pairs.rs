//! Classifies each held-out pour again relative to cold pours of its own session, as if a person
//! had poured cold water into the cup first.

use std::collections::BTreeMap;

use hot_or_cold::{ClipLogits, CupReference, PourReference};

use super::inference::{HeldOutLogits, HeldOutModel, HeldOutPrediction};
use super::manifests::Row;
use crate::error::Result;

/// Largest number of cold pours that a person makes.
const MAX_REFERENCES: usize = 2;

/// Row indices of the cold pours that can be a clip's reference, in the list's order.
///
/// They are of its session and vessel. Without one of that vessel, any vessel of the session is
/// used.
fn cold_candidates(rows: &[&Row], clip: usize) -> Vec<usize> {
    let of_session = candidates(rows, clip, false);
    let same_vessel = same_vessel(rows, clip, &of_session);
    if same_vessel.is_empty() { of_session } else { same_vessel }
}

/// Row indices of the hot or cold pours into a clip's vessel in its session, without itself.
pub fn same_cup_candidates(rows: &[&Row], clip: usize, is_hot: bool) -> Vec<usize> {
    same_vessel(rows, clip, &candidates(rows, clip, is_hot))
}

fn same_vessel(rows: &[&Row], clip: usize, candidates: &[usize]) -> Vec<usize> {
    let vessel = |index: usize| rows.get(index).map(|row| &row.vessel);
    candidates.iter().copied().filter(|&other| vessel(other) == vessel(clip)).collect()
}

/// Row indices of the hot or cold pours of a clip's session and kitchen, without itself.
fn candidates(rows: &[&Row], clip: usize, is_hot: bool) -> Vec<usize> {
    let Some(row) = rows.get(clip) else { return Vec::new() };
    rows.iter()
        .enumerate()
        .filter(|(index, other)| {
            *index != clip
                && other.is_pour()
                && other.hot() == Some(is_hot)
                && other.session == row.session
                && other.kitchen == row.kitchen
        })
        .map(|(index, _)| index)
        .collect()
}

/// The logits of each row and model, without digital silence.
pub fn index_logits(logits: &[HeldOutLogits]) -> BTreeMap<(usize, usize), &ClipLogits> {
    logits
        .iter()
        .filter_map(|held_out| Some(((held_out.row, held_out.model), held_out.logits.as_ref()?)))
        .collect()
}

/// Predictions of one protocol's models relative to references, for the pours that have any.
pub fn predict_with_references(
    protocol: usize,
    rows: &[&Row],
    models: &[HeldOutModel<'_>],
    logits: &[HeldOutLogits],
) -> Result<Vec<HeldOutPrediction>> {
    let logits = index_logits(logits);
    let mut predictions = Vec::new();
    for (&(index, model_index), &own) in &logits {
        let (Some(row), Some(model)) = (rows.get(index), models.get(model_index)) else { continue };
        if model.protocol != protocol || !row.is_pour() {
            continue;
        }
        // The model's training must have left out the references as well.
        let references: Vec<PourReference> = cold_candidates(rows, index)
            .iter()
            .filter_map(|&cold| {
                let cold = logits.get(&(cold, model_index))?;
                Some(model.classifier.reference_from_logits(cold, false))
            })
            .take(MAX_REFERENCES)
            .collect();
        if references.is_empty() {
            continue;
        }
        let reference = CupReference::new(&references)?;
        let classification = model.classifier.calibrate(own, Some(&reference))?;
        predictions.push(HeldOutPrediction::new(index, row, model, Some(&classification)));
    }
    Ok(predictions)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::manifests::make_pour;

    #[test]
    fn candidates_are_cold_pours_of_the_session_if_possible_of_the_vessel() {
        let rows = [
            make_pour("0", 40, "glass", "A"),
            make_pour("1", 200, "glass", "A"),
            make_pour("2", 40, "mug", "A"),
            make_pour("3", 40, "glass", "A"),
            make_pour("4", 75, "glass", "A"),
            make_pour("5", 40, "glass", "E"),
            make_pour("6", 200, "thermos", "A"),
            make_pour("7", 200, "glass", "B"),
        ];
        let rows: Vec<&Row> = rows.iter().collect();
        assert_eq!(cold_candidates(&rows, 1), [0, 3, 4], "the same vessel, in the list's order");
        assert_eq!(cold_candidates(&rows, 0), [3, 4], "not the clip itself");
        assert_eq!(cold_candidates(&rows, 2), [0, 3, 4], "no other pour into the same vessel");
        assert_eq!(cold_candidates(&rows, 6), [0, 2, 3, 4], "no cold pour into the same vessel");
        assert_eq!(cold_candidates(&rows, 5), [0; 0], "no other pour of the session");
        assert_eq!(cold_candidates(&rows, 7), [0; 0], "no cold pour of the session");
    }
}
