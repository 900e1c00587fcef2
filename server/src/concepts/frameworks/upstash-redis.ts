import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'upstash-redis',
  title: 'Upstash Redis and Vercel KV',
  languages: ['typescript', 'javascript'],
  modules: ['@upstash/redis', '@vercel/kv'],
  types: { Redis: ['Redis.fromEnv()', 'kv', 'createClient()'] },
  calls: [
    {
      on: ['Redis#set', 'kv.set'],
      is: 'cache-write',
      key: 0,
      ttl: { kind: 'options', index: 2, keys: ['ex', 'px', 'exat', 'pxat', 'keepTtl'] },
      addition: ', { ex: %s }',
    },
    { on: ['Redis#{expire,pexpire}', 'kv.expire'], is: 'cache-expiry', key: 0 },
  ],
});
