import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'go-cache',
  title: 'go-cache',
  languages: ['go'],
  modules: ['github.com/patrickmn/go-cache'],
  types: { Cache: ['{New,NewFrom}()'] },
  calls: [
    {
      on: 'Cache#{Set,Add}',
      is: 'cache-write',
      key: 0,
      ttl: { kind: 'argument', index: 2, never: [-1, 'NoExpiration'], zeroIsDefault: true },
      isMinor: true,
    },
  ],
});
