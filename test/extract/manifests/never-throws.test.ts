import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Span } from '#base/span.ts';
import { extractCompose } from '#extract/manifests/compose.ts';
import { extractDockerfile } from '#extract/manifests/dockerfile.ts';
import { extractEnvFile } from '#extract/manifests/env-file.ts';
import { extractGoModule } from '#extract/manifests/go-module.ts';
import { extractIgnoreFile } from '#extract/manifests/ignore-file.ts';
import { extractPackageManifest } from '#extract/manifests/package-manifest.ts';
import { extractPrismaSchema } from '#extract/manifests/prisma-schema.ts';
import { extractPythonProject } from '#extract/manifests/python-project.ts';
import { extractSettingsFile } from '#extract/manifests/settings-file.ts';
import { extractSql } from '#extract/manifests/sql.ts';
import { extractTypeScriptConfig } from '#extract/manifests/typescript-config.ts';
import type { ManifestFacts } from '#facts/manifest-facts.ts';

const NOISE = [
  '\n',
  '\r\n',
  '\r',
  '\t',
  ' ',
  '#',
  '"',
  "'",
  '`',
  '\\',
  '=',
  ':',
  ',',
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  '$',
  `\${A:-b}`,
  '\u0000',
  '\u001f',
  '\u00e9',
  '😀',
  '\uFEFF',
];

/** Each extractor with the pieces that its files are made of. */
const EXTRACTORS: readonly (readonly [name: string, extract: (text: string) => ManifestFacts, pieces: readonly string[]])[] = [
  [
    'package.json',
    (text) => extractPackageManifest('package.json', text),
    ['"dependencies"', '"exports"', '"workspaces"', '"bin"', '"name"', '1', 'null', 'true', '"__proto__"'],
  ],
  [
    'tsconfig.json',
    (text) => extractTypeScriptConfig('tsconfig.json', text),
    ['"compilerOptions"', '"paths"', '"extends"', '// tiebeam-ignore-line a', '/*', '*/', '"x"'],
  ],
  [
    'pyproject.toml',
    (text) => extractPythonProject('pyproject.toml', text),
    [
      '[project]',
      '[[tool]]',
      'name',
      'dependencies',
      '"a>=1"',
      '"""',
      "'''",
      '1979-05-27',
      'inf',
      '# x',
      '[tool.poetry.group.dev.dependencies]',
      'a.b.c',
    ],
  ],
  ['Pipfile', (text) => extractPythonProject('Pipfile', text), ['[packages]', 'django', '"*"', '{version = "1"}']],
  [
    'setup.cfg',
    (text) => extractPythonProject('setup.cfg', text),
    ['[options]', 'install_requires', '  flask>=1', '[options.extras_require]', 'dev'],
  ],
  [
    'requirements.txt',
    (text) => extractPythonProject('requirements.txt', text),
    ['flask==1', '-r base.txt', '--hash=sha256:a', '-e git+https://x/y#egg=z', '; python_version < "3"', '@ https://x'],
  ],
  [
    'go.mod',
    (text) => extractGoModule('go.mod', text),
    ['module', 'require', 'example.com/a/v2', 'v1.2.3', '// indirect', 'go', '1.22'],
  ],
  ['.env', (text) => extractEnvFile('.env', text), ['A=', 'export ', 'B="x', '# C=d', "'y'", 'KEY']],
  ['.gitignore', (text) => extractIgnoreFile('.gitignore', text), ['*.log', '!keep', '\\#', '/dist']],
  [
    'Dockerfile',
    (text) => extractDockerfile('Dockerfile', text),
    ['FROM node', 'RUN <<EOF', 'EOF', 'CMD ["a"]', 'COPY --from=x a b', '# escape=`', 'ONBUILD', 'HEALTHCHECK NONE', 'ENV a=b'],
  ],
  [
    'compose.yaml',
    (text) => extractCompose('compose.yaml', text),
    [
      'services:',
      '  api:',
      '    environment:',
      '      - A=b',
      '&x',
      '*x',
      '<<: *x',
      '|',
      '>-',
      '---',
      '!!map',
      '? ',
      '    image: a',
    ],
  ],
  [
    'config.yaml',
    (text) => extractSettingsFile('config.yaml', text),
    ['jwt:', '  secret: a', '  - a', '&x', '*x', '<<: *x', '|', '---', '? '],
  ],
  [
    'app.ini',
    (text) => extractSettingsFile('app.ini', text),
    ['[jwt]', '[[a.b]]', 'secret = a', 'a.b: "c"', '; why', "'''", '= x', '[', ' # why'],
  ],
  [
    'a.sql',
    (text) => extractSql('a.sql', text),
    [
      'CREATE',
      'UNIQUE',
      'INDEX',
      'ON',
      'TABLE',
      'a.b',
      ';',
      '--',
      '/*',
      '*/',
      '$$',
      '$x$',
      'BEGIN',
      'END',
      'CASE',
      'DELIMITER //',
      'GO',
      'COPY a FROM stdin;',
      '\\.',
      '-- +goose StatementBegin',
      "E'",
    ],
  ],
  [
    'schema.prisma',
    (text) => extractPrismaSchema('schema.prisma', text),
    ['datasource db {', 'provider = "mysql"', 'env("A")', 'model A {', '}', '//', '///'],
  ],
];

describe.each(EXTRACTORS)('%s', (_, extract, pieces) => {
  it('gives plain facts with spans inside the text, whatever the text', () => {
    const texts = fc
      .array(fc.oneof(fc.constantFrom(...pieces, ...NOISE), fc.string({ maxLength: 4 })), { maxLength: 40 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, (text) => {
        const facts = extract(text);
        for (const span of spansIn(facts)) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeGreaterThanOrEqual(span.start);
          expect(span.end).toBeLessThanOrEqual(text.length);
        }
        expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
      }),
      { numRuns: 500 },
    );
  });

  it('reads CRLF and LF alike', () => {
    const text = `${pieces.join('\n')}\n`;
    expect(withoutSpans(extract(text.replaceAll('\n', '\r\n')))).toEqual(withoutSpans(extract(text)));
  });
});

function spansIn(value: unknown): Span[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('start' in value && 'end' in value) return [value as Span];
  return Object.values(value).flatMap(spansIn);
}

function withoutSpans(facts: ManifestFacts): unknown {
  return JSON.parse(JSON.stringify(facts, (key, value: unknown) => (/span$/i.test(key) ? undefined : value)));
}
