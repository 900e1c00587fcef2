import { defineConfig } from 'vitest/config';

// Compiles every snippet with its packages and runs some of them: the first run installs them below .cache/snippets, which takes minutes.
export default defineConfig({
  test: {
    include: ['test/snippets/compile/*.test.ts', 'test/snippets/behaviour/*.test.ts'],
    testTimeout: 180_000,
    hookTimeout: 900_000,
    fileParallelism: false,
  },
});
