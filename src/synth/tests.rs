use super::*;

fn make(fahrenheit: f64, seed: u64) -> Vec<f32> {
    pour(&Pour { fahrenheit, seed, seconds: 4.0, sample_rate: 16_000, ..Pour::default() })
}

/// Differences of neighbouring samples: the room's hum is small in them.
fn without_hum(samples: &[f32]) -> Vec<f64> {
    samples.windows(2).map(|pair| f64::from(pair[1]) - f64::from(pair[0])).collect()
}

fn moment(samples: &[f64], power: i32) -> f64 {
    samples.iter().map(|x| x.powi(power)).sum::<f64>() / samples.len() as f64
}

fn level_db(samples: &[f32]) -> f64 {
    10.0 * moment(&without_hum(samples), 2).log10()
}

#[test]
fn pour_is_the_same_for_equal_seeds_only() {
    assert_eq!(make(200.0, 1), make(200.0, 1));
    assert_ne!(make(200.0, 1), make(200.0, 2));
    assert_ne!(make(200.0, 1), make(50.0, 1));
}

#[test]
fn pour_clamps_out_of_range_values() {
    for fahrenheit in [-40.0, 32.0, 212.0, f64::INFINITY] {
        let samples = make(fahrenheit, 3);
        assert_eq!(samples.len(), 64_000);
        assert!((peak(&samples) - PEAK).abs() < 1e-6, "{fahrenheit} °F: peak {}", peak(&samples));
    }
    assert!(pour(&Pour { seconds: 0.0, ..Pour::default() }).is_empty());
    assert!(pour(&Pour { seconds: -1.0, ..Pour::default() }).is_empty());
    assert!(pour(&Pour { seconds: f64::NAN, ..Pour::default() }).is_empty());
    let endless = Pour { seconds: f64::INFINITY, sample_rate: 0, ..Pour::default() };
    assert_eq!(pour(&endless).len(), 600 * 8_000);
    let nowhere = pour(&Pour { fahrenheit: f64::NAN, seconds: 1.0, ..Pour::default() });
    assert!(nowhere.iter().all(|sample| sample.is_finite()));
    for value in [f64::NAN, 0.0, -1.0, f64::INFINITY, 1e-300] {
        let vessel = Some(Vessel { height_cm: value, diameter_cm: value });
        let odd = Pour { vessel, flow_ml_s: Some(value), seconds: 1.0, ..Pour::default() };
        let samples = pour(&odd);
        assert!(samples.len() == 48_000 && samples.iter().all(|x| x.is_finite()), "{value}");
    }
}

#[test]
fn pour_sounds_the_same_at_every_sample_rate() {
    let reference = pour(&Pour { seconds: 3.0, sample_rate: 32_000, ..Pour::default() });
    for sample_rate in [8_000, 11_025, 16_000, 44_100, 47_999, 48_000, 96_000, 384_000] {
        let samples = pour(&Pour { seconds: 3.0, sample_rate, ..Pour::default() });
        assert_eq!(samples.len(), 3 * sample_rate as usize);
        if sample_rate % 1_000 != 0 {
            continue;
        }
        // At 1 kHz it is the same sound: means over 1 ms hardly depend on the rate.
        let mean = |chunk: &[f32]| chunk.iter().sum::<f32>() / chunk.len() as f32;
        let means = |samples: &[f32], rate: u32| -> Vec<f64> {
            let chunks = samples.chunks_exact(rate as usize / 1_000);
            chunks.map(|chunk| f64::from(mean(chunk))).collect()
        };
        let (a, b) = (means(&reference, 32_000), means(&samples, sample_rate));
        let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
        let correlation = dot(&a, &b) / (dot(&a, &a) * dot(&b, &b)).sqrt();
        assert!(correlation > 0.97, "{sample_rate} Hz: {correlation}");
    }
}

#[test]
fn stream_equals_pour_after_gain() {
    let wanted = Pour { seconds: 1.7, sample_rate: 44_100, seed: 5, ..Pour::default() };
    let mut stream = PourStream::new(Statistics::shipped(), &wanted);
    let (mut samples, mut blocks) = (Vec::new(), 0);
    while stream.next_block(&mut samples) {
        blocks += 1;
    }
    assert!(blocks > 100);
    let gain = gain(peak(&samples));
    let scaled: Vec<f32> = samples.iter().map(|sample| sample * gain).collect();
    assert_eq!(scaled, pour(&wanted));
}

#[test]
fn hot_pour_flickers_less_than_cold_one() {
    let kurtosis = |samples: &[f32]| {
        let water = without_hum(&samples[8_000..56_000]);
        moment(&water, 4) / moment(&water, 2).powi(2)
    };
    // Single bursts weigh much in a fourth moment: the median of several pours is compared.
    let median = |fahrenheit| {
        let mut all: Vec<f64> = (0..9).map(|seed| kurtosis(&make(fahrenheit, seed))).collect();
        all.sort_by(f64::total_cmp);
        all[4]
    };
    let (hot, cold) = (median(205.0), median(40.0));
    assert!(hot < 0.7 * cold, "{hot} {cold}");
}

#[test]
fn pour_is_quiet_before_onset_and_after_release() {
    let water = without_hum(&make(120.0, 4));
    let during = moment(&water[16_000..48_000], 2);
    for quiet in [&water[..2_000], &water[62_500..]] {
        assert!(moment(quiet, 2) < 0.1 * during, "{} {during}", moment(quiet, 2));
    }
}

#[test]
fn pour_ends_when_the_vessel_is_full() {
    // 300 ml, of which 85% are filled in about 2.5 s.
    let vessel = Some(Vessel { height_cm: 9.0, diameter_cm: 6.5 });
    let flow = |flow_ml_s| Pour { vessel, flow_ml_s, seconds: 6.0, seed: 3, ..Pour::default() };
    let [fast, slow] = [Some(100.0), None].map(|flow_ml_s| pour(&flow(flow_ml_s)));
    let between = |samples: &[f32], from: f64, to: f64| {
        level_db(&samples[(from * 48_000.0) as usize..(to * 48_000.0) as usize])
    };
    let drop = |samples: &[f32]| between(samples, 1.0, 2.5) - between(samples, 3.5, 5.0);
    assert!(drop(&fast) > drop(&slow) + 6.0, "{} {}", drop(&fast), drop(&slow));
}

#[test]
fn pour_has_no_rumble_and_ends_in_silence() {
    for seed in 1..=8 {
        let samples = pour(&Pour { fahrenheit: 212.0, seed, seconds: 4.0, ..Pour::default() });
        assert!(samples.last().unwrap().abs() < 0.01 * PEAK, "seed {seed}");
        // Means over 1/16 s: the power below some 16 Hz.
        let means: Vec<f64> = samples
            .chunks_exact(3_000)
            .map(|chunk| chunk.iter().map(|&x| f64::from(x)).sum::<f64>() / 3_000.0)
            .collect();
        let all: Vec<f64> = samples.iter().map(|&x| f64::from(x)).collect();
        let share = moment(&means, 2) / moment(&all, 2);
        // With the bin of 0 Hz it was 0.12. The rest leaks from 60 Hz.
        assert!(share < 0.05, "seed {seed}: {share}");
    }
}

#[test]
fn fastest_flow_pours_for_half_a_second() {
    let fast = Pour { flow_ml_s: Some(f64::INFINITY), seconds: 4.0, ..Pour::default() };
    let samples = pour(&fast);
    let between = |from: usize, to: usize| level_db(&samples[from * 480..to * 480]);
    assert!(between(45, 75) > between(120, 300) + 10.0);
}

#[test]
fn drips_fall_after_the_pour() {
    let statistics = Statistics::shipped();
    let drips = Drips::new(2.0..4.0, statistics.sample_rate, &mut Random::new(1));
    assert!(drips.drips.len() > 2);
    assert!(drips.drips.iter().all(|drip| drip.start > 2.0 && drip.start < 3.85));
    // They are louder than the room.
    let rest = pour(&Pour { seconds: 8.0, sample_rate: 16_000, ..Pour::default() });
    let tail: Vec<f64> = rest[16_000 * 29 / 4..].chunks_exact(160).map(level_db).collect();
    let loudest = tail.iter().fold(f64::MIN, |a, &b| a.max(b));
    let quietest = tail.iter().fold(f64::MAX, |a, &b| a.min(b));
    assert!(loudest > quietest + 10.0, "{loudest} {quietest}");
}
