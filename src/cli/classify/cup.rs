//! The cup of known pours, which later verdicts are relative to.

use std::path::{Path, PathBuf};

use hot_or_cold::{Classifier, Clip, CupReference, PourReference};

use crate::error::{CliError, Result};
use crate::file_name::TextName;
use crate::output::print_error;

/// Recordings of one cup whose water was known to be cold or hot.
pub struct KnownClips {
    pub cold: Vec<PathBuf>,
    pub hot: Vec<PathBuf>,
}

impl KnownClips {
    /// Each recording, and whether the water was hot.
    pub fn iter(&self) -> impl Iterator<Item = (&Path, bool)> {
        let [cold, hot] = [(&self.cold, false), (&self.hot, true)]
            .map(|(files, is_hot)| files.iter().map(move |file| (file.as_path(), is_hot)));
        cold.chain(hot)
    }
}

/// The cup of the known pours; `None` without any.
pub fn cup_reference(
    classifier: &Classifier,
    known: &KnownClips,
    decode: impl Fn(&Path) -> Result<Clip>,
) -> Result<Option<CupReference>> {
    let one = |(file, is_hot): (&Path, bool)| {
        let reference = decode(file)
            .and_then(|clip| Ok(classifier.reference(&clip, is_hot)?))
            .map_err(|error| CliError::invalid_reference(file, error))?;
        warn_of_unlikely_reference(classifier, file, &reference);
        Ok(reference)
    };
    let references = known.iter().map(one).collect::<Result<Vec<_>>>()?;
    if references.is_empty() { Ok(None) } else { Ok(Some(CupReference::new(&references)?)) }
}

fn warn_of_unlikely_reference(classifier: &Classifier, file: &Path, reference: &PourReference) {
    let (pouring, hot) = (reference.probability_pouring(), reference.probability_hot());
    let (named, other, contradiction) =
        if reference.is_hot() { ("hot", "cold", 1.0 - hot) } else { ("cold", "hot", hot) };
    let thresholds = &classifier.sidecar().thresholds;
    if pouring < thresholds.pouring {
        print_error(&format!(
            "The reference {} doesn't sound much like a pour (chance {:.0} %), so verdicts may be \
             wrong; record {named} water being poured into the cup, closer to the microphone.",
            TextName(file),
            100.0 * pouring
        ));
    } else if contradiction >= thresholds.confidence {
        print_error(&format!(
            "The reference {} sounds like {other} water (chance {:.0} %), and verdicts are wrong \
             if it was; leave it out unless the water was {named}.",
            TextName(file),
            100.0 * contradiction
        ));
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use super::*;

    #[test]
    fn invalid_reference_keeps_its_source() {
        let silent = CliError::from(hot_or_cold::Error::Silent);
        let error = CliError::invalid_reference(Path::new("cold.wav"), silent);
        assert_eq!(
            error.to_string(),
            "The reference cold.wav cannot be used: \
             this recording is silent; check that the microphone was on and not muted."
        );
        assert_eq!(error.source().unwrap().to_string(), hot_or_cold::Error::Silent.to_string());
    }
}
