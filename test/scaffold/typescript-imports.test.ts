import { expect, test } from 'vitest';
import { importLines } from '#scaffold/typescript-imports.ts';

const of = (from: string, names: readonly string[], types: readonly string[] = []) => ({ from, names, types });

test('imports are merged by source and sorted as the formatter sorts them', () => {
  const lines = importLines(
    [
      of('b/access-tokens.ts', [], ['AccessTokens']),
      of('zod', ['z']),
      of('b/access.ts', ['Access']),
      { ...of('express', [], ['Express']), default: 'express' },
      of('node:http', ['createServer']),
      of('b/access.ts', ['signedInUser'], ['Access', 'Role']),
      of('b/access.ts', [], ['User']),
    ],
    './',
  );
  expect(lines.split('\n')).toEqual([
    "import { createServer } from 'node:http';",
    "import express, { type Express } from 'express';",
    "import { z } from 'zod';",
    "import { Access, type Role, signedInUser, type User } from './b/access.ts';",
    "import type { AccessTokens } from './b/access-tokens.ts';",
  ]);
});

test('paths are led by the way to the source folder', () => {
  expect(importLines([of('app.tsx', ['App'])], '../src/')).toBe("import { App } from '../src/app.tsx';");
});
