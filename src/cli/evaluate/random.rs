//! Random numbers that are the same in every run.

/// Knuth's MMIX generator (The Art of Computer Programming, volume 2). Its high bits are random.
pub struct Random {
    state: u64,
}

impl Random {
    pub fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The high 24 bits of the next state.
    pub fn bits(&mut self) -> u32 {
        self.state = self
            .state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.state >> 40) as u32
    }

    /// A random index below `count`, which must not exceed a million; 0 if `count` is 0.
    pub fn below(&mut self, count: usize) -> usize {
        ((u64::from(self.bits()) * count as u64) >> 24) as usize
    }

    /// `count` different elements in random order, or all if there are fewer.
    pub fn choose<T: Copy>(&mut self, elements: &[T], count: usize) -> Vec<T> {
        let mut left = elements.to_vec();
        (0..count.min(elements.len())).map(|_| left.swap_remove(self.below(left.len()))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn below_is_uniform() {
        let mut random = Random::new(1);
        let mut counts = [0_u32; 5];
        for _ in 0..10_000 {
            counts[random.below(5)] += 1;
        }
        // The standard deviation of each is 40.
        assert!(counts.iter().all(|count| count.abs_diff(2000) < 160), "{counts:?}");
        assert_eq!(random.below(0), 0);
    }

    #[test]
    fn choose_takes_each_element_once_at_most() {
        let mut random = Random::new(1);
        let mut first = [0_u32; 4];
        for _ in 0..1_000 {
            let chosen = random.choose(&[0, 1, 2, 3], 3);
            first[chosen[0]] += 1;
            let different: std::collections::BTreeSet<_> = chosen.iter().collect();
            assert_eq!((chosen.len(), different.len()), (3, 3));
        }
        assert!(first.iter().all(|count| count.abs_diff(250) < 60), "{first:?}");
        assert_eq!(random.choose(&[7, 8], 3).len(), 2);
    }
}
