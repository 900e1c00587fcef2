import { describe, expect, test } from 'vitest';
import { renderProject } from './project.ts';

const everyType =
  'title:string!,note:text?,count:integer,weight:decimal?,inStock:boolean,gift:boolean?,due:date,shipsAt:datetime?,customerId:uuid!?,json:string';

function pythonProject(resource: string, fields: string, realtime: 'sse' | 'none' = 'sse') {
  return renderProject({ choices: { backend: 'fastapi', apiClient: 'react-query', realtime }, resource, fields });
}

describe('a back end with FastAPI', () => {
  const files = pythonProject('order-line', everyType);
  const textOf = (path: string): string => files.get(`backend/${path}`) ?? '';

  test('has a package for the feature, named as Python names packages', () => {
    expect([...files.keys()].filter((it) => it.startsWith('backend/app/features/order_lines/'))).toEqual(
      ['__init__', 'dependencies', 'models', 'repository', 'router', 'schemas', 'service'].map(
        (it) => `backend/app/features/order_lines/${it}.py`,
      ),
    );
    expect(textOf('app/application.py')).toContain('app.include_router(order_lines_router, prefix="/api/order-lines")');
  });

  test('keeps the name of a column whose attribute Pydantic needs for itself', () => {
    expect(textOf('app/features/order_lines/models.py')).toContain('json_: Mapped[LineColumn] = mapped_column("json")');
    expect(textOf('app/features/order_lines/schemas.py')).toContain('json_: LineValue\n');
    expect(textOf('migrations/versions/0002_create_order_lines.py')).toContain(
      'sa.Column("json", sa.String(200), nullable=False)',
    );
  });

  test('lets migrations name their predecessor', () => {
    expect(textOf('migrations/versions/0002_create_order_lines.py')).toContain('down_revision = "0001"');
  });

  test('puts the middleware into the standard order', () => {
    const application = textOf('app/application.py');
    const places = [
      'Middleware(RequestIdMiddleware)',
      'Middleware(RequestLogMiddleware)',
      'Middleware(SecurityHeadersMiddleware)',
      'CORSMiddleware,\n',
      'Middleware(UnexpectedErrorMiddleware)',
      'RateLimitMiddleware,\n',
      'Middleware(BodyLimitMiddleware',
    ].map((it) => application.indexOf(it));
    expect(Math.min(...places)).toBeGreaterThan(0);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  test('takes the packages of the front end from npm', () => {
    expect(files.get('frontend/package.json')).toContain('"react"');
    expect(textOf('pyproject.toml')).toMatch(/"fastapi>=[\d.]+,<1"/);
  });

  test('has no stream of events where none was chosen', () => {
    const quiet = pythonProject('product', 'name', 'none');
    expect([...quiet].filter(([path, text]) => path.startsWith('backend/app/') && text.includes('event_stream'))).toEqual([]);
  });
});
