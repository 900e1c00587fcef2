import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Tests that need more than Node: a browser, a VS Code, a database. One file at a time, since each fills the machine.
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    include: ['test/vscode/**/*.test.ts', 'test/webview/**/*.test.ts'],
    exclude: ['test/vscode/suite/**', '**/node_modules/**'],
    fileParallelism: false,
    // Longer than any single wait in them, which then says what it waited for.
    testTimeout: 180_000,
    hookTimeout: 120_000,
    passWithNoTests: false,
  },
});
