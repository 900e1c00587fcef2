import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { openApiDocument } from './document.ts';

test('openapi.json is what the schemas say; after a change run `npm run openapi`', async () => {
  const written = JSON.parse(await readFile('openapi.json', 'utf8'));
  expect(written).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
});
