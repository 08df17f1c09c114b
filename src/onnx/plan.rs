//! The steps of a network in the order in which they are run, and the memory that they share.

use std::sync::{Mutex, PoisonError};

use super::kernels::{Inputs, Kernel, Next};

/// Where the values of an input are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operand {
    Constant(usize),
    Slot(usize),
}

impl Operand {
    pub fn values<'a>(self, constants: &'a [Vec<f32>], slots: &'a [Vec<f32>]) -> &'a [f32] {
        match self {
            Self::Constant(at) => constants.get(at),
            Self::Slot(at) => slots.get(at),
        }
        .map_or(&[], Vec::as_slice)
    }
}

struct Step {
    kernel: Box<dyn Kernel>,
    inputs: Vec<Operand>,
    output: usize,
}

/// Memory for one run at a time, kept for the next.
struct Workspace {
    slots: Vec<Vec<f32>>,
    scratch: Vec<f32>,
}

/// Slot 0 is the network's input.
pub struct Plan {
    steps: Vec<Step>,
    constants: Vec<Vec<f32>>,
    /// Values in each slot.
    slots: Vec<usize>,
    output: Operand,
    /// Whether the last step takes nothing more on.
    sealed: bool,
    /// As many as have ever run at the same time.
    idle: Mutex<Vec<Workspace>>,
}

impl Plan {
    /// A plan without steps, which answers with its input.
    pub fn new(input: usize) -> Self {
        Self {
            steps: Vec::new(),
            constants: Vec::new(),
            slots: vec![input],
            output: Operand::Slot(0),
            sealed: false,
            idle: Mutex::new(Vec::new()),
        }
    }

    pub fn constant(&mut self, values: Vec<f32>) -> Operand {
        self.constants.push(values);
        Operand::Constant(self.constants.len() - 1)
    }

    /// How many values all steps compute.
    pub fn values(&self) -> usize {
        self.slots.iter().sum()
    }

    /// Appends a step, and returns where its `values` come out.
    pub fn step(&mut self, kernel: Box<dyn Kernel>, inputs: Vec<Operand>, values: usize) -> Operand {
        let output = self.slots.len();
        self.slots.push(values);
        self.steps.push(Step { kernel, inputs, output });
        self.sealed = false;
        Operand::Slot(output)
    }

    /// Whether the step that computes `input` does what follows, too, and has `values` come out: only the
    /// last one may.
    pub fn take_on(&mut self, input: Operand, next: &Next<'_>, values: usize) -> bool {
        let Some(Step { kernel, output, .. }) = self.steps.last_mut() else { return false };
        if self.sealed || input != Operand::Slot(*output) || !kernel.take_on(next) {
            return false;
        }
        if let Some(slot) = self.slots.last_mut() {
            *slot = values;
        }
        true
    }

    /// The last step stays as it is: its output has a second name, and what needs that is not known.
    pub fn seal(&mut self) {
        self.sealed = true;
    }

    pub fn answer_with(&mut self, output: Operand) {
        self.output = output;
    }

    /// Runs every step; `None` if the input is of another length.
    pub fn run(&self, input: &[f32]) -> Option<Vec<f32>> {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        // Taken before the match, which would hold the lock.
        let kept = idle().pop();
        let mut workspace = kept.unwrap_or_else(|| self.workspace());
        let output = self.run_in(&mut workspace, input);
        idle().push(workspace);
        output
    }

    fn workspace(&self) -> Workspace {
        let scratch = self.steps.iter().map(|step| step.kernel.scratch()).max().unwrap_or(0);
        Workspace {
            slots: self.slots.iter().map(|&values| vec![0.0; values]).collect(),
            scratch: vec![0.0; scratch],
        }
    }

    fn run_in(&self, Workspace { slots, scratch }: &mut Workspace, input: &[f32]) -> Option<Vec<f32>> {
        let first = slots.first_mut().filter(|first| first.len() == input.len())?;
        first.copy_from_slice(input);
        for Step { kernel, inputs, output } in &self.steps {
            // Lent out of the slots, which the inputs borrow.
            let mut out = std::mem::take(slots.get_mut(*output)?);
            let inputs = Inputs { operands: inputs, constants: &self.constants, slots };
            kernel.run(&inputs, &mut out, scratch.get_mut(..kernel.scratch())?);
            *slots.get_mut(*output)? = out;
        }
        Some(self.output.values(&self.constants, slots).to_vec())
    }
}
