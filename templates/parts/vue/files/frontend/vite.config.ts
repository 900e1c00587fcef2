import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [vue()],
  server: { port: 5173, strictPort: true },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts'],
    testTimeout: 30_000,
    env: { VITE_API_URL: 'http://api.test' },
    coverage: {
      include: ['src/**/*.{ts,vue}'],
      exclude: ['src/main.ts', 'src/api/schema.generated.ts'],
      thresholds: { lines: 80, functions: 80, branches: 80, statements: 80 },
    },
  },
});
