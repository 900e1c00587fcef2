import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { LineIndex } from '#base/span.ts';
import { defaultConfiguration, type KnownRules, parseConfiguration } from '#decisions/configuration.ts';
import { configurationJsonSchema } from '#decisions/configuration-json-schema.ts';

const known: KnownRules = {
  rules: [
    { id: 'errors/swallowed-error' },
    {
      id: 'config/env-read-outside-config',
      options: z.object({ allow: z.array(z.string()), allowInEntrypoint: z.boolean() }).partial(),
    },
    { id: 'cache/missing-ttl', options: z.strictObject({ defaultTtlSeconds: z.int().positive().default(60) }).prefault({}) },
  ],
};

/** Each problem as `path | the text it points at | message`. */
function problemsOf(text: string): string[] {
  const result = parseConfiguration(text, known);
  return result.ok
    ? []
    : result.problems.map(({ path, span, message }) => `${path.join('.')} | ${text.slice(span.start, span.end)} | ${message}`);
}

describe('a configuration that fits', () => {
  it('is full of defaults where nothing is written', () => {
    expect(parseConfiguration('{}', known)).toEqual({ ok: true, value: defaultConfiguration });
    expect(defaultConfiguration).toMatchObject({
      preset: 'recommended',
      layers: {},
      migrations: { since: 'new', smallTables: [] },
      suppress: { requireReason: false, foreign: true },
      baseline: { mode: 'off', file: '.tiebeam/baseline.json', autoPrune: true },
      contract: { minMatchRate: 0.7 },
      rules: {},
    });
  });

  it('may hold comments and trailing commas', () => {
    expect(problemsOf('{\n  // why\n  "preset": "strict", /* all */\n}')).toEqual([]);
  });

  it('keeps the three forms of a rule and fills in the defaults of its options', () => {
    const text = `{ "rules": {
      "errors/swallowed-error": ["off"],
      "config/env-read-outside-config": { "severity": "info", "exclude": ["legacy/**"], "allow": ["TZ"] },
      "cache/missing-ttl": ["warning", {}]
    } }`;
    const result = parseConfiguration(text, known);
    expect(result.ok && result.value.rules).toEqual({
      'errors/swallowed-error': 'off',
      'config/env-read-outside-config': { severity: 'info', exclude: ['legacy/**'], allow: ['TZ'] },
      'cache/missing-ttl': ['warning', { defaultTtlSeconds: 60 }],
    });
  });

  it('takes what a scaffold writes', () => {
    const text = JSON.stringify({
      $schema: 'https://example.com/tiebeam.schema.json',
      decisions: {
        backend: 'express',
        frontend: 'react',
        database: 'sqlite',
        redis: false,
        realtime: 'sse',
        structure: 'feature-first',
      },
      resources: [
        { name: 'product', plural: 'products', fields: [{ name: 'name', type: 'string', required: true, unique: false }] },
      ],
      run: {
        backend: {
          path: 'backend',
          install: ['npm', 'install'],
          check: [['npm', 'run', 'lint']],
          start: ['node', 'dist/main.js'],
          grantRole: ['npm', 'run', 'user:role', '--'],
          requiredVariables: ['DATABASE_URL', 'JWT_SECRET'],
          secretVariables: ['JWT_SECRET'],
        },
        frontend: { path: 'frontend', preview: ['npm', 'run', 'preview', '--'], apiUrlVariable: 'VITE_API_URL' },
      },
      units: { '.': { kind: 'server' } },
      hints: { 'src/lib/store.ts#db': 'database' },
    });
    expect(problemsOf(text)).toEqual([]);
  });
});

describe('problems', () => {
  const cases: readonly (readonly [name: string, text: string, ...expected: string[]])[] = [
    ['unknown key', '{ "layerz": {} }', 'layerz | "layerz" | Unknown key "layerz"; did you mean "layers"?'],
    ['the key of the rules', '{ "ruels": {} }', 'ruels | "ruels" | Unknown key "ruels"; did you mean "rules"?'],
    [
      'unknown key without a neighbour',
      '{ "roles": { "xyzzyxyzzy": [] } }',
      'roles.xyzzyxyzzy | "xyzzyxyzzy" | Unknown key "xyzzyxyzzy"; the keys here are test, script, generated',
    ],
    [
      'unknown key below a record',
      '{ "units": { "api": { "kin": "server" } } }',
      'units.api.kin | "kin" | Unknown key "kin"; did you mean "kind"?',
    ],
    [
      'unknown key in an element',
      '{ "resources": [{ "name": "a", "plural": "as", "fields": [{ "name": "x", "typ": "string", "required": true, "unique": false }] }] }',
      'resources.0.fields.0.type | { "name": "x", "typ": "string", "required": true, "unique": false } | "type" is missing',
      'resources.0.fields.0.typ | "typ" | Unknown key "typ"; did you mean "type"?',
    ],
    [
      'unknown rule',
      '{ "rules": { "cache/mising-ttl": "off" } }',
      'rules.cache/mising-ttl | "cache/mising-ttl" | There is no rule "cache/mising-ttl"; did you mean "cache/missing-ttl"?',
    ],
    ['unknown rule, nothing near', '{ "rules": { "x": "off" } }', 'rules.x | "x" | There is no rule "x"'],
    [
      'unknown severity',
      '{ "rules": { "cache/missing-ttl": "warn" } }',
      'rules.cache/missing-ttl | "warn" | "cache/missing-ttl" must be one of "off", "hint", "info", "warning", "error"',
    ],
    [
      'unknown option in a pair',
      '{ "rules": { "cache/missing-ttl": ["warning", { "defaultTtlSecond": 5 }] } }',
      'rules.cache/missing-ttl.1.defaultTtlSecond | "defaultTtlSecond" | Unknown key "defaultTtlSecond"; did you mean "defaultTtlSeconds"?',
    ],
    [
      'unknown option in the object form',
      '{ "rules": { "cache/missing-ttl": { "excludes": [] } } }',
      'rules.cache/missing-ttl.excludes | "excludes" | Unknown key "excludes"; did you mean "exclude"?',
    ],
    [
      'an option of a rule without options',
      '{ "rules": { "errors/swallowed-error": ["off", { "a": 1 }] } }',
      'rules.errors/swallowed-error.1.a | "a" | Unknown key "a"; no keys are expected here',
    ],
    [
      'option of the wrong type',
      '{ "rules": { "cache/missing-ttl": ["warning", { "defaultTtlSeconds": "5" }] } }',
      'rules.cache/missing-ttl.1.defaultTtlSeconds | "5" | "defaultTtlSeconds" must be a number',
    ],
    [
      'value out of a list',
      '{ "preset": "recomended" }',
      'preset | "recomended" | "preset" must be one of "tier1", "recommended", "strict", "security", "off"; did you mean "recommended"?',
    ],
    ['wrong type', '{ "layers": { "service": "src/**" } }', 'layers.service | "src/**" | "service" must be a list: [ … ]'],
    [
      'wrong element',
      '{ "layers": { "service": [1] } }',
      'layers.service.0 | 1 | Each element of "service" must be a text in double quotes',
    ],
    [
      'wrong alternative',
      '{ "suppress": { "requireReason": 1 } }',
      'suppress.requireReason | 1 | "requireReason" must be true or false or a list: [ … ]',
    ],
    [
      'wrong element of an alternative',
      '{ "suppress": { "requireReason": [1] } }',
      'suppress.requireReason.0 | 1 | Each element of "requireReason" must be a text in double quotes',
    ],
    ['out of range', '{ "contract": { "minMatchRate": 7 } }', 'contract.minMatchRate | 7 | "minMatchRate" must be at most 1'],
    [
      'empty command',
      '{ "run": { "backend": { "path": ".", "start": [] } } }',
      'run.backend.start | [] | "start" must not be empty',
    ],
    ['missing key', '{ "run": { "backend": {} } }', 'run.backend.path | "backend" | "path" is missing'],
    [
      'path that leaves the folder',
      '{ "run": { "backend": { "path": "../api" } } }',
      'run.backend.path | "../api" | A folder is relative to tiebeam.json and does not lead out of its folder',
    ],
    [
      'hint without an export',
      '{ "hints": { "src/db.ts": "database" } }',
      'hints.src/db.ts | "src/db.ts" | A hint names an export as path#export, such as src/lib/store.ts#db',
    ],
    [
      'hint of an unknown kind',
      '{ "hints": { "src/db.ts#db": "databse" } }',
      'hints.src/db.ts#db | "databse" | "src/db.ts#db" must be one of "database", "cache", "logger"; did you mean "database"?',
    ],
    [
      'repeated key',
      '{ "preset": "strict", "preset": "off" }',
      'preset | "preset" | "preset" stands here twice, and only the last one counts',
    ],
    ['no object', '[]', ' | [ | The file must hold an object: { … }'],
    ['rules that are no object', '{ "rules": [] }', 'rules | [] | "rules" must be an object with rule ids as keys'],
    ['empty file', '', ' |  | A value is expected here'],
    ['broken JSON', '{ "preset": "strict" "layers": {} }', ' | "layers" | A comma is expected here'],
    ['word without quotes', '{ "preset": strict }', ' | strict | This word is not valid in JSON; strings need double quotes'],
    [
      'unclosed',
      '{ "presett": "off", "rules": {',
      'presett | "presett" | Unknown key "presett"; did you mean "preset"?',
      ' | { | A closing brace is expected here',
    ],
  ];
  it.each(cases)('%s', (_, text, ...expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });

  it('come all at once and in the order of the text', () => {
    const text = '{\n  "rules": { "no/such": "off", "cache/missing-ttl": 3 },\n  "preset": 1,\n  "baselin": {}\n}';
    const result = parseConfiguration(text, known);
    const lines = new LineIndex(text);
    expect(result.ok ? [] : result.problems.map(({ span }) => lines.positionAt(span.start))).toEqual([
      { line: 1, character: 13 },
      { line: 1, character: 52 },
      { line: 2, character: 12 },
      { line: 3, character: 2 },
    ]);
  });

  it('have spans inside the text, whatever the text', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"rules"',
      '"preset"',
      '"off"',
      '1',
      'null',
      '//x\n',
      '"units"',
      '"a',
      '\\',
      '"__proto__"',
      '"hints"',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        const text = parts.join(' ');
        const result = parseConfiguration(text, known);
        if (result.ok) return;
        expect(result.problems.length).toBeGreaterThan(0);
        for (const { span } of result.problems) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeGreaterThanOrEqual(span.start);
          expect(span.end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('the JSON schema', () => {
  const schema = configurationJsonSchema(known);

  it('describes every section', () => {
    const sections = Object.entries(schema.properties ?? {}).filter(([key]) => key !== '$schema');
    expect(sections.filter(([, node]) => typeof node !== 'object' || !node.description).map(([key]) => key)).toEqual([]);
  });

  it('knows the rules with their options', () => {
    const rules = schema.properties?.rules;
    expect(typeof rules === 'object' && Object.keys(rules.properties ?? {})).toEqual(known.rules.map((rule) => rule.id));
    expect(JSON.stringify(rules)).toContain('defaultTtlSeconds');
  });

  it.each([
    ['{}', true],
    ['{ "preset": "off", "rules": { "cache/missing-ttl": ["off", { "defaultTtlSeconds": 5 }] } }', true],
    ['{ "rules": { "cache/missing-ttl": { "files": ["src/**"], "defaultTtlSeconds": 5 } } }', true],
    ['{ "hints": { "src/db.ts#db": "database" }, "units": { ".": {} } }', true],
    ['{ "rules": { "errors/swallowed-error": ["off"] } }', true],
    ['{ "rules": { "errors/swallowed-error": ["off", { "a": 1 }] } }', false],
    ['{ "rules": { "no/such": "off" } }', false],
    ['{ "hints": { "src/db.ts": "database" } }', false],
    ['{ "decisions": { "backend": "rails" } }', false],
    ['{ "layerz": {} }', false],
  ])('judges as the parser does: %s', (text, isValid) => {
    const validate = new Ajv({ strict: false }).compile(schema);
    expect([validate(JSON.parse(text)), parseConfiguration(text, known).ok]).toEqual([isValid, isValid]);
  });

  it('requires nothing that has a default', () => {
    expect(schema.required).toBeUndefined();
  });

  it('describes the decisions with the texts of the sheet', () => {
    const decisions = schema.properties?.decisions;
    const backend = typeof decisions === 'object' ? decisions.properties?.backend : undefined;
    expect(backend).toMatchObject({
      description: 'What serves the API?',
      enum: ['express', 'fastify', 'nextjs', 'fastapi', 'django', 'go'],
    });
  });
});
