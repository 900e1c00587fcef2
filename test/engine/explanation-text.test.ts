// What is said of a file, in words that need no knowledge of the source code of Tiebeam.
import { expect, test } from 'vitest';
import { explanationMarkdown } from '#engine/explanation-text.ts';
import { projectOf } from '../sources.ts';

const FILES = {
  'web/package.json': '{ "name": "web", "private": true, "dependencies": { "react": "19", "react-dom": "19" } }\n',
  'web/src/main.tsx': "import { createRoot } from 'react-dom/client';\n\ncreateRoot(document.body).render(<h1>Shop</h1>);\n",
  'web/src/orders.tsx': `export async function save(title: string): Promise<void> {
  localStorage.setItem('title', title);
  await fetch('/api/orders', { method: 'POST', body: title });
}
`,
  'web/src/orders.test.tsx': "import { save } from './orders';\n\nawait save('one');\n",
  'api/package.json': '{ "name": "api", "private": true, "dependencies": { "express": "5", "zod": "4" } }\n',
  'api/src/orders.controller.ts': `import { Router } from 'express';
import { z } from 'zod';

const Order = z.object({ title: z.string() });
export const orders = Router();
orders.post('/orders', (req, res) => {
  const order = Order.parse(req.body);
  const region = process.env.REGION;
  res.json({ ...order, region });
});
`,
};

async function explained(path: keyof typeof FILES): Promise<string> {
  const { project } = await projectOf(FILES);
  project.check();
  const explanation = project.explain(path);
  if (!explanation) throw new Error(`${path} is not explained`);
  // The list of rules goes by their ids, which people write into settings.
  return explanationMarkdown(explanation).split('## Rules')[0] ?? '';
}

test('a controller is told with its language, its layer and what it does', async () => {
  const text = await explained('api/src/orders.controller.ts');
  for (const line of [
    '- Kind: TypeScript',
    '- Layer: **controller** — registers routes (certain)',
    '- Unit: api (server)',
    '- 1 route (Express)',
    '- 1 validation of input (Validators for JavaScript)',
    '- 1 read of what a client sent (Express)',
    '- 1 environment variable read (the language itself)',
    '- 1 reply to a request (Express)',
  ])
    expect(text.split('\n')).toContain(line);
});

test('front-end code is told with the names that people use', async () => {
  const text = await explained('web/src/orders.tsx');
  expect(text).toContain('- Unit: web (front end)');
  expect(text).toContain("- 1 write to the browser's storage (Browser storage)");
  expect(text).toContain('- 1 request to another server (fetch)');
  expect(await explained('web/src/orders.test.tsx')).toContain('- Role: **test** — its name says so');
});

test.each(Object.keys(FILES) as (keyof typeof FILES)[])(
  'nothing that is said of %s is a name out of the source',
  async (path) => {
    const words = (await explained(path)).replaceAll(/`[^`]*`|^# .*$|→ .*$/gm, '');
    expect(words).not.toMatch(/\b[a-z]+-(?:read|use|write|base|maker|call|limit|default|change|storage|validators|manifest)\b/);
    expect(words).not.toMatch(/\b(?:frontend|fullstack|entrypoint|dto)\b/);
  },
);
