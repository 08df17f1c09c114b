//! `AveragePool` in two dimensions.

use super::{Inputs, Kernel};

/// Along one side: a window's length, the step to the next, and zeros before and after the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Side {
    pub length: usize,
    pub kernel: usize,
    pub stride: usize,
    pub before: usize,
    pub after: usize,
}

impl Side {
    /// Windows along this side.
    pub fn outputs(&self) -> usize {
        (self.before + self.length + self.after).saturating_sub(self.kernel) / self.stride.max(1) + 1
    }

    /// The part of the input that is in the window `at`.
    fn window(&self, at: usize) -> std::ops::Range<usize> {
        let start = at * self.stride;
        let end = (start + self.kernel).saturating_sub(self.before).min(self.length);
        start.saturating_sub(self.before).min(end)..end
    }
}

pub struct AveragePool {
    pub height: Side,
    pub width: Side,
    /// What the sum in each window is multiplied with.
    shares: Vec<f32>,
    /// Whether each output is the mean of its window's values, and of nothing else.
    pub means: bool,
}

impl AveragePool {
    pub fn new(height: Side, width: Side, count_include_pad: bool) -> Self {
        let count = |side: &Side, at| if count_include_pad { side.kernel } else { side.window(at).len() };
        let columns: Vec<_> = (0..width.outputs()).map(|at| count(&width, at)).collect();
        let share = |row: usize, column: usize| 1.0 / (row * column).max(1) as f32;
        let rows = (0..height.outputs()).map(|at| count(&height, at));
        let shares = rows.flat_map(|row| columns.iter().map(move |&column| share(row, column))).collect();
        Self { height, width, shares, means: !count_include_pad }
    }

    /// Of the first row's windows, which are those of all where no zeros are above and below.
    pub fn shares_of_a_row(&self) -> &[f32] {
        self.shares.get(..self.width.outputs()).unwrap_or_default()
    }

    /// Values of a row that lie `stride` apart are laid side by side, so that windows are sums of slices:
    /// `stride` phases, each this long.
    fn phase(&self) -> usize {
        self.width.outputs() + self.width.kernel.div_ceil(self.width.stride.max(1))
    }
}

impl Kernel for AveragePool {
    fn scratch(&self) -> usize {
        self.width.length + self.phase() * self.width.stride
    }

    fn run(&self, inputs: &Inputs<'_>, out: &mut [f32], scratch: &mut [f32]) {
        let Self { height, width, shares, .. } = self;
        let planes = inputs.get(0).chunks_exact((height.length * width.length).max(1));
        let (sums, phases) = scratch.split_at_mut(width.length);
        let columns = width.outputs();
        for (plane, out) in planes.zip(out.chunks_exact_mut(shares.len().max(1))) {
            let rows = out.chunks_exact_mut(columns).zip(shares.chunks_exact(columns));
            for (at, (out, shares)) in rows.enumerate() {
                sums.fill(0.0);
                for row in height.window(at) {
                    let row = plane.get(row * width.length..(row + 1) * width.length).unwrap_or_default();
                    sums.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
                }
                self.slide(sums, phases, out);
                out.iter_mut().zip(shares).for_each(|(out, share)| *out *= share);
            }
        }
    }
}

impl AveragePool {
    /// The sum of each window along one row.
    fn slide(&self, row: &[f32], phases: &mut [f32], out: &mut [f32]) {
        let &Side { kernel, stride, before, .. } = &self.width;
        let length = self.phase();
        phases.fill(0.0);
        for (at, phase) in phases.chunks_exact_mut(length.max(1)).enumerate() {
            // The phase has the padded row's values at `at`, `at + stride`, …
            let skipped = before.saturating_sub(at).div_ceil(stride.max(1));
            let values = row.get(at + skipped * stride - before..).unwrap_or_default();
            let cells = phase.get_mut(skipped..).unwrap_or_default();
            match stride {
                1 => cells.iter_mut().zip(values).for_each(|(cell, &value)| *cell = value),
                2 => {
                    let (pairs, last) = values.as_chunks::<2>();
                    let values = pairs.iter().map(|&[value, _]| value).chain(last.iter().copied());
                    cells.iter_mut().zip(values).for_each(|(cell, value)| *cell = value);
                }
                _ => {
                    let values = values.iter().step_by(stride);
                    cells.iter_mut().zip(values).for_each(|(cell, &value)| *cell = value);
                }
            }
        }
        out.fill(0.0);
        for at in 0..kernel {
            let from = (at % stride) * length + at / stride;
            let values = phases.get(from..).unwrap_or_default();
            out.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::super::tests::{noise, run};
    use super::*;

    #[test]
    fn each_window_has_its_mean() {
        let side = |length, kernel, stride, before, after| Side { length, kernel, stride, before, after };
        for (height, width) in [
            (side(3, 1, 1, 0, 0), side(40, 15, 1, 7, 7)),
            (side(8, 2, 2, 0, 0), side(32, 4, 2, 1, 1)),
            (side(7, 3, 2, 1, 2), side(9, 2, 3, 0, 1)),
            (side(1, 1, 1, 0, 0), side(5, 5, 1, 4, 4)),
        ] {
            let image = noise(2 * height.length * width.length, 1);
            for padded in [false, true] {
                let mean = |plane: &[f32], y: usize, x: usize| {
                    let (rows, columns) = (height.window(y), width.window(x));
                    let cells = rows.len() * columns.len();
                    let count = if padded { height.kernel * width.kernel } else { cells };
                    let rows =
                        rows.map(|row| plane[row * width.length..][columns.clone()].iter().sum::<f32>());
                    rows.sum::<f32>() / count as f32
                };
                let planes = image.chunks(height.length * width.length);
                let want: Vec<f32> = planes
                    .flat_map(|plane| {
                        let windows =
                            (0..height.outputs()).flat_map(|y| (0..width.outputs()).map(move |x| (y, x)));
                        windows.map(move |(y, x)| mean(plane, y, x))
                    })
                    .collect();
                let got = run(&AveragePool::new(height, width, padded), &image, want.len());
                for (got, want) in got.iter().zip(&want) {
                    assert!((got - want).abs() < 1e-5, "{got}, not {want}");
                }
            }
        }
    }
}
