//! Statistics of recorded pours: `model/textures.json`, made by `model/data/textures.py`.

use serde::Deserialize;

use crate::audio::clip::{MAX_SAMPLE_RATE, MIN_SAMPLE_RATE};
use crate::error::{Error, Result};

/// `model/textures.json`.
pub const STATISTICS: &str = include_str!("../../model/textures.json");

/// Order of the autoregressive process.
pub(super) const ORDER: usize = 3;

/// Sanity limits; they bound memory and time.
const MIN_FRAME: usize = 1 << 6;
const MAX_FRAME: usize = 1 << 13;
const MAX_BANDS: usize = 256;
const MAX_KNOTS: usize = 64;
const MAX_MODES: usize = 16;
const MAX_FACTORS: usize = 64;
pub(super) const MAX_LEVEL_DB: f64 = 200.0;

/// Statistics of the recorded pours of both classes.
#[derive(Debug, Clone, Deserialize)]
pub struct Statistics {
    /// Sample rate of the synthesis in Hz.
    pub(super) sample_rate: u32,
    /// Samples in a frame, a power of two, and from one frame to the next: half of it.
    pub(super) frame: usize,
    pub(super) hop: usize,
    /// Centre frequency of each band in Hz, rising.
    pub(super) band_hz: Vec<f64>,
    pub(super) cold: ClassStatistics,
    pub(super) hot: ClassStatistics,
}

/// Statistics of the pours of one class.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct ClassStatistics {
    /// Mean temperature of the recordings in °F.
    pub(super) mean_fahrenheit: f64,
    /// Reflection coefficients of the autoregressive process, by band.
    pub(super) reflection: Vec<[f64; ORDER]>,
    /// Standard deviation of the innovations in dB, and their skewness, by band.
    pub(super) innovation_db: Vec<f64>,
    pub(super) skewness: Vec<f64>,
    /// Loadings of the innovations' common factors, by band and factor. The rest of the
    /// variance is the band's own.
    pub(super) loadings: Vec<Vec<f64>>,
    /// Level in dB relative to the pour's mean, by knot and band; knots are evenly spaced in time.
    pub(super) trend_db: Vec<Vec<f64>>,
    /// Principal components of the trend, scaled by their standard deviation.
    pub(super) trend_modes_db: Vec<Vec<Vec<f64>>>,
    /// Level before the pour, relative to the pour's mean, by band.
    pub(super) room_tone_db: Vec<f64>,
}

impl Statistics {
    /// Reads statistics as `model/data/textures.py` writes them.
    ///
    /// # Errors
    /// [`Error::Model`] if the JSON is invalid or inconsistent.
    #[cfg(any(test, not(target_arch = "wasm32")))]
    pub fn parse(json: &str) -> Result<Self> {
        serde_json::from_str::<Self>(json).map_err(Error::model_from)?.checked()
    }

    /// The shipped statistics.
    #[cfg(any(test, not(target_arch = "wasm32")))]
    #[expect(clippy::expect_used, reason = "a test reads them")]
    pub fn shipped() -> &'static Self {
        static SHIPPED: std::sync::LazyLock<Statistics> = std::sync::LazyLock::new(|| {
            Statistics::parse(STATISTICS).expect("shipped statistics are valid")
        });
        &SHIPPED
    }

    /// Checks sizes and ranges.
    ///
    /// # Errors
    /// [`Error::Model`] names the first violated limit.
    pub(crate) fn checked(self) -> Result<Self> {
        let bad = |reason: &str| Err(Error::model(format!("pour statistics: {reason}")));
        if !(MIN_SAMPLE_RATE..=MAX_SAMPLE_RATE).contains(&self.sample_rate) {
            return bad("the sample rate is out of range");
        }
        if !self.frame.is_power_of_two() || !(MIN_FRAME..=MAX_FRAME).contains(&self.frame) {
            return bad("the frame's length is no power of two from 64 to 8,192");
        }
        if self.hop * 2 != self.frame {
            return bad("the hop is not half a frame");
        }
        let rising = self.band_hz.is_sorted_by(|a, b| a < b);
        if !(2..=MAX_BANDS).contains(&self.band_hz.len()) || !rising {
            return bad("there are not 2 to 256 bands of rising frequency");
        }
        let [cold, hot] = [&self.cold, &self.hot];
        if !cold.has_shape(self.band_hz.len(), hot) || !hot.has_shape(self.band_hz.len(), cold) {
            return bad("the sizes of its lists do not match");
        }
        if !cold.is_in_range() || !hot.is_in_range() || cold.mean_fahrenheit >= hot.mean_fahrenheit
        {
            return bad("a value is out of range");
        }
        Ok(self)
    }
}

impl ClassStatistics {
    fn has_shape(&self, bands: usize, other: &Self) -> bool {
        let knots = self.trend_db.len();
        let is_trend = |trend: &[Vec<f64>]| {
            trend.len() == knots && trend.iter().all(|levels| levels.len() == bands)
        };
        let factors = self.loadings.first().map_or(0, Vec::len);
        [
            self.innovation_db.len(),
            self.skewness.len(),
            self.loadings.len(),
            self.room_tone_db.len(),
        ]
        .iter()
        .chain([&self.reflection.len()])
        .all(|&length| length == bands)
            && (2..=MAX_KNOTS).contains(&knots)
            && knots == other.trend_db.len()
            && self.trend_modes_db.len() <= MAX_MODES
            && self.trend_modes_db.len() == other.trend_modes_db.len()
            && factors <= MAX_FACTORS
            && self.loadings.iter().all(|loadings| loadings.len() == factors)
            && is_trend(&self.trend_db)
            && self.trend_modes_db.iter().all(|mode| is_trend(mode))
    }

    fn is_in_range(&self) -> bool {
        let levels = self.trend_db.iter().chain(self.trend_modes_db.iter().flatten());
        let is_level = |level: &f64| level.abs() <= MAX_LEVEL_DB;
        levels.flatten().chain(&self.room_tone_db).all(is_level)
            && self.innovation_db.iter().all(|&spread| (0.0..=50.0).contains(&spread))
            && self.skewness.iter().all(|skewness| skewness.abs() <= 5.0)
            && self.reflection.iter().flatten().all(|value| value.abs() < 1.0)
            && self.loadings.iter().flatten().all(|value| value.abs() <= 1.0)
            && self.mean_fahrenheit.is_finite()
    }
}

// proptest is there for native tests only.
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;
    use crate::synth::{Pour, pour_from};

    fn parse_with(path: &str, value: Value) -> Result<Statistics> {
        let mut json: Value = serde_json::from_str(STATISTICS).unwrap();
        *json.pointer_mut(path).unwrap() = value;
        Statistics::parse(&json.to_string())
    }

    #[test]
    fn parse_reads_the_shipped_statistics() {
        let shipped = Statistics::parse(STATISTICS).unwrap();
        assert_eq!(shipped.frame, 2 * shipped.hop);
        assert!(shipped.cold.mean_fahrenheit < 75.0 && shipped.hot.mean_fahrenheit > 175.0);
    }

    #[test]
    fn parse_rejects_inconsistent_statistics() {
        for (path, value) in [
            ("/frame", json!(500)),
            ("/frame", json!(0)),
            ("/hop", json!(512)),
            ("/sample_rate", json!(1)),
            ("/band_hz", json!([])),
            ("/band_hz/0", json!(1e9)),
            ("/cold/reflection/0/0", json!(1.0)),
            ("/cold/loadings/3", json!([])),
            ("/hot/innovation_db/0", json!(-1.0)),
            ("/hot/trend_db", json!([])),
            ("/hot/trend_modes_db", json!([])),
            ("/hot/room_tone_db/0", json!(1e6)),
            ("/hot/mean_fahrenheit", json!(0.0)),
            ("/cold/skewness/0", json!("much")),
        ] {
            let error = parse_with(path, value).unwrap_err();
            assert_eq!(error.code(), "model", "{path}");
        }
        assert_eq!(Statistics::parse("{").unwrap_err().code(), "model");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn pour_is_finite_for_statistics_in_range(
            reflection in -0.999..0.999_f64,
            innovation_db in 0.0..50.0_f64,
            skewness in -5.0..5.0_f64,
            level_db in -200.0..200.0_f64,
        ) {
            let mut json: Value = serde_json::from_str(STATISTICS).unwrap();
            for class in ["cold", "hot"] {
                json[class]["reflection"][7] = json!([reflection, -reflection, reflection]);
                json[class]["innovation_db"][7] = json!(innovation_db);
                json[class]["skewness"][7] = json!(skewness);
                json[class]["trend_db"][1][7] = json!(level_db);
                json[class]["room_tone_db"][7] = json!(level_db);
            }
            let statistics = Statistics::parse(&json.to_string()).unwrap();
            let pour = Pour { seconds: 0.5, fahrenheit: 120.0, ..Pour::default() };
            prop_assert!(pour_from(&statistics, &pour).iter().all(|sample| sample.is_finite()));
        }
    }
}
