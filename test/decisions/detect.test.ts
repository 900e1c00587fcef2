import { describe, expect, test } from 'vitest';
import { detectRequirements, type ManifestEntries } from '#decisions/detect.ts';

/** The values found, as `field=value path:line`. */
function found(...manifests: readonly ManifestEntries[]): readonly string[] {
  return detectRequirements(manifests).map(({ field, value, evidence }) => {
    const places = evidence.map((it) => `${it.path}:${it.line}`).join(' ');
    return `${field}=${value} ${places}`;
  });
}

function manifest(ecosystem: ManifestEntries['ecosystem'], path: string, names: readonly string[]): ManifestEntries {
  return { ecosystem, path, entries: names.map((name, index) => ({ name, line: index + 1 })) };
}

describe('detection', () => {
  test('finds a JavaScript project', () => {
    expect(found(manifest('npm', 'package.json', ['express', 'pg', 'ioredis', 'jsonwebtoken', 'ws', 'react-dom']))).toEqual([
      'backend=express package.json:1',
      'frontend=react package.json:6',
      'database=postgresql package.json:2',
      'redis=true package.json:3',
      'realtime=websocket package.json:5',
      'auth=jwt package.json:4',
    ]);
  });

  test('finds two languages and a container in one folder, with every place', () => {
    const result = found(
      manifest('pypi', 'backend/pyproject.toml', ['fastapi', 'asyncpg', 'strawberry-graphql']),
      manifest('npm', 'web/package.json', ['vue']),
      manifest('image', 'compose.yaml', ['postgres', 'redis']),
    );
    expect(result).toEqual([
      'backend=fastapi backend/pyproject.toml:1',
      'frontend=vue web/package.json:1',
      'database=postgresql backend/pyproject.toml:2 compose.yaml:1',
      'redis=true compose.yaml:2',
      'api=graphql backend/pyproject.toml:3',
    ]);
  });

  test('takes the framework that contains the other one first', () => {
    const values = detectRequirements([manifest('npm', 'package.json', ['react-dom', 'next', '@clerk/nextjs'])]);
    expect(values.filter((it) => it.field === 'frontend').map((it) => it.value)).toEqual(['nextjs', 'react']);
    expect(values.find((it) => it.field === 'auth')?.value).toBe('clerk');
  });

  test.each([
    ['npm', ['fastify', 'pg'], ['backend=fastify', 'database=postgresql']],
    ['go', ['github.com/go-chi/chi/v5', 'github.com/jackc/pgx/v5'], ['backend=go', 'database=postgresql']],
    ['pypi', ['Django', 'django-htmx', 'mysqlclient'], ['backend=django', 'frontend=htmx', 'database=mysql']],
    ['npm', ['next-auth', '@trpc/server'], ['api=trpc', 'auth=authjs']],
    ['npm', ['expressive', 'react', 'pgx', 'nextra'], []],
  ] as const)('knows %s %j', (ecosystem, names, expected) => {
    expect(found(manifest(ecosystem, 'manifest', names)).map((it) => it.split(' ')[0])).toEqual(expected);
  });

  test('does not take a name of one registry for that of another', () => {
    expect(found(manifest('pypi', 'requirements.txt', ['express', 'vue']))).toEqual([]);
  });
});
