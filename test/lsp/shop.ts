// A small project with known findings.

export const MISSING_TTL = 'cache/missing-ttl';
export const CYCLE = 'structure/circular-dependency';
export const SWALLOWED = 'errors/swallowed-error';

/** One finding of `cache/missing-ttl`, in the fourth line. */
export const CACHE = `import Redis from 'ioredis';
const redis = new Redis();
export async function keep(price: string) {
  await redis.set('price', price);
}
`;

export const CLEAN_CACHE = CACHE.replace("'price', price)", "'price', price, 'EX', 60)");

export const SHOP: Readonly<Record<string, string>> = {
  'package.json': '{ "name": "shop", "dependencies": { "express": "5", "pg": "8", "ioredis": "5" } }\n',
  'src/cache.ts': CACHE,
  'src/quiet.ts': 'export const quiet = 1;\n',
};
