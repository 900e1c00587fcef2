export default { test: { include: ['src/**/*.test.ts', 'specs/*.spec.ts'], fileParallelism: false } };
