import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['*.test.ts'],
    globalSetup: ['serve.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['tree'],
  },
});
