import { defineConfig } from 'vitest/config';

// Compiles every snippet with its packages: the first run installs them below .cache/snippets, which takes minutes.
export default defineConfig({
  test: {
    include: ['test/snippets/compile/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 900_000,
    fileParallelism: false,
  },
});
