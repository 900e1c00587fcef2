import { describe, expect, test } from 'vitest';
import { type Choices, decisionFields } from '#decisions/decisions.ts';
import { scaffoldedValues } from '#decisions/options.ts';
import { completeDecisions } from '#decisions/recommendation.ts';
import { applies } from '#scaffold/plan.ts';
import { parseTemplates } from '#scaffold/templates.ts';
import { templates } from './project.ts';

describe('the shipped templates', () => {
  test('use every file that lies in a part', () => {
    const named = new Set(
      [...templates.parts.values()].flatMap(({ id, manifest }) =>
        [
          ...manifest.files.flatMap((file) => (typeof file === 'string' ? [file] : 'from' in file ? [file.from] : [])),
          ...[...JSON.stringify(manifest.contributes).matchAll(/"from":"(\/?[^"]*fragments\/[^"]+)"/g)].map(([, file]) => file),
        ].map((file = '') => (file.startsWith('/') ? file.slice(1) : `${id}/files/${file}`)),
      ),
    );
    const lying = [...templates.texts.keys()].filter((path) => /^(parts|common)\/[^/]+\/files\//.test(path));
    expect(lying.filter((path) => !named.has(path))).toEqual([]);
  });

  test('name every part in a stack, and every version is asked for', () => {
    const inStacks = new Set(templates.stacks.flatMap((it) => it.manifest.parts));
    expect([...templates.parts.keys()].filter((id) => !inStacks.has(id))).toEqual([]);
    const asked = new Set(
      [...templates.parts.values()].flatMap((it) => it.manifest.contributes.dependencies.map((one) => one.name)),
    );
    expect(Object.keys(templates.versions.npm ?? {}).filter((name) => !asked.has(name))).toEqual([]);
  });

  test('know every field type in every mapping that is used for all', () => {
    const partial = ['inputMode'];
    for (const [mapping, types] of Object.entries(templates.fieldTypes)) {
      if (!partial.includes(mapping))
        expect(Object.keys(types).toSorted(), mapping).toEqual([
          'boolean',
          'date',
          'datetime',
          'decimal',
          'integer',
          'string',
          'text',
          'uuid',
        ]);
    }
  });

  test('cover each value that the options promise', () => {
    const isNothing = (value: unknown): boolean => value === 'none' || value === false;
    const uncovered = decisionFields.flatMap((field) =>
      scaffoldedValues(field)
        .filter((value) => !isNothing(value) && !['structure', 'errors', 'service'].includes(field))
        .filter((value) => {
          const decisions = { ...completeDecisions({}), [field]: value } as ReturnType<typeof completeDecisions>;
          return ![...templates.parts.values()].some(
            ({ manifest }) =>
              manifest.appliesWhen[field] !== undefined &&
              applies({ [field]: manifest.appliesWhen[field] } as Choices as never, decisions),
          );
        })
        .map((value) => `${field}=${value}`),
    );
    expect(uncovered).toEqual([]);
  });
});

describe('broken templates', () => {
  const good = new Map([...templates.texts]);

  test.each<[string, string, string | undefined, string]>([
    ['a manifest that is no JSON', 'parts/express/part.json', '{', 'is not JSON'],
    ['an unknown key', 'parts/express/part.json', '{"title":"x","filez":[]}', 'Unrecognized key'],
    [
      'a condition that is no decision',
      'parts/express/part.json',
      '{"title":"x","appliesWhen":{"backend":["perl"]}}',
      'Invalid option',
    ],
    [
      'a file that is missing',
      'parts/express/part.json',
      '{"title":"x","files":["gone.ts"]}',
      "there is no file 'parts/express/files/gone.ts'",
    ],
    ['a part that is missing', 'parts/express/part.json', undefined, "there is no part 'parts/express'"],
    ['no versions', 'versions.json', undefined, 'the file is missing'],
  ])('%s is told with its place', (_, path, text, message) => {
    const texts = new Map(good);
    if (text === undefined) texts.delete(path);
    else texts.set(path, text);
    const result = parseTemplates(texts);
    expect(!result.ok && result.problems.map((it) => it.message).join('\n')).toContain(message);
  });
});
