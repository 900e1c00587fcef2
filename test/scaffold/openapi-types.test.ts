import { expect, test } from 'vitest';
import { openApiTypes } from '#scaffold/openapi-types.ts';
import { renderProject } from './project.ts';

const document = {
  paths: {
    '/things/{id}': {
      get: {
        operationId: 'getThing',
        summary: 'One thing',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        responses: {
          200: { description: 'It', content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } },
        },
      },
    },
  },
  components: {
    responses: {},
    schemas: {
      Thing: {
        type: 'object',
        required: ['id', 'kind'],
        properties: {
          id: { type: 'string', format: 'uuid' },
          kind: { type: 'string', enum: ['big', 'small'] },
          note: { anyOf: [{ type: 'string' }, { type: 'null' }] },
          sizes: { type: 'array', items: { type: 'object', properties: { width: { type: ['integer', 'null'] } } } },
        },
      },
    },
  },
};

test('types are written as openapi-typescript writes them', () => {
  const text = openApiTypes(document);
  expect(text.slice(text.indexOf('        Thing: {'), text.indexOf('    responses:'))).toBe(`        Thing: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "big" | "small";
            note?: string | null;
            sizes?: {
                width?: number | null;
            }[];
        };
    };
`);
});

test('a part of OpenAPI that is not known is an error, not a wrong type', () => {
  expect(() => openApiTypes({ ...document, components: { schemas: { Thing: { type: 'tuple' } }, responses: {} } })).toThrow(
    /tuple|Invalid/,
  );
});

test('the types of a project are made from its API description', () => {
  const files = renderProject({ resource: 'order_line', fields: 'note:text?' });
  expect(openApiTypes(JSON.parse(files.get('backend/openapi.json') ?? ''))).toBe(
    files.get('frontend/src/api/schema.generated.ts'),
  );
});
