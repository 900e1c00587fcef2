import { describe, expect, it } from 'vitest';
import { extractPackageManifest } from '#extract/manifests/package-manifest.ts';
import { extractTypeScriptConfig } from '#extract/manifests/typescript-config.ts';

describe('package.json', () => {
  const text = `{
  "name": "@shop/api",
  "private": true,
  "main": "./dist/main.js",
  "types": "./dist/main.d.ts",
  "exports": { ".": { "import": "./dist/main.js", "require": "./dist/main.cjs" }, "./orders": ["./dist/orders.js"] },
  "imports": { "#config/*": "./src/config/*", "#db": { "test": "./src/db.fake.ts", "default": "./src/db.ts" }, "#none": null },
  "bin": { "shop": "./cli.js" },
  "workspaces": { "packages": ["packages/*", "apps/*"] },
  "scripts": { "start": "node dist/main.js", "odd": 1 },
  "dependencies": { "express": "^5.0.0", "@shop/orders": "workspace:*" },
  "devDependencies": { "vitest": "^4" },
  "peerDependencies": { "react": ">=18" },
  "optionalDependencies": { "fsevents": "*" }
}`;
  const facts = extractPackageManifest('package.json', text);

  it('gives dependencies of every section with their place', () => {
    expect(facts.dependencies.map(({ span, ...rest }) => ({ ...rest, text: text.slice(span.start, span.end) }))).toEqual([
      { name: 'express', version: '^5.0.0', isDevelopment: false, text: '"express": "^5.0.0"' },
      { name: '@shop/orders', version: 'workspace:*', isDevelopment: false, text: '"@shop/orders": "workspace:*"' },
      { name: 'vitest', version: '^4', isDevelopment: true, text: '"vitest": "^4"' },
      { name: 'react', version: '>=18', isDevelopment: false, text: '"react": ">=18"' },
      { name: 'fsevents', version: '*', isDevelopment: false, text: '"fsevents": "*"' },
    ]);
  });

  it('gives what it publishes, imports and runs', () => {
    expect(facts).toMatchObject({
      name: '@shop/api',
      isPrivate: true,
      hasBin: true,
      workspaces: ['packages/*', 'apps/*'],
      entries: ['./dist/main.js', './dist/main.d.ts', './dist/main.cjs', './dist/orders.js'],
      imports: [
        { pattern: '#config/*', target: './src/config/*' },
        { pattern: '#db', target: './src/db.fake.ts' },
      ],
      scripts: [{ name: 'start', command: 'node dist/main.js' }],
      parseErrors: [],
    });
  });

  it('has nothing where nothing is written', () => {
    expect(extractPackageManifest('package.json', '{}')).toEqual({
      kind: 'package-manifest',
      path: 'package.json',
      dependencies: [],
      scripts: [],
      workspaces: [],
      imports: [],
      entries: [],
      hasBin: false,
      isPrivate: false,
      parseErrors: [],
      directives: [],
    });
  });

  it.each([
    ['half typed', '{ "name": "a", "dependencies": { "express": "^5" ', ['a'], ['express'], ['A closing brace is expected here']],
    ['a comment', '{ // no\n "name": "a" }', ['a'], [], ['Comments are not allowed in this file']],
    ['a trailing comma', '{ "name": "a", }', ['a'], [], ['A key in double quotes is expected here']],
    ['not JSON at all', 'hello', [], [], ['This word is not valid in JSON; strings need double quotes']],
    ['empty', '', [], [], ['A value is expected here']],
  ])('keeps what can be read of a file that is broken: %s', (_, broken, names, dependencies, messages) => {
    const { name, dependencies: found, parseErrors } = extractPackageManifest('package.json', broken);
    expect([name].filter(Boolean)).toEqual(names);
    expect(found.map((it) => it.name)).toEqual(dependencies);
    expect(parseErrors.map((it) => it.message)).toEqual(messages);
  });
});

describe('tsconfig.json', () => {
  it('reads comments, trailing commas, paths and what it extends', () => {
    const text = `{
  // tiebeam-ignore-file config/env-read-outside-config -- the platform reads it
  "extends": ["../tsconfig.base.json", "@tsconfig/node22"],
  "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["src/*", "generated/*"], "~": ["./src/index.ts"], }, },
}`;
    const facts = extractTypeScriptConfig('tsconfig.json', text);
    expect(facts).toMatchObject({
      kind: 'typescript-config',
      extends: ['../tsconfig.base.json', '@tsconfig/node22'],
      baseUrl: '.',
      paths: [
        { pattern: '@/*', targets: ['src/*', 'generated/*'] },
        { pattern: '~', targets: ['./src/index.ts'] },
      ],
      parseErrors: [],
    });
    expect(facts.directives).toMatchObject([
      { form: 'file', rules: ['config/env-read-outside-config'], reason: 'the platform reads it', line: 1 },
    ]);
  });

  it('takes one base as a list and leaves out what is absent', () => {
    expect(extractTypeScriptConfig('tsconfig.json', '{ "extends": "./base.json" }')).toEqual({
      kind: 'typescript-config',
      path: 'tsconfig.json',
      extends: ['./base.json'],
      paths: [],
      parseErrors: [],
      directives: [],
    });
  });
});
