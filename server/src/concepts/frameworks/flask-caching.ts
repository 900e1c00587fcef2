import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'flask-caching',
  title: 'Flask-Caching',
  languages: ['python'],
  modules: ['flask_caching'],
  types: { Cache: [] },
  calls: [
    {
      on: 'Cache#{set,add,cached,memoize}',
      is: 'cache-write',
      key: 0,
      ttl: { kind: 'default', keyword: 'timeout', never: [0] },
    },
  ],
});
