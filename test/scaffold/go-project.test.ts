import { describe, expect, test } from 'vitest';
import type { Decisions } from '#decisions/decisions.ts';
import { applies, planProject } from '#scaffold/plan.ts';
import { createRenderer, type ProjectFiles } from '#scaffold/render.ts';
import { renderProject, templates } from './project.ts';

const everyType =
  'title:string!,note:text?,count:integer,weight:decimal?,inStock:boolean,gift:boolean?,due:date,shipsAt:datetime?,customerId:uuid!?,order:string';

function goProject(resource: string, fields: string, realtime: 'sse' | 'none' = 'sse') {
  return renderProject({ choices: { backend: 'go', apiClient: 'react-query', realtime }, resource, fields });
}

const renderer = createRenderer(templates);

/** A project of parts that were not all offered together yet. */
function renderGo(choices: Pick<Decisions, 'database' | 'auth' | 'realtime' | 'structure'>): ProjectFiles {
  const plan = planProject(
    { name: 'shop', choices: { backend: 'go', frontend: 'none' }, resource: { name: 'product', fields: 'name' } },
    templates,
  );
  if (!plan.ok) throw new Error(JSON.stringify(plan.problems));
  const decisions: Decisions = { ...plan.value.decisions, ...choices };
  const parts = plan.value.stack.manifest.parts
    .map((id) => templates.parts.get(id))
    .filter((it) => it !== undefined)
    .filter((it) => applies(it.manifest.appliesWhen, decisions));
  const files = renderer({ ...plan.value, decisions, parts });
  if (!files.ok) throw new Error(JSON.stringify(files.problems));
  return files.value;
}

describe('a back end in Go', () => {
  const files = goProject('order-line', everyType);
  const textOf = (path: string): string => files.get(`backend/${path}`) ?? '';

  test('has a package for the feature, named without hyphens', () => {
    expect([...files.keys()].filter((it) => it.startsWith('backend/internal/orderlines/'))).toEqual([
      'backend/internal/orderlines/handler.go',
      'backend/internal/orderlines/handler_test.go',
      'backend/internal/orderlines/model.go',
      'backend/internal/orderlines/repository.go',
      'backend/internal/orderlines/service.go',
      'backend/internal/orderlines/service_test.go',
    ]);
    expect(textOf('internal/app/app.go')).toContain('timed.Mount("/order-lines", orderlines.Routes(db, changes, access))');
  });

  test('quotes the names of columns, which may be words of SQL', () => {
    expect(textOf('internal/platform/database/migrations/0002_create_order_lines.sql')).toContain('"order" text not null');
    expect(textOf('internal/orderlines/repository.go')).toContain('"order" = case when $22 then $11 else "order" end');
  });

  test('numbers the arguments of a statement without gaps', () => {
    const repository = textOf('internal/orderlines/repository.go');
    const statement = repository.slice(repository.indexOf('update "order_lines"'), repository.indexOf('returning'));
    const numbers = [...new Set([...statement.matchAll(/\$(\d+)/g)].map(([, it]) => Number(it)))].toSorted((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 22 }, (_, index) => index + 1));
  });

  test('puts the middleware into the standard order', () => {
    const app = textOf('internal/app/app.go');
    const order = [
      'web.RequestID)',
      'web.RequestLog)',
      'web.SecurityHeaders(',
      'cors.New(',
      '"/health"',
      'web.RateLimit(',
      'web.BodyLimit(',
      '"/auth"',
      '"/order-lines"',
    ];
    const places = order.map((it) => app.indexOf(it));
    expect(Math.min(...places)).toBeGreaterThan(0);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  test('has no stream of events where none was chosen', () => {
    const quiet = goProject('product', 'name', 'none');
    expect([...quiet].filter(([path, text]) => path.startsWith('backend/internal/') && text.includes('eventstream'))).toEqual([]);
  });

  test('composes in every combination of its database, sign-in, real-time and structure', () => {
    const combinations = (['sqlite', 'postgresql'] as const).flatMap((database) =>
      (['jwt', 'session'] as const).flatMap((auth) =>
        (['none', 'sse', 'polling', 'websocket'] as const).flatMap((realtime) =>
          (['feature-first', 'layer-first'] as const).map((structure) => ({ database, auth, realtime, structure })),
        ),
      ),
    );
    for (const choices of combinations) {
      const made = renderGo(choices);
      const main = made.get('backend/internal/app/app.go') ?? '';
      expect(main).toContain(choices.structure === 'layer-first' ? 'handler.NewProducts(' : 'products.Routes(');
      expect(made.has('backend/internal/platform/changefeed/history.go')).toBe(choices.realtime !== 'none');
      expect(made.get('backend/internal/platform/database/migrations/0001_create_users.sql')).toContain(
        choices.auth === 'jwt' ? 'create table refresh_tokens' : 'create table sessions',
      );
    }
  });
});
