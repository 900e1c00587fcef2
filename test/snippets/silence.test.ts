import { describe, expect, test } from 'vitest';
import type { Path } from '#base/paths.ts';
import type { Snippet } from '#snippets/library.ts';
import { planInsertion } from '#snippets/plan.ts';
import { ecosystemOf } from '#snippets/section.ts';
import { applyTextChanges } from '#snippets/text-change.ts';
import { projectOf } from '../sources.ts';
import { shippedLibrary } from './library.ts';
import { viewOf } from './place.ts';

const library = shippedLibrary();

describe('our own rules find nothing in', () => {
  test.each([...library.snippets.values()].map((it) => [it.id, it] as const))('%s', async (_, snippet) => {
    expect(await findingsIn(projectWith(snippet))).toEqual([]);
  });

  test('which they would, were there something', async () => {
    const text = "import { stripe } from 'stripe';\n\nexport const client = stripe(process.env.STRIPE_KEY!);\n";
    const sources = { ...projectWith(snippetOf('ts-error-hierarchy')), 'src/orders/orders.service.ts': text };
    expect(await findingsIn(sources)).toEqual([
      expect.stringContaining('src/orders/orders.service.ts config/env-read-outside-config'),
    ]);
  });
});

/** Findings outside of the file that starts the server, which is there only so that the project is one. */
async function findingsIn(sources: Readonly<Record<Path, string>>): Promise<string[]> {
  const { project, crashes } = await projectOf(sources);
  const findings = [...(project.check()?.findings.values() ?? [])].flat();
  expect(crashes).toEqual([]);
  return findings.filter((it) => !ENTRIES.has(it.path)).map((it) => `${it.path} ${it.rule}: ${it.message}`);
}

/** The files of a server that has nothing but the snippet, what that imports from, and its packages. */
function projectWith(snippet: Snippet): Record<Path, string> {
  const files = serverFor(snippet);
  const [active = ''] = Object.keys(files).filter((it) => ENTRIES.has(it));
  const plan = planInsertion(library, viewOf(files), { snippet: snippet.id, active, where: { kind: 'new' } });
  for (const file of plan?.files ?? []) {
    files[file.path] = file.kind === 'create' ? file.text : applyTextChanges(files[file.path] ?? '', file.changes);
  }
  return files;
}

const ENTRIES: ReadonlySet<Path> = new Set(['src/main.ts', 'app/start.py', 'main.go']);

function serverFor(snippet: Snippet): Record<Path, string> {
  const names = snippet.dependencies ?? [];
  switch (ecosystemOf(snippet.languages[0] ?? 'markdown')) {
    case 'pypi':
      return {
        'requirements.txt': ['fastapi', ...names].join('\n'),
        'app/start.py': 'from fastapi import FastAPI\n\napp = FastAPI()\n',
      };
    case 'go': {
      const required = names.map((it) => `\t${it} v1.0.0\n`).join('');
      return {
        'go.mod': `module example.com/shop\n\ngo 1.25\n\nrequire (\n${required})\n`,
        'main.go': 'package main\n\nimport "net/http"\n\nfunc main() {\n\t_ = http.ListenAndServe(":8080", nil)\n}\n',
      };
    }
    default: {
      const dependencies = Object.fromEntries(['express', ...names].map((it) => [it, '*']));
      return {
        'package.json': JSON.stringify({ name: 'shop', type: 'module', dependencies }),
        'src/main.ts': "import express from 'express';\n\nexpress().listen(3000);\n",
      };
    }
  }
}

function snippetOf(id: string): Snippet {
  const snippet = library.snippets.get(id);
  if (snippet === undefined) throw new Error(`there is no snippet ${id}`);
  return snippet;
}
