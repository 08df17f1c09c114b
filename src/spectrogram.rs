//! Draws log-mel spectrograms as images.

use std::sync::LazyLock;

use colorous::Color;
use hot_or_cold_kernels::LogMel;

/// Level of the darkest colour, in dB. In kitchens, 95 % of the cells of a pour are louder.
pub const MIN_DB: f32 = -70.0;
/// Level of the lightest colour, in dB: the maximum of an ordinary pour. Both levels are fixed, so
/// that the same colour means the same loudness in every recording.
pub const MAX_DB: f32 = 10.0;

/// Number of colours: up to 256, so that a stored image takes one byte per pixel. The table exists
/// since evaluating the colour map for each pixel took as long as the spectrogram itself.
const COLOURS: usize = 256;
const _: () = assert!(COLOURS <= 256);
static VIRIDIS: LazyLock<Vec<Color>> =
    LazyLock::new(|| (0..COLOURS).map(|at| colorous::VIRIDIS.eval_rational(at, COLOURS)).collect());

/// The colour of a level, 0 … 1.
fn colour(level: f32) -> Color {
    let at = (level * (COLOURS - 1) as f32).round() as usize;
    VIRIDIS.get(at).or(VIRIDIS.last()).copied().unwrap_or_default()
}

/// RGBA image of a log-mel spectrogram. A column shows one or more frames, a row one mel band, the
/// lowest at the bottom. The colour map is viridis (CC0), which is perceptually uniform.
#[derive(Debug, Clone, PartialEq)]
pub struct SpectrogramImage {
    /// Number of columns.
    pub width: usize,
    /// Number of rows.
    pub height: usize,
    /// Four bytes per pixel, row-major from the top left.
    pub rgba: Vec<u8>,
}

/// Draws a spectrogram of at most `max_columns` columns. A column shows the maximum of its frames,
/// so that short sounds stay visible.
pub fn draw(log_mel: &LogMel, max_columns: usize) -> SpectrogramImage {
    let per_column = log_mel.len().div_ceil(max_columns.max(1)).max(1);
    draw_frames(log_mel.values(), log_mel.bands(), per_column)
}

/// Draws frame-major `values` in dB, with `per_column` frames in a column.
pub(crate) fn draw_frames(values: &[f32], bands: usize, per_column: usize) -> SpectrogramImage {
    let width = (values.len() / bands.max(1)).div_ceil(per_column);
    let mut rgba = vec![255; width * bands * 4];
    let mut column = vec![f32::NEG_INFINITY; bands];
    for (x, frames) in values.chunks(per_column * bands.max(1)).enumerate() {
        column.fill(f32::NEG_INFINITY);
        for frame in frames.chunks_exact(bands.max(1)) {
            column.iter_mut().zip(frame).for_each(|(loudest, &db)| *loudest = loudest.max(db));
        }
        for (row, &db) in rgba.chunks_exact_mut(width * 4).zip(column.iter().rev()) {
            let colour = colour(((db - MIN_DB) / (MAX_DB - MIN_DB)).clamp(0.0, 1.0));
            if let Some([r, g, b, _]) = row.get_mut(x * 4..x * 4 + 4) {
                (*r, *g, *b) = (colour.r, colour.g, colour.b);
            }
        }
    }
    SpectrogramImage { width, height: bands, rgba }
}

#[cfg(test)]
mod tests {
    use hot_or_cold_kernels::MelFrontEnd;

    use super::*;
    use crate::sidecar::Sidecar;

    fn log_mel(samples: &[f32]) -> LogMel {
        let sidecar = Sidecar::parse(include_str!("../model/hot-or-cold.json")).unwrap();
        MelFrontEnd::new(&sidecar.front_end).log_mel(samples)
    }

    fn pixel(image: &SpectrogramImage, x: usize, y: usize) -> &[u8] {
        &image.rgba[(y * image.width + x) * 4..][..3]
    }

    #[test]
    fn draw_shows_click_in_its_column_and_high_bands_on_top() {
        let mut samples = vec![0.0; 64_000];
        samples[32_000] = 1.0;
        let log_mel = log_mel(&samples);
        let image = draw(&log_mel, 100);
        assert!(image.width <= 100 && image.height == log_mel.bands());
        assert_eq!(image.rgba.len(), image.width * image.height * 4);
        let (dark, middle) = ([68, 1, 84], image.width / 2);
        assert_eq!(pixel(&image, 0, 0), dark, "silence is viridis' darkest");
        let click = (middle.saturating_sub(2)..=middle + 2).any(|x| pixel(&image, x, 0)[1] > 100);
        assert!(click, "the click is lost");

        let low: Vec<f32> = (0..64_000).map(|n| (n as f32 * 0.1).sin()).collect();
        let image = draw(&super::tests::log_mel(&low), 100);
        let green = |y| u32::from(pixel(&image, 50, y)[1]);
        assert!(green(image.height - 4) > green(2), "low frequencies belong at the bottom");
    }

    #[test]
    fn draw_frames_maps_equal_levels_to_equal_colours() {
        let quiet = draw_frames(&[-30.0, -90.0], 1, 1);
        let loud = draw_frames(&[-30.0, 30.0], 1, 1);
        assert_eq!(pixel(&quiet, 0, 0), pixel(&loud, 0, 0));
        assert_eq!(pixel(&quiet, 1, 0), [68, 1, 84], "quieter levels get the darkest colour");
        assert_eq!(pixel(&loud, 1, 0), [253, 231, 37], "louder levels get the lightest colour");
    }

    #[test]
    fn draw_accepts_zero_and_one_frame() {
        assert_eq!(draw(&log_mel(&[]), 100).rgba.len(), 0);
        let one = draw(&log_mel(&[0.0; 4_096]), 0);
        assert_eq!((one.width, one.rgba.len()), (1, one.height * 4));
    }
}
