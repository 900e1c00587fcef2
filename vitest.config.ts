import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [
      'test/snippets/compile/**',
      'test/snippets/behaviour/**',
      'test/vscode/**',
      'test/webview/**',
      '**/node_modules/**',
    ],
    testTimeout: 20_000,
    passWithNoTests: false,
  },
});
