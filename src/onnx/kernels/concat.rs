//! `Concat`.

use super::{Inputs, Kernel};

/// Lays its inputs one behind the other along an axis.
pub struct Concat {
    /// Of each input, the values of its axis and those after it: what lies together.
    blocks: Vec<usize>,
}

impl Concat {
    /// `blocks`: of each input, the product of its dimensions from the axis on.
    pub fn new(blocks: Vec<usize>) -> Self {
        Self { blocks }
    }
}

impl Kernel for Concat {
    fn run(&self, inputs: &Inputs<'_>, out: &mut [f32], _: &mut [f32]) {
        let stride = self.blocks.iter().sum::<usize>().max(1);
        let mut start = 0;
        for (at, &block) in self.blocks.iter().enumerate() {
            for (out, part) in out.chunks_exact_mut(stride).zip(inputs.get(at).chunks_exact(block.max(1))) {
                if let Some(out) = out.get_mut(start..start + block) {
                    out.copy_from_slice(part);
                }
            }
            start += block;
        }
    }
}
