import { describe, expect, it } from 'vitest';
import { extractCompose } from '#extract/manifests/compose.ts';
import { extractDockerfile } from '#extract/manifests/dockerfile.ts';
import { extractWorkflow } from '#extract/manifests/workflow.ts';

describe('Dockerfile', () => {
  it('reads instructions with stages, forms and continued lines', () => {
    const text = `# syntax=docker/dockerfile:1
ARG NODE=24
FROM node:\${NODE} AS build
# tiebeam-ignore-next-line release/missing-lockfile -- cached
RUN npm ci \\
  # a comment in between
  && npm run build
run <<EOF
npm test
EOF
FROM node:24-slim
COPY --from=build --chown=node ["dist", "/app"]
COPY . .
ENV JWT_SECRET=abc
HEALTHCHECK CMD curl -f http://localhost/health
ENTRYPOINT ["node", "main.js"]
CMD node 'main.js'
`;
    const facts = extractDockerfile('Dockerfile', text);
    expect(
      facts.instructions.map(({ keyword, arguments: args, isExecForm, stage }) => [stage, keyword, args, isExecForm]),
    ).toEqual([
      [0, 'ARG', 'NODE=24', false],
      [0, 'FROM', `node:\${NODE} AS build`, false],
      [0, 'RUN', 'npm ci && npm run build', false],
      [0, 'RUN', '<<EOF\nnpm test\nEOF', false],
      [1, 'FROM', 'node:24-slim', false],
      [1, 'COPY', '--from=build --chown=node ["dist", "/app"]', true],
      [1, 'COPY', '. .', false],
      [1, 'ENV', 'JWT_SECRET=abc', false],
      [1, 'HEALTHCHECK', 'CMD curl -f http://localhost/health', false],
      [1, 'ENTRYPOINT', '["node", "main.js"]', true],
      [1, 'CMD', "node 'main.js'", false],
    ]);
    const spans = facts.instructions.map(({ span }) => text.slice(span.start, span.end));
    expect(spans[1]).toBe(`FROM node:\${NODE} AS build`);
    expect(spans[2]).toBe('RUN npm ci \\\n  # a comment in between\n  && npm run build');
    expect(facts).toMatchObject({ parseErrors: [], directives: [{ form: 'next-line', reason: 'cached', line: 3 }] });
  });

  it('tells of an unknown instruction and keeps the rest', () => {
    const text = 'FROM node\nRUNN npm ci\nCMD ["node", main.js]\n';
    const { instructions, parseErrors } = extractDockerfile('Dockerfile', text);
    expect(instructions.map((it) => [it.keyword, it.isExecForm])).toEqual([
      ['FROM', false],
      ['RUNN', false],
      ['CMD', false],
    ]);
    expect(parseErrors.map(({ message, span }) => [message, text.slice(span.start, span.end)])).toEqual([
      ['RUNN is not an instruction of a Dockerfile', 'RUNN'],
    ]);
  });
});

describe('compose', () => {
  it('reads services, environments in both forms, anchors and variables', () => {
    const text = `# tiebeam-ignore-file prod/dev-stack-in-production
x-common: &common
  LOG_LEVEL: info # not: "# tiebeam-ignore-line a"
  TZ: "\${TZ:-UTC}"
services:
  api:
    image: shop/api:\${TAG:-latest}
    environment:
      <<: *common
      DATABASE_URL: postgres://\${DB_USER}:\${DB_PASSWORD:?needed}@db/shop
      PRICE: $$5
  # between
  worker:
    build: .
    environment:
      - REDIS_URL=redis://redis
      - SECRET_KEY
    command: |
      # tiebeam-ignore-line no/one
      run $QUEUE
  db:
    image: 'postgres:17'
    environment: *common

volumes: {}
`;
    const facts = extractCompose('compose.yaml', text);
    expect(facts.services.map(({ span, settings, given, ...rest }) => rest)).toEqual([
      { name: 'api', image: `shop/api:\${TAG:-latest}`, environment: ['LOG_LEVEL', 'TZ', 'DATABASE_URL', 'PRICE'] },
      { name: 'worker', context: '.', environment: ['REDIS_URL', 'SECRET_KEY'] },
      { name: 'db', image: 'postgres:17', environment: ['LOG_LEVEL', 'TZ'] },
    ]);
    expect(
      facts.services.map((it) => it.settings.map(({ name, value, span }) => [name, value, text.slice(span.start, span.end)])),
    ).toEqual([
      [
        [
          'DATABASE_URL',
          `postgres://\${DB_USER}:\${DB_PASSWORD:?needed}@db/shop`,
          `DATABASE_URL: postgres://\${DB_USER}:\${DB_PASSWORD:?needed}@db/shop`,
        ],
        ['PRICE', '$$5', 'PRICE: $$5'],
      ],
      [['REDIS_URL', 'redis://redis', 'REDIS_URL=redis://redis']],
      [
        ['LOG_LEVEL', 'info', 'LOG_LEVEL: info'],
        ['TZ', `\${TZ:-UTC}`, `TZ: "\${TZ:-UTC}"`],
      ],
    ]);
    expect(
      facts.services.map((it) => it.given.map(({ nameSpan, hasValue }) => [text.slice(nameSpan.start, nameSpan.end), hasValue])),
    ).toEqual([
      [
        ['DATABASE_URL', true],
        ['PRICE', true],
      ],
      [
        ['REDIS_URL', true],
        ['SECRET_KEY', false],
      ],
      [],
    ]);
    expect(facts.variables).toEqual(['TZ', 'TAG', 'DB_USER', 'DB_PASSWORD', 'QUEUE']);
    const spans = facts.services.map(({ span }) => text.slice(span.start, span.end));
    expect(spans[0]?.startsWith('api:\n') && spans[0].endsWith('PRICE: $$5')).toBe(true);
    expect(spans[2]).toBe("db:\n    image: 'postgres:17'\n    environment: *common");
    expect(facts).toMatchObject({ parseErrors: [], directives: [{ form: 'file', line: 0 }] });
  });

  it.each([
    ['empty', '', []],
    ['a list', '- a\n- b\n', []],
    ['services that are a list', 'services: [a, b]\n', []],
    ['a service without a body', 'services:\n  api:\n', ['api']],
    ['an alias to itself', 'services: &s\n  api: *s\n  b:\n    environment: &e\n      <<: *e\n', ['api', 'b']],
  ])('takes %s', (_, text, names) => {
    expect(extractCompose('compose.yml', text).services.map((it) => it.name)).toEqual(names);
  });

  it('keeps the services around a broken line', () => {
    const text = 'services:\n  api:\n    image: a\n    ports: ["80:80"\n  db:\n    image: postgres\n';
    const { services, parseErrors } = extractCompose('compose.yml', text);
    expect(services[0]).toMatchObject({ name: 'api', image: 'a' });
    expect(parseErrors.length).toBeGreaterThan(0);
    expect(parseErrors[0]?.message).not.toMatch(/line \d/);
  });
});

describe('workflow', () => {
  it('reads the keys of env at every level, and where commands stand', () => {
    const text =
      "env:\n  A: 1 # tiebeam-ignore-line no/one\njobs:\n  web:\n    env: { B: 2 }\n    steps:\n      - run: npm run build\n        env:\n          C: '3'\n        with:\n          D: 4\n";
    const { variables, scripts } = extractWorkflow('.github/workflows/web.yml', text);
    expect(variables.map(({ name, nameSpan }) => [name, text.slice(nameSpan.start, nameSpan.end)])).toEqual([
      ['A', 'A'],
      ['B', 'B'],
      ['C', 'C'],
    ]);
    expect(scripts.map((it) => text.slice(it.start, it.end))).toEqual(['npm run build']);
  });

  it.each(['', '- a\n', 'env: [A]\n', 'jobs:\n  web: {'])('takes %j', (text) => {
    expect(extractWorkflow('.github/workflows/web.yml', text).variables).toEqual([]);
  });
});
