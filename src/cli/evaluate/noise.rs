//! White and pink noise, the same in every run.

use super::random::Random;

/// White noise: uniform samples of the given RMS, where full scale is 1.
pub fn white_noise(samples: usize, rms: f32, seed: u64) -> Vec<f32> {
    let mut random = Random::new(seed);
    let mut uniform = || random.bits() as f32 / (1_u64 << 23) as f32 - 1.0;
    (0..samples).map(|_| uniform() * rms * 3.0_f32.sqrt()).collect()
}

/// Pink noise of the given RMS: white noise through the three poles of Kellet's "economy" filter,
/// which falls by 3 dB per octave within ± 0.5 dB (musicdsp.org, Pink noise filter).
pub fn pink_noise(samples: usize, rms: f32, seed: u64) -> Vec<f32> {
    let mut poles = [0.0_f32; 3];
    let mut noise = white_noise(samples, 1.0, seed);
    for sample in &mut noise {
        let white = *sample;
        let filter = [(0.99765, 0.099_046), (0.963, 0.296_516_4), (0.57, 1.052_691_3)];
        for (state, (pole, gain)) in poles.iter_mut().zip(filter) {
            *state = pole * *state + gain * white;
        }
        *sample = poles.iter().sum::<f32>() + 0.1848 * white;
    }
    let power: f64 = noise.iter().map(|&sample| f64::from(sample).powi(2)).sum();
    let gain = f64::from(rms) / (power / samples.max(1) as f64).sqrt().max(f64::MIN_POSITIVE);
    noise.iter().map(|&sample| (f64::from(sample) * gain) as f32).collect()
}

/// The RMS of a level in dB relative to full scale.
pub fn rms_of_level(level_db: i32) -> f32 {
    10.0_f32.powf(level_db as f32 / 20.0)
}
