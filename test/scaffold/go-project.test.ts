import { describe, expect, test } from 'vitest';
import { renderProject } from './project.ts';

const everyType =
  'title:string!,note:text?,count:integer,weight:decimal?,inStock:boolean,gift:boolean?,due:date,shipsAt:datetime?,customerId:uuid!?,order:string';

function goProject(resource: string, fields: string, realtime: 'sse' | 'none' = 'sse') {
  return renderProject({ choices: { backend: 'go', apiClient: 'react-query', realtime }, resource, fields });
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
});
