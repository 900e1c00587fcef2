import { describe, expect, test } from 'vitest';
import { djangoField, djangoIndex } from '#scaffold/django-names.ts';
import { renderProject } from './project.ts';

const everyType =
  'title:string!,note:text?,count:integer,weight:decimal?,inStock:boolean,gift:boolean?,due:date,shipsAt:datetime?,customerId:uuid!?,json:string';

function djangoProject(resource: string, fields: string, realtime: 'sse' | 'none' = 'sse') {
  return renderProject({ choices: { backend: 'django', apiClient: 'react-query', realtime }, resource, fields });
}

describe('a back end with Django', () => {
  const files = djangoProject('order-line', everyType);
  const textOf = (path: string): string => files.get(`backend/${path}`) ?? '';

  test('has an app for the feature, with services and selectors', () => {
    const app = 'backend/apps/order_lines/';
    const names = [...files.keys()].filter((it) => it.startsWith(app)).map((it) => it.slice(app.length));
    expect(names).toEqual(
      [
        '__init__',
        'admin',
        'apps',
        'migrations/0001_initial',
        'migrations/__init__',
        'models',
        'selectors',
        'serializers',
        'services',
        'urls',
        'views',
      ].map((it) => `${it}.py`),
    );
    expect(textOf('config/settings.py')).toContain('    "apps.order_lines",\n');
    expect(textOf('config/urls.py')).toContain('path("api/order-lines", include("apps.order_lines.urls"))');
  });

  test('says of a column the same in the model and in its migration', () => {
    expect(textOf('apps/order_lines/models.py')).toContain(
      '    customer_id = models.UUIDField(null=True, blank=True, unique=True)\n',
    );
    expect(textOf('apps/order_lines/migrations/0001_initial.py')).toContain(
      '("customer_id", models.UUIDField(null=True, blank=True, unique=True)),\n',
    );
  });

  test('puts the middleware into the standard order', () => {
    const settings = textOf('config/settings.py');
    const places = [
      'request_id.request_id',
      'request_log.request_log',
      'security_headers.security_headers',
      'CorsMiddleware',
      'rate_limit.rate_limit',
      'body_limit.body_limit',
      'SessionMiddleware',
    ].map((it) => settings.indexOf(it));
    expect(Math.min(...places)).toBeGreaterThan(0);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  test('takes back the migrations of the first resource', () => {
    expect(files.get('tiebeam.json')).toContain('"manage.py", "migrate", "order_lines", "zero"]');
  });

  test('has nothing of real time where none was chosen', () => {
    const quiet = djangoProject('product', 'name', 'none');
    expect([...quiet].filter(([path, text]) => path.startsWith('backend/') && text.includes('realtime'))).toEqual([]);
  });
});

test.each([
  ['DateField()', true, false, 'DateField()'],
  ['CharField(max_length=200)', true, true, 'CharField(max_length=200, unique=True)'],
  ['DateField()', false, false, 'DateField(null=True, blank=True)'],
])('%s that is required (%s) and unique (%s)', (call, required, unique, field) => {
  expect(djangoField(call, { required, unique })).toBe(field);
});

test('names of indexes fit into 30 characters', () => {
  expect(djangoIndex('order_lines')).toBe('order_lines_list');
  expect(djangoIndex('a_table_with_a_name_that__is_long')).toBe('a_table_with_a_name_that_list');
});
