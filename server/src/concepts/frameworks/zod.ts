import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'zod',
  title: 'zod and other schemas of the environment',
  languages: ['typescript', 'javascript'],
  modules: ['zod', 'zod/v4', 'envalid', 'joi', '@t3-oss/env-nextjs', '@t3-oss/env-core', 'valibot', 'yup'],
  calls: [
    {
      on: ['z.object', 'default.object', 'object', 'z.strictObject', 'z.looseObject'],
      is: 'env-schema',
      keys: { kind: 'object', index: 0 },
    },
    { on: ['cleanEnv', 'default.cleanEnv'], is: 'env-schema', keys: { kind: 'object', index: 1 } },
    { on: 'default.object().keys', is: 'env-schema', keys: { kind: 'object', index: 0 } },
    { on: 'createEnv', is: 'env-schema', keys: { kind: 'nested', index: 0, keys: ['server', 'client', 'shared'] } },
  ],
});
