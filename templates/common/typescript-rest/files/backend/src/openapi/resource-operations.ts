import { jsonBody, jsonResponse, type Operations, type Parameter, problemResponse } from './operations.ts';

/** The five operations of a resource. `name` and `plural` are those of its types, such as `OrderLine`; `phrase` is its name in words. */
export function resourceOperations(resource: {
  readonly name: string;
  readonly plural: string;
  readonly phrase: string;
  readonly path: string;
}): Operations {
  const { name, plural, phrase, path } = resource;
  const tags = [path.slice(path.lastIndexOf('/') + 1)];
  const id: Parameter = { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } };
  return {
    [path]: {
      get: {
        operationId: `list${plural}`,
        tags,
        summary: 'A page of the list, newest first',
        parameters: [
          { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 } },
          { name: 'cursor', in: 'query', schema: { type: 'string' } },
        ],
        responses: { '200': jsonResponse('The page', `${name}List`), default: problemResponse },
      },
      post: {
        operationId: `create${name}`,
        tags,
        summary: `Create a new ${phrase}`,
        requestBody: jsonBody(`Create${name}`),
        responses: {
          '201': { ...jsonResponse('What was created', name), headers: { Location: { schema: { type: 'string' } } } },
          default: problemResponse,
        },
      },
    },
    [`${path}/{id}`]: {
      get: {
        operationId: `get${name}`,
        tags,
        summary: `One ${phrase}`,
        parameters: [id],
        responses: { '200': jsonResponse('What was asked for', name), default: problemResponse },
      },
      patch: {
        operationId: `update${name}`,
        tags,
        summary: 'Change some fields',
        parameters: [id],
        requestBody: jsonBody(`Update${name}`),
        responses: { '200': jsonResponse('As it is after the change', name), default: problemResponse },
      },
      delete: {
        operationId: `delete${name}`,
        tags,
        summary: 'Delete it; needs the role admin',
        parameters: [id],
        responses: { '204': { description: 'Deleted' }, default: problemResponse },
      },
    },
  };
}
