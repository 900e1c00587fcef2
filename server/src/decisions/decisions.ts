import * as z from 'zod';

// The one place that lists what can be decided. Requirements (step 0) are asked or detected; the architecture (step 1)
// is recommended from them. Texts about the values stand in `options.ts`, what excludes what in `constraints.ts`.

/** Step 0. In each list the first value is the default. */
export const Requirements = z.strictObject({
  backend: z.enum(['express', 'fastify', 'nextjs', 'fastapi', 'django', 'go']),
  frontend: z.enum(['react', 'vue', 'nextjs', 'htmx', 'none']),
  service: z.enum(['fullstack', 'api', 'microservice']),
  database: z.enum(['sqlite', 'postgresql', 'mysql', 'mongodb']),
  redis: z.boolean(),
  api: z.enum(['rest', 'graphql', 'trpc', 'grpc']),
  realtime: z.enum(['none', 'sse', 'websocket', 'polling']),
  auth: z.enum(['jwt', 'session', 'oauth', 'authjs', 'clerk', 'none']),
});
export type Requirements = Readonly<z.infer<typeof Requirements>>;

/** Step 1. Which value is recommended depends on step 0, see `recommendation.ts`. */
export const Architecture = z.strictObject({
  structure: z.enum(['feature-first', 'layer-first']),
  apiClient: z.enum(['trpc', 'openapi', 'react-query', 'typed-fetch', 'graphql-codegen', 'none']),
  errors: z.enum(['typed']),
  uploads: z.enum(['none', 'presigned', 'multipart']),
  jobs: z.enum(['none', 'queue']),
  tenancy: z.enum(['none', 'row-level']),
});
export type Architecture = Readonly<z.infer<typeof Architecture>>;

/** Everything decided. */
export const Decisions = z.strictObject({ ...Requirements.shape, ...Architecture.shape });
export type Decisions = Readonly<z.infer<typeof Decisions>>;

/** Some of it decided: answers of a half-filled sheet, `--set`, `--json`, the `decisions` of a project that tells only a part. */
export const Choices = Decisions.partial();
export type Choices = { readonly [Field in DecisionField]?: Decisions[Field] | undefined };

export type RequirementField = keyof Requirements;
export type ArchitectureField = keyof Architecture;
export type DecisionField = keyof Decisions;
export type DecisionValue = Decisions[DecisionField];

/** Fields in the order in which they are asked and written. */
export const requirementFields: readonly RequirementField[] = [
  'backend',
  'frontend',
  'service',
  'database',
  'redis',
  'api',
  'realtime',
  'auth',
];
export const architectureFields: readonly ArchitectureField[] = [
  'structure',
  'apiClient',
  'errors',
  'uploads',
  'jobs',
  'tenancy',
];
export const decisionFields: readonly DecisionField[] = [...requirementFields, ...architectureFields];

export const defaultRequirements: Requirements = {
  backend: 'express',
  frontend: 'react',
  service: 'fullstack',
  database: 'sqlite',
  redis: false,
  api: 'rest',
  realtime: 'none',
  auth: 'jwt',
};

/** The values of a field in their order; `redis` gives false, then true. */
export function valuesOf<Field extends DecisionField>(field: Field): readonly Decisions[Field][] {
  const schema: z.ZodType = Decisions.shape[field];
  const values: readonly unknown[] = schema instanceof z.ZodEnum ? schema.options : [false, true];
  return values as readonly Decisions[Field][];
}

export function isDecisionField(name: string): name is DecisionField {
  return Object.hasOwn(Decisions.shape, name);
}
