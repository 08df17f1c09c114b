//! Each held-out pour judged again relative to cold pours of its own session: what a person gets who
//! pours cold water into the cup first.

use std::collections::BTreeMap;

use super::hearing::{Answer, Heard, HeldOutModel};
use super::lists::Row;
use crate::classify::classifier::ClipLogits;
use crate::classify::reference::ColdReference;
use crate::error::Result;

/// As many as a person may be asked to pour.
const MOST: usize = 2;

/// The places, in the list's order, of the cold pours that can be a clip's reference: of its session
/// and vessel, or of any vessel where there is none of its own; never the clip itself.
fn candidates(rows: &[&Row], clip: usize) -> Vec<usize> {
    let Some(listed) = rows.get(clip) else { return Vec::new() };
    let cold: Vec<(usize, &&Row)> = rows
        .iter()
        .enumerate()
        .filter(|(index, row)| {
            *index != clip
                && row.is_pour()
                && row.hot() == Some(false)
                && row.session == listed.session
        })
        .collect();
    let alike: Vec<_> =
        cold.iter().copied().filter(|(_, row)| row.vessel == listed.vessel).collect();
    let chosen = if alike.is_empty() { cold } else { alike };
    chosen.into_iter().map(|(index, _)| index).collect()
}

/// The answers of one protocol's models relative to references, for the pours that have any.
pub fn relative_answers(
    protocol: usize,
    rows: &[&Row],
    models: &[HeldOutModel<'_>],
    heard: &[Heard],
) -> Result<Vec<Answer>> {
    let evidence: BTreeMap<(usize, usize), &ClipLogits> = heard
        .iter()
        .filter_map(|heard| Some(((heard.row, heard.model), heard.evidence.as_ref()?)))
        .collect();
    let mut answers = Vec::new();
    for (&(row, index), &own) in &evidence {
        let (Some(listed), Some(model)) = (rows.get(row), models.get(index)) else { continue };
        if model.protocol != protocol || !listed.is_pour() {
            continue;
        }
        // The model that judges must not have heard the reference either.
        let cold: Vec<ColdReference> = candidates(rows, row)
            .iter()
            .filter_map(|&cold| {
                Some(model.classifier.reference_from_logits(evidence.get(&(cold, index))?))
            })
            .take(MOST)
            .collect();
        if cold.is_empty() {
            continue;
        }
        let verdict = model.classifier.calibrate(own, Some(&ColdReference::mean(&cold)?))?;
        answers.push(Answer::new(row, listed, model, Some(&verdict)));
    }
    Ok(answers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::lists::pour;

    #[test]
    fn a_reference_is_another_cold_pour_of_the_session_best_of_the_same_vessel() {
        let rows = [
            pour("0", 40, "glass", "A"),
            pour("1", 200, "glass", "A"),
            pour("2", 40, "mug", "A"),
            pour("3", 40, "glass", "A"),
            pour("4", 75, "glass", "A"),
            pour("5", 40, "glass", "E"),
            pour("6", 200, "thermos", "A"),
            pour("7", 200, "glass", "B"),
        ];
        let rows: Vec<&Row> = rows.iter().collect();
        assert_eq!(candidates(&rows, 1), [0, 3, 4], "the same vessel, in the list's order");
        assert_eq!(candidates(&rows, 0), [3, 4], "never the clip itself");
        assert_eq!(
            candidates(&rows, 2),
            [0, 3, 4],
            "another vessel where it is the only one of its own"
        );
        assert_eq!(candidates(&rows, 6), [0, 2, 3, 4]);
        assert_eq!(candidates(&rows, 5), [0; 0], "nothing of another session");
        assert_eq!(candidates(&rows, 7), [0; 0]);
    }
}
