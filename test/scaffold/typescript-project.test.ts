import { describe, expect, test } from 'vitest';
import { folderOf, joinPath } from '#base/paths.ts';
import type { Choices } from '#decisions/decisions.ts';
import { completeDecisions } from '#decisions/recommendation.ts';
import { parseResource } from '#decisions/resource.ts';
import { applies, partThatApplies } from '#scaffold/plan.ts';
import { createRenderer, type ProjectFiles } from '#scaffold/render.ts';
import { templates } from './project.ts';

const renderer = createRenderer(templates);

/** Renders a back end, whether or not its values are offered yet. */
function rendered(choices: Choices): ProjectFiles {
  const decisions = completeDecisions({ frontend: 'none', apiClient: 'none', ...choices });
  const resource = parseResource({ name: 'account', fields: 'name:string!,price:decimal,soldOn:date?' });
  const stack = templates.stacks.find((it) => applies(it.manifest.appliesWhen, decisions));
  if (!resource.ok || stack === undefined) throw new Error('there is no plan');
  const parts = stack.manifest.parts.flatMap((id) => partThatApplies(templates.parts.get(id), decisions));
  const files = renderer({ name: 'shop', decisions, resources: [resource.value], stack, parts });
  if (!files.ok) throw new Error(JSON.stringify(files.problems));
  return files.value;
}

const kinds = [
  { backend: 'express', api: 'rest' },
  { backend: 'express', api: 'trpc' },
  { backend: 'fastify', api: 'rest' },
] as const;

const all = (['sqlite', 'postgresql'] as const).flatMap((database) =>
  (['jwt', 'session'] as const).flatMap((auth) =>
    (['none', 'sse', 'polling', 'websocket'] as const).flatMap((realtime) =>
      (['feature-first', 'layer-first'] as const).flatMap((structure) =>
        kinds.map((kind) => ({ ...kind, database, auth, realtime, structure })),
      ),
    ),
  ),
);

describe.each(all)('$backend, $database, $auth, $realtime, $structure, $api', (choices) => {
  const files = rendered(choices);
  const code = [...files].filter(([path]) => path.endsWith('.ts'));

  test('every import leads to a file, and every package is a dependency', () => {
    const { dependencies, devDependencies } = JSON.parse(files.get('backend/package.json') ?? '');
    const packages = new Set([...Object.keys(dependencies), ...Object.keys(devDependencies)]);
    const lost = code.flatMap(([path, text]) =>
      [...text.matchAll(/^(?:import|export|\}) .*?from '([^']+)';$/gm)]
        .map(([, from = '']) => from)
        .filter((from) =>
          from.startsWith('.')
            ? !files.has(joinPath(folderOf(path), from) ?? '')
            : !from.startsWith('node:') && !packages.has(/^(@[^/]+\/)?[^/]+/.exec(from)?.[0] ?? ''),
        )
        .map((from) => `${path}: ${from}`),
    );
    expect(lost).toEqual([]);
  });

  test('nothing speaks of another layout', () => {
    const texts = [...files].filter(([path, text]) => /src\/features\//.test(path + text)).map(([path]) => path);
    expect(texts.length > 0).toBe(choices.structure === 'feature-first');
  });

  test('the migrations have the types of the database', () => {
    const migration = files.get('backend/src/database/migrations/0002_create_accounts.ts');
    expect(migration).toContain(choices.database === 'sqlite' ? "('price', 'integer'" : "('price', 'numeric(12, 2)'");
    expect(migration).toContain(choices.database === 'sqlite' ? "('id', 'text'" : "('id', 'uuid'");
  });

  test('secrets are those of the choices', () => {
    const { run } = JSON.parse((files.get('tiebeam.json') ?? '').replace(/^\s*\/\/.*$/gm, ''));
    expect(run.backend.secretVariables).toEqual([
      ...(choices.database === 'postgresql' ? ['DATABASE_URL'] : []),
      ...(choices.auth === 'jwt' ? ['JWT_SECRET'] : []),
    ]);
  });
});
