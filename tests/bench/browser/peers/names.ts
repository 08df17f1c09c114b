/** Who is measured, by the name of its worker. */
export const NAMES = {
  'hot-or-cold': 'Hot or Cold',
  'onnxruntime-fft-js': 'fft.js + onnxruntime-web',
  tensorflow: 'fft.js + TensorFlow.js',
  'onnxruntime-meyda': 'Meyda + onnxruntime-web',
  'onnxruntime-essentia': 'essentia.js + onnxruntime-web',
} as const;

export type Name = keyof typeof NAMES;
