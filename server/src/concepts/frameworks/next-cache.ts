import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'next-cache',
  title: 'Next.js data cache',
  languages: ['typescript', 'javascript'],
  modules: ['next/cache'],
  packages: ['next'],
  calls: [
    {
      on: 'unstable_cache',
      is: 'cache-write',
      key: 1,
      ttl: { kind: 'options', index: 2, keys: ['revalidate', 'tags'] },
      isMinor: true,
    },
  ],
});
