import type { Decisions } from './decisions.ts';
import { camelCase, pascalCase, snakeCase } from './names.ts';
import type { FieldType, Resource, ResourceField } from './resource.ts';

// What a resource becomes: its table, the body that callers see, and what they can call. A picture for the sheet, drawn from
// the same names as the templates use; the files themselves are in the preview.

export interface Column {
  readonly name: string;
  /** The type as the chosen database writes it. */
  readonly type: string;
  /** `primary key`, `not null`, `unique`, in this order. */
  readonly marks: readonly string[];
}

export interface Operation {
  /** An HTTP method, or `query`, `mutation`, `rpc`. */
  readonly verb: string;
  readonly name: string;
  readonly about: string;
}

export interface ResourceOutline {
  readonly table: string;
  readonly columns: readonly Column[];
  readonly bodyLanguage: 'TypeScript' | 'Python' | 'Go';
  /** The body that callers read and write, in the language of the back end, one line each. */
  readonly body: readonly string[];
  readonly operations: readonly Operation[];
}

export function outlineResource(resource: Resource, decisions: Pick<Decisions, 'backend' | 'database' | 'api'>): ResourceOutline {
  return {
    table: snakeCase(resource.plural),
    columns: columnsOf(resource, decisions.database),
    ...bodyOf(resource, decisions.backend),
    operations: operationsOf(resource, decisions.api),
  };
}

function columnsOf(resource: Resource, database: Decisions['database']): readonly Column[] {
  const typed = (type: FieldType): string => columnTypes[database][type];
  const notNull = ['not null'];
  return [
    { name: 'id', type: typed('uuid'), marks: ['primary key'] },
    ...resource.fields.map((field) => ({
      name: snakeCase(field.name),
      type: typed(field.type),
      marks: [...(field.required ? ['not null'] : []), ...(field.unique ? ['unique'] : [])],
    })),
    { name: 'created_at', type: typed('datetime'), marks: notNull },
    { name: 'updated_at', type: typed('datetime'), marks: notNull },
  ];
}

const columnTypes: { readonly [Database in Decisions['database']]: { readonly [Type in FieldType]: string } } = {
  // SQLite has five storage classes; a decimal is kept as a whole number of hundredths.
  sqlite: {
    string: 'text',
    text: 'text',
    integer: 'integer',
    decimal: 'integer',
    boolean: 'integer',
    date: 'text',
    datetime: 'text',
    uuid: 'text',
  },
  postgresql: {
    string: 'varchar(200)',
    text: 'text',
    integer: 'bigint',
    decimal: 'numeric(12, 2)',
    boolean: 'boolean',
    date: 'date',
    datetime: 'timestamptz',
    uuid: 'uuid',
  },
  mysql: {
    string: 'varchar(200)',
    text: 'text',
    integer: 'bigint',
    decimal: 'decimal(12, 2)',
    boolean: 'boolean',
    date: 'date',
    datetime: 'datetime(3)',
    uuid: 'char(36)',
  },
  mongodb: {
    string: 'string',
    text: 'string',
    integer: 'long',
    decimal: 'decimal',
    boolean: 'bool',
    date: 'string',
    datetime: 'date',
    uuid: 'string',
  },
};

function bodyOf(resource: Resource, backend: Decisions['backend']): Pick<ResourceOutline, 'bodyLanguage' | 'body'> {
  switch (backend) {
    case 'express':
    case 'fastify':
    case 'nextjs':
      return { bodyLanguage: 'TypeScript', body: typescriptBody(resource) };
    case 'fastapi':
    case 'django':
      return { bodyLanguage: 'Python', body: pythonBody(resource) };
    case 'go':
      return { bodyLanguage: 'Go', body: goBody(resource) };
  }
}

function typescriptBody({ name, fields }: Resource): readonly string[] {
  const written: { readonly [Type in FieldType]: string } = { ...allStrings, integer: 'number', boolean: 'boolean' };
  const line = (field: ResourceField): string =>
    `  ${camelCase(field.name)}: ${written[field.type]}${field.required ? '' : ' | null'};`;
  return [`interface ${pascalCase(name)} {`, ...withSystemFields(fields).map(line), '}'];
}

function pythonBody({ name, fields }: Resource): readonly string[] {
  const written: { readonly [Type in FieldType]: string } = {
    string: 'str',
    text: 'str',
    integer: 'int',
    decimal: 'Decimal',
    boolean: 'bool',
    date: 'date',
    datetime: 'datetime',
    uuid: 'UUID',
  };
  const line = (field: ResourceField): string =>
    `    ${snakeCase(field.name)}: ${written[field.type]}${field.required ? '' : ' | None = None'}`;
  return [`class ${pascalCase(name)}(BaseModel):`, ...withSystemFields(fields).map(line)];
}

function goBody({ name, fields }: Resource): readonly string[] {
  const written: { readonly [Type in FieldType]: string } = {
    ...allStrings,
    integer: 'int64',
    boolean: 'bool',
    datetime: 'time.Time',
  };
  const line = (field: ResourceField): string =>
    `\t${pascalCase(field.name)} ${field.required ? '' : '*'}${written[field.type]} \`json:"${camelCase(field.name)}"\``;
  return [`type ${pascalCase(name)} struct {`, ...withSystemFields(fields).map(line), '}'];
}

const allStrings: { readonly [Type in FieldType]: string } = {
  string: 'string',
  text: 'string',
  integer: 'string',
  decimal: 'string',
  boolean: 'string',
  date: 'string',
  datetime: 'string',
  uuid: 'string',
};

function withSystemFields(fields: readonly ResourceField[]): readonly ResourceField[] {
  const system = (name: string, type: FieldType): ResourceField => ({ name, type, required: true, unique: false });
  return [system('id', 'uuid'), ...fields, system('createdAt', 'datetime'), system('updatedAt', 'datetime')];
}

function operationsOf({ name, plural }: Resource, api: Decisions['api']): readonly Operation[] {
  const one = pascalCase(name);
  const many = pascalCase(plural);
  switch (api) {
    case 'rest':
      return [
        { verb: 'GET', name: `/api/${plural}`, about: 'list, 20 to a page' },
        { verb: 'POST', name: `/api/${plural}`, about: 'create, 201' },
        { verb: 'GET', name: `/api/${plural}/:id`, about: 'read one' },
        { verb: 'PATCH', name: `/api/${plural}/:id`, about: 'change' },
        { verb: 'DELETE', name: `/api/${plural}/:id`, about: 'delete, 204, role admin' },
      ];
    case 'graphql':
      return [
        { verb: 'query', name: camelCase(plural), about: 'list, 20 to a page' },
        { verb: 'query', name: camelCase(name), about: 'read one' },
        { verb: 'mutation', name: `create${one}`, about: 'create' },
        { verb: 'mutation', name: `update${one}`, about: 'change' },
        { verb: 'mutation', name: `delete${one}`, about: 'delete, role admin' },
      ];
    case 'trpc':
      return [
        { verb: 'query', name: `${camelCase(name)}.list`, about: 'list, 20 to a page' },
        { verb: 'query', name: `${camelCase(name)}.byId`, about: 'read one' },
        { verb: 'mutation', name: `${camelCase(name)}.create`, about: 'create' },
        { verb: 'mutation', name: `${camelCase(name)}.update`, about: 'change' },
        { verb: 'mutation', name: `${camelCase(name)}.delete`, about: 'delete, role admin' },
      ];
    case 'grpc':
      return [
        { verb: 'rpc', name: `List${many}`, about: 'list, 20 to a page' },
        { verb: 'rpc', name: `Get${one}`, about: 'read one' },
        { verb: 'rpc', name: `Create${one}`, about: 'create' },
        { verb: 'rpc', name: `Update${one}`, about: 'change' },
        { verb: 'rpc', name: `Delete${one}`, about: 'delete, role admin' },
      ];
  }
}
