// The parts of an OpenAPI 3.1 document that the features describe themselves with.

interface Reference {
  readonly $ref: string;
}

interface Content {
  readonly [mediaType: string]: { readonly schema: Reference | { readonly type: string } };
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: object;
}

interface Response {
  readonly description: string;
  readonly headers?: Readonly<Record<string, { readonly schema: { readonly type: string } }>>;
  readonly content?: Content;
}

interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  /** An empty list for a route that needs no token. */
  readonly security?: readonly [];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required: true; readonly content: Content };
  readonly responses: Readonly<Record<string, Response | Reference>>;
}

/** Operations by path and method. */
export type Operations = Readonly<
  Record<string, Readonly<Partial<Record<'get' | 'post' | 'patch' | 'delete', Operation>>>>
>;

export const problemResponse: Reference = { $ref: '#/components/responses/Problem' };

export function jsonBody(schema: string): { required: true; content: Content } {
  return { required: true, content: { 'application/json': { schema: schemaReference(schema) } } };
}

export function jsonResponse(description: string, schema: string): Response {
  return { description, content: { 'application/json': { schema: schemaReference(schema) } } };
}

function schemaReference(schema: string): Reference {
  return { $ref: `#/components/schemas/${schema}` };
}
