import { describe, expect, it } from 'vitest';
import { extractEnvFile } from '#extract/manifests/env-file.ts';
import { extractGoModule } from '#extract/manifests/go-module.ts';
import { extractIgnoreFile } from '#extract/manifests/ignore-file.ts';
import { extractPrismaSchema } from '#extract/manifests/prisma-schema.ts';
import { extractSettingsFile } from '#extract/manifests/settings-file.ts';

describe('files of settings', () => {
  const read = (path: string, text: string) =>
    extractSettingsFile(path, text).settings.map((it) => [it.path.join('.'), it.value, text.slice(it.span.start, it.span.end)]);

  it('gives the keys from the outermost section, in YAML, TOML, INI and properties', () => {
    expect(read('config.yaml', 'jwt:\n  secret: "a b"\n  days: 3\nhosts:\n  - name: x\nempty:\n')).toEqual([
      ['jwt.secret', 'a b', 'secret: "a b"'],
      ['jwt.days', '3', 'days: 3'],
      ['hosts.name', 'x', 'name: x'],
    ]);
    const text = '# about\n[jwt]\nsecret = "a # b" # why\n; more\nkey = a#b ; c\nempty =\n';
    expect(read('config.toml', text)).toEqual([
      ['jwt.secret', 'a # b', 'secret = "a # b"'],
      ['jwt.key', 'a#b', 'key = a#b'],
    ]);
    expect(read('application.properties', 'spring.datasource.password=x\r\nkey: y\r\n')).toEqual([
      ['spring.datasource.password', 'x', 'spring.datasource.password=x'],
      ['key', 'y', 'key: y'],
    ]);
  });

  it('leaves objects of Kubernetes alone', () => {
    expect(read('config.yaml', 'apiVersion: v1\nkind: Secret\ndata:\n  password: eA==\n')).toEqual([]);
  });
});

describe('go.mod', () => {
  it('reads the module, the version and direct requirements', () => {
    const text = `module example.com/shop/v2 // tiebeam-ignore-line release/missing-lockfile

go 1.24.1
toolchain go1.24.3

require github.com/go-chi/chi/v5 v5.2.0
require (
	"github.com/jackc/pgx/v5" v5.7.2
	golang.org/x/sys v0.29.0 // indirect
	github.com/redis/go-redis/v9 v9.7.0 // pinned
)

replace (
	example.com/old => ../old
)
exclude example.com/bad v1.0.0
tool golang.org/x/tools/cmd/stringer
`;
    const facts = extractGoModule('go.mod', text);
    expect(facts).toMatchObject({
      module: 'example.com/shop/v2',
      goVersion: '1.24.1',
      parseErrors: [],
      directives: [{ form: 'line', line: 0 }],
    });
    expect(facts.dependencies.map(({ span, ...rest }) => ({ ...rest, text: text.slice(span.start, span.end) }))).toEqual([
      { name: 'github.com/go-chi/chi/v5', version: 'v5.2.0', isDevelopment: false, text: 'github.com/go-chi/chi/v5 v5.2.0' },
      { name: 'github.com/jackc/pgx/v5', version: 'v5.7.2', isDevelopment: false, text: '"github.com/jackc/pgx/v5" v5.7.2' },
      {
        name: 'github.com/redis/go-redis/v9',
        version: 'v9.7.0',
        isDevelopment: false,
        text: 'github.com/redis/go-redis/v9 v9.7.0',
      },
    ]);
  });

  it('tells what it cannot read', () => {
    const text = 'modul example.com/shop\nrequire (\n\tgithub.com/x/y v1\n';
    const { module, dependencies, parseErrors } = extractGoModule('go.mod', text);
    expect({
      module,
      names: dependencies.map((it) => it.name),
      errors: parseErrors.map((it) => [it.message, text.slice(it.span.start, it.span.end)]),
    }).toEqual({
      module: '',
      names: ['github.com/x/y'],
      errors: [
        ['`modul` is not a directive of go.mod', 'modul'],
        ['This block is never closed', 'require'],
      ],
    });
  });
});

describe('env files', () => {
  it.each([
    ['PORT=3000', 'PORT', '3000'],
    ['export TOKEN=abc', 'TOKEN', 'abc'],
    ['  SPACED = a b  ', 'SPACED', 'a b'],
    ['URL=https://x/y#frag # why', 'URL', 'https://x/y#frag'],
    ['EMPTY=', 'EMPTY', ''],
    ['EMPTY= # note', 'EMPTY', ''],
    ['Q="a # b \\"c\\" \\n\\$d"', 'Q', 'a # b "c" \n$d'],
    ["S='a \\n $b'", 'S', 'a \\n $b'],
    ['B=`it\'s "x"`', 'B', 'it\'s "x"'],
    ['KEY: value', 'KEY', 'value'],
    ['PASSED_THROUGH', 'PASSED_THROUGH', ''],
    ['lower.dotted-key=1', 'lower.dotted-key', '1'],
    ['PEM="-----BEGIN\nKEY\n-----END"', 'PEM', '-----BEGIN\nKEY\n-----END'],
  ])('%s', (text, key, value) => {
    const { entries, parseErrors } = extractEnvFile('.env', text);
    expect(entries.map((it) => [it.key, it.value, it.isCommentedOut])).toEqual([[key, value, false]]);
    expect(parseErrors).toEqual([]);
    const [entry] = entries;
    expect(entry && text.slice(entry.keySpan.start, entry.keySpan.end)).toBe(key);
  });

  it('gives repeated and commented-out keys, with their places', () => {
    const text = '# Database\n#DATABASE_URL=postgres://x # local\nPORT=1\n# mode = fast\nPORT=2 # again\n## export OLD="a b"\n';
    const { entries } = extractEnvFile('.env', text);
    expect(
      entries.map(({ key, value, isCommentedOut, span }) => [key, value, isCommentedOut, text.slice(span.start, span.end)]),
    ).toEqual([
      ['DATABASE_URL', 'postgres://x', true, '#DATABASE_URL=postgres://x # local'],
      ['PORT', '1', false, 'PORT=1'],
      ['PORT', '2', false, 'PORT=2'],
      ['OLD', 'a b', true, '## export OLD="a b"'],
    ]);
  });

  it('goes on after a line that is none and a quote that is never closed', () => {
    const text = 'A=1\n???\nB="open\nC=3\n';
    const { entries, parseErrors } = extractEnvFile('.env', text);
    expect(entries.map((it) => [it.key, it.value])).toEqual([
      ['A', '1'],
      ['B', '"open'],
      ['C', '3'],
    ]);
    expect(parseErrors.map(({ message, span }) => [message, text.slice(span.start, span.end)])).toEqual([
      ['A line of an env file is `KEY=value` or a comment', '???'],
      ['This quote is never closed', '"'],
    ]);
  });

  it('reads directives on their own line, behind a value, and behind a value of several lines', () => {
    const text =
      '# tiebeam-ignore-next-line config/env-example-drift\nA=1 # tiebeam-ignore-line a/b\nB="x\ny" # tiebeam-ignore-line c/d\n';
    expect(extractEnvFile('.env', text).directives.map(({ form, rules, line }) => [form, rules[0], line])).toEqual([
      ['next-line', 'config/env-example-drift', 0],
      ['line', 'a/b', 1],
      ['line', 'c/d', 3],
    ]);
  });

  it.each([
    ['.env', false],
    ['.env.example', true],
    ['api/.env.local.sample', true],
    ['.env-template', true],
    ['env.dist', true],
    ['.env.defaults', true],
    ['.env.production', false],
    ['.env.distant', false],
  ])('%s is an example: %s', (path, isExample) => {
    expect(extractEnvFile(path, '').isExample).toBe(isExample);
  });
});

describe('ignore files', () => {
  it('gives patterns as written', () => {
    const text = '# tiebeam-ignore-file config/env-file-exposed\n\n/dist/  \n!.env.example\n\\#odd\nkeep\\ \n';
    const facts = extractIgnoreFile('.gitignore', text);
    expect(facts.patterns.map(({ pattern, span }) => [pattern, text.slice(span.start, span.end)])).toEqual([
      ['/dist/', '/dist/'],
      ['!.env.example', '!.env.example'],
      ['\\#odd', '\\#odd'],
      ['keep\\ ', 'keep\\ '],
    ]);
    expect(facts.directives).toMatchObject([{ form: 'file', line: 0 }]);
  });
});

describe('schema.prisma', () => {
  it('reads the provider of the data source, models and variables', () => {
    const text = `generator client {
  provider = "prisma-client-js"
}
datasource db {
  provider  = "postgresql" // "mysql"
  url       = env("DATABASE_URL")
  directUrl = env("DIRECT_URL")
}
/// env("NOT_THIS")
model Order {
  id    Int    @id // tiebeam-ignore-line schema/missing-standard-columns
  note  String @default("http://x")
  model Int
}
model Line { id Int @id }
enum Status { OPEN }
`;
    const facts = extractPrismaSchema('schema.prisma', text);
    expect(facts).toMatchObject({ provider: 'postgresql', parseErrors: [], directives: [{ form: 'line', line: 10 }] });
    expect(facts.models.map(({ name, span }) => [name, text.slice(span.start, span.end)])).toEqual([
      ['Order', 'Order'],
      ['Line', 'Line'],
    ]);
    expect(facts.variables.map(({ name, span }) => [name, text.slice(span.start, span.end)])).toEqual([
      ['DATABASE_URL', 'DATABASE_URL'],
      ['DIRECT_URL', 'DIRECT_URL'],
    ]);
  });

  it('reads relations with their keys, and lists of other models', () => {
    const text = `model Order {
  id         Int      @id
  customer   Customer @relation(fields: [customerId], references: [id], onDelete: Cascade) // of the buyer
  customerId Int
  payer      Customer? @relation("Payer", references: [id], fields: [payerId])
  payerId    Int?
  lines      Line[]
  status     Status
  shop       Shop @relation(fields: [shopId, region], references: [id, region])
}
model Customer {
  id Int @id
}
model Line {
  id Int @id
}
model Shop {
  id Int @id
}
enum Status { OPEN }
`;
    expect(extractPrismaSchema('schema.prisma', text).relations).toEqual([
      { model: 'Order', name: 'customer', to: 'Customer', isList: false, key: { field: 'customerId', references: 'id' } },
      { model: 'Order', name: 'payer', to: 'Customer', isList: false, key: { field: 'payerId', references: 'id' } },
      { model: 'Order', name: 'lines', to: 'Line', isList: true },
    ]);
  });

  it('tells of a block that is never closed', () => {
    const text = 'model Order {\n  id Int\nmodel Line {\n  id Int\n}\n';
    const { models, parseErrors } = extractPrismaSchema('schema.prisma', text);
    expect(models.map((it) => it.name)).toEqual(['Order', 'Line']);
    expect(parseErrors.map(({ message, span }) => [message, text.slice(span.start, span.end)])).toEqual([
      ['This block is never closed', 'model Order {'],
    ]);
  });
});
