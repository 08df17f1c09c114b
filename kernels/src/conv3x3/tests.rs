use super::*;
use crate::average_pool::WindowAxis;
use crate::tests::{noise, run};

/// The convolution, by its definition.
fn convolve_by_definition(
    [outputs, inputs]: [usize; 2],
    [height, width]: [usize; 2],
    weights: &[f32],
    bias: &[f32],
    image: &[f32],
) -> Vec<f32> {
    let at = |channel: usize, y: usize, x: usize| match (y.checked_sub(1), x.checked_sub(1)) {
        (Some(y), Some(x)) if y < height && x < width => image[(channel * height + y) * width + x],
        _ => 0.0,
    };
    let mut out = Vec::new();
    for (output, bias) in (0..outputs).zip(bias) {
        for (y, x) in (0..height).flat_map(|y| (0..width).map(move |x| (y, x))) {
            let products = (0..inputs * 9).map(|n| {
                let (input, place) = (n / 9, n % 9);
                weights[output * inputs * 9 + n] * at(input, y + place / 3, x + place % 3)
            });
            out.push(bias + products.sum::<f32>());
        }
    }
    out
}

fn pool(images: [usize; 2], [height, width]: [usize; 2], count_include_pad: bool) -> AveragePool {
    let height = WindowAxis { length: height, kernel: 2, stride: 2, before: 0, after: 0 };
    let width = WindowAxis { length: width, kernel: 4, stride: 2, before: 1, after: 1 };
    AveragePool::new(images, height, width, count_include_pad).unwrap()
}

#[track_caller]
fn assert_close(got: &[f32], want: &[f32]) {
    assert_eq!(got.len(), want.len());
    for (at, (got, want)) in got.iter().zip(want).enumerate() {
        assert!((got - want).abs() < 1e-4, "{at}: {got}, not {want}");
    }
}

#[test]
fn conv3x3_matches_definition_with_fused_relu_and_pool() {
    let mut fused = 0;
    for (channels, size) in [
        ([1, 1], [1, 1]),
        ([3, 2], [5, 7]),
        ([4, 1], [4, 16]),
        ([6, 3], [8, 32]),
        ([9, 5], [12, 128]),
        ([6, 3], [12, 16]),
        ([5, 2], [6, 16]),
        ([5, 2], [8, 24]),
        ([2, 3], [9, 200]),
    ] {
        let ([outputs, inputs], [height, width]) = (channels, size);
        let weights = noise(outputs * inputs * 9, 1);
        let bias = noise(outputs, 2);
        let images = noise(2 * inputs * height * width, 3);
        let each = images.chunks(images.len() / 2);
        let mut want: Vec<f32> = each
            .flat_map(|image| convolve_by_definition(channels, size, &weights, &bias, image))
            .collect();
        let conv = Conv3x3::new([2, inputs, height, width], &weights, &bias).unwrap();
        assert_close(&run(&conv, &images), &want);
        // The variant for processors without AVX2 and FMA.
        let (mut output, mut scratch) =
            (vec![f32::NAN; want.len()], vec![f32::NAN; conv.scratch_len()]);
        conv.run_with(multiply, &images, &mut output, &mut scratch);
        assert_close(&output, &want);

        let conv = conv.with_relu().unwrap();
        want.iter_mut().for_each(|value| *value = value.max(0.0));
        assert_close(&run(&conv, &images), &want);

        if height < 2 || width < 4 {
            continue;
        }
        let pool = pool([2, outputs], size, false);
        let pooled = conv.with_pool(&pool);
        let fits = height.is_multiple_of(4) && width.is_multiple_of(16);
        assert_eq!(pooled.is_some(), fits, "{size:?}");
        if let Some(pooled) = pooled {
            fused += 1;
            assert_close(&run(&pooled, &images), &run(&pool, &want));
            assert!(pooled.with_relu().is_none() && pooled.with_pool(&pool).is_none());
        }
    }
    assert_eq!(fused, 4);
}

#[test]
fn with_pool_rejects_other_windows() {
    let size = [8, 32];
    let conv = Conv3x3::new([1, 1, 8, 32], &[0.0; 9], &[0.0]).unwrap();
    assert!(conv.with_pool(&pool([1, 1], size, false)).is_some());
    assert!(conv.with_pool(&pool([1, 1], size, true)).is_none());
    for change in [
        |pool: &mut AveragePool| pool.height.kernel = 3,
        |pool: &mut AveragePool| pool.height.before = 1,
        |pool: &mut AveragePool| pool.height.length = 4,
        |pool: &mut AveragePool| pool.width.kernel = 5,
        |pool: &mut AveragePool| pool.width.stride = 1,
        |pool: &mut AveragePool| pool.width.after = 0,
    ] {
        let mut other = pool([1, 1], size, false);
        change(&mut other);
        assert!(conv.with_pool(&other).is_none());
    }
}

#[test]
fn new_rejects_weights_of_another_length() {
    assert!(Conv3x3::new([1, 2, 4, 4], &[0.0; 9], &[0.0]).is_none());
    assert!(Conv3x3::new([1, usize::MAX, 4, 4], &[0.0; 9], &[0.0]).is_none());
    assert!(Conv3x3::new([1, 1, 1 << 20, 1 << 20], &[0.0; 9], &[0.0]).is_none());
}
