import { describe, expect, test } from 'vitest';
import { renderProject } from './project.ts';

const byEither = ['feature-first', 'layer-first'] as const;
const backends = [
  ['express', byEither],
  ['fastapi', byEither],
  ['django', ['feature-first']],
  ['go', byEither],
] as const;
const everyType =
  'title:string!,note:text?,count:integer,weight:decimal?,inStock:boolean,gift:boolean?,due:date,shipsAt:datetime?,customerId:uuid!?,order:string';

describe.each(backends)('pages that %s renders', (backend, structures) => {
  const choices = { backend, frontend: 'htmx', auth: 'session', apiClient: 'none' } as const;

  test.each(['none', 'sse', 'websocket', 'polling'] as const)('follow changes by %s, in every layout', (realtime) => {
    for (const structure of structures) {
      const files = renderProject({ choices: { ...choices, realtime, structure }, resource: 'order-line', fields: everyType });
      expect([...files.keys()].filter((it) => it.startsWith('frontend/'))).toEqual([]);
      const scripts = ['backend/static/live.js', 'backend/static/channel.js'];
      expect(scripts.filter((it) => files.has(it))).toEqual(realtime === 'none' ? [] : scripts);
    }
  });

  test.each([
    ['sheep', 'name'],
    ['entry', 'note:text?'],
    ['order', 'count:integer?,isDone:boolean'],
  ])('are there for %s with %s', (resource, fields) => {
    const files = renderProject({ choices, resource, fields });
    expect(files.get('README.md')).toContain('backend/static/');
  });

  test('are not told of as a program that talks to the API', () => {
    const files = renderProject({ choices });
    for (const path of ['README.md', 'AGENTS.md']) expect(files.get(path)).not.toMatch(/frontend\/|api:types|for the front end/);
  });

  test('bring htmx with its licence, and load nothing from elsewhere', () => {
    const files = renderProject({ choices });
    expect(files.get('backend/static/htmx.min.js')).toMatch(/^\/\*! htmx \d+\.\d+\.\d+, Zero-Clause BSD, \S+ \*\/\n/);
    const pages = [...files].filter(([path]) => /\/pages?\/|\.html$/.test(path)).map(([, text]) => text);
    expect(pages.join('\n')).not.toMatch(/(src|href)="https?:/);
  });
});
