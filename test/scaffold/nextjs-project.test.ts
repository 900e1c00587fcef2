import { describe, expect, test } from 'vitest';
import { renderProject } from './project.ts';

const everyType =
  'title:string!,note:text?,count:integer,weight:decimal?,inStock:boolean,gift:boolean?,due:date,shipsAt:datetime?,customerId:uuid!?';

describe('a project with Next.js', () => {
  const withPages = renderProject({
    choices: { backend: 'nextjs', frontend: 'nextjs', apiClient: 'react-query', realtime: 'sse' },
    resource: 'order-line',
    fields: everyType,
  });
  const withoutPages = renderProject({ choices: { backend: 'nextjs', frontend: 'none' } });

  test.each([
    ['with pages', withPages],
    ['without pages', withoutPages],
  ])('is one program in one folder, %s', (_, files) => {
    expect([...files.keys()].filter((it) => /^(backend|frontend)\//.test(it))).toEqual([]);
    for (const [path, text] of files) expect(text, path).not.toMatch(/`(backend|frontend)\/|cd (backend|frontend)\b/);
    const { run } = JSON.parse((files.get('tiebeam.json') ?? '').replace(/^\s*\/\/.*$/gm, ''));
    expect(run.backend.path).toBe('web');
    expect(run).not.toHaveProperty('frontend');
  });

  test('has one package for what runs on the server and what runs in the browser', () => {
    const { dependencies } = JSON.parse(withPages.get('web/package.json') ?? '');
    expect(Object.keys(dependencies)).toEqual(
      expect.arrayContaining(['kysely', 'next', '@tanstack/react-query', 'eventsource-parser']),
    );
    expect(Object.keys(dependencies)).toEqual(Object.keys(dependencies).toSorted());
    const { dependencies: ofApi } = JSON.parse(withoutPages.get('web/package.json') ?? '');
    expect(ofApi).not.toHaveProperty('@tanstack/react-query');
  });

  test('routes the resource as an API and, where there are pages, as a page', () => {
    expect(withPages.get('web/src/app/api/order-lines/[id]/route.ts')).toContain("authorize(request, 'admin')");
    expect(withPages.get('web/src/app/order-lines/page.tsx')).toContain('<OrderLinePage />');
    expect([...withoutPages.keys()].filter((it) => it.endsWith('.tsx'))).toEqual([]);
  });

  test('answers what nothing has taken: below the API only where there are pages', () => {
    expect(withPages.has('web/src/app/api/[...path]/route.ts')).toBe(true);
    expect(withoutPages.has('web/src/app/[[...path]]/route.ts')).toBe(true);
  });

  test.each([
    ['with pages', withPages],
    ['with tRPC', renderProject({ choices: { backend: 'nextjs', api: 'trpc', auth: 'session', realtime: 'polling' } })],
  ])('names the methods of each route where another one is asked for, %s', (_, files) => {
    const routes = [...files].filter(([path]) => path.endsWith('/route.ts') && !path.includes('[...path]'));
    expect(routes.length).toBeGreaterThan(4);
    for (const [path, text] of routes) {
      const own = [...text.matchAll(/^export const (\w+) =/gm)].map((it) => it[1]);
      const [, others = '', told = ''] = /^export const \{ (.+) \} = refuseOtherMethods\((.+)\);$/m.exec(text) ?? [];
      expect(told.replaceAll("'", '').split(', '), path).toEqual(own);
      expect([...own, ...others.split(', ')].toSorted(), path).toEqual(['DELETE', 'GET', 'PATCH', 'POST', 'PUT']);
    }
  });
});
