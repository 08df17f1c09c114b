//! `ReduceMax` and `ReduceMean`.

use super::{Inputs, Kernel, larger};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reduction {
    Max,
    Mean,
}

/// One dimension of the input, and whether it is reduced.
#[derive(Debug, Clone, Copy)]
struct Dim {
    length: usize,
    reduced: bool,
}

pub struct Reduce {
    dims: Vec<Dim>,
    reduction: Reduction,
    /// What each output is the mean of.
    count: f32,
}

impl Reduce {
    /// Of a tensor of `shape`, along `axes`.
    pub fn new(shape: &[usize], axes: &[usize], reduction: Reduction) -> Self {
        let dims: Vec<Dim> = shape
            .iter()
            .enumerate()
            .map(|(at, &length)| Dim { length, reduced: axes.contains(&at) })
            .collect();
        let count: usize = dims.iter().filter(|dim| dim.reduced).map(|dim| dim.length).product();
        Self { dims, reduction, count: count as f32 }
    }

    fn combine(&self, one: f32, other: f32) -> f32 {
        match self.reduction {
            Reduction::Max => larger(one, other),
            Reduction::Mean => one + other,
        }
    }

    fn walk(&self, dims: &[Dim], values: &[f32], out: &mut [f32]) {
        let [Dim { length, reduced }, ref inner @ ..] = *dims else {
            out.iter_mut().zip(values).for_each(|(out, &value)| *out = self.combine(*out, value));
            return;
        };
        if inner.is_empty() && reduced {
            let all = self.folded(values);
            out.iter_mut().for_each(|out| *out = self.combine(*out, all));
            return;
        }
        let (block, out_block) = (values.len() / length.max(1), out.len() / length.max(1));
        for (at, values) in values.chunks_exact(block.max(1)).enumerate() {
            let part =
                if reduced { Some(&mut *out) } else { out.get_mut(at * out_block..(at + 1) * out_block) };
            self.walk(inner, values, part.unwrap_or_default());
        }
    }

    /// In lanes: a chain of additions would wait for each, and lose more of the last digits.
    fn folded(&self, values: &[f32]) -> f32 {
        const LANES: usize = 8;
        let (chunks, rest) = values.as_chunks::<LANES>();
        let mut lanes = [self.neutral(); LANES];
        for chunk in chunks {
            lanes.iter_mut().zip(chunk).for_each(|(lane, &value)| *lane = self.combine(*lane, value));
        }
        lanes.iter().chain(rest).fold(self.neutral(), |all, &value| self.combine(all, value))
    }

    fn neutral(&self) -> f32 {
        match self.reduction {
            Reduction::Max => f32::NEG_INFINITY,
            Reduction::Mean => 0.0,
        }
    }
}

impl Kernel for Reduce {
    fn run(&self, inputs: &Inputs<'_>, out: &mut [f32], _: &mut [f32]) {
        out.fill(self.neutral());
        self.walk(&self.dims, inputs.get(0), out);
        if self.reduction == Reduction::Mean {
            out.iter_mut().for_each(|out| *out /= self.count);
        }
    }
}
