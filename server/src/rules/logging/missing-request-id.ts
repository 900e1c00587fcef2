import { z } from 'zod';
import { isCode } from '#concepts/lifted-file.ts';
import { REQUEST_ID_HEADERS } from '#concepts/safeguards/header-names.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { absent, namedHeaders, type ServedUnit, servedUnit, servedUnits, signs } from '../absence.ts';
import { remedyFor } from '../remedies.ts';
import { type Detection, defineRule } from '../rule.ts';
import { saidByHandlers } from './error-bodies.ts';
import { giveRequestIds } from './request-id-fix.ts';

interface Data {
  readonly name: string;
  readonly header: string;
  readonly remedy?: string;
  readonly unless?: string;
}

const Options = z
  .strictObject({
    header: z.string().min(1).default('X-Request-Id').describe('The header that carries the id, for messages and detection'),
    minRoutes: z.number().int().min(1).default(3).describe('Servers with fewer routes are left alone'),
  })
  .prefault({});

export default defineRule<z.output<typeof Options>, Data>({
  id: 'logging/missing-request-id',
  section: 7,
  tier: 1,
  severity: 'warning',
  languages: ['typescript', 'javascript', 'python', 'go'],
  scope: 'workspace',
  fix: 'scaffold',
  options: Options,
  messages: {
    missing: ({ name, header, remedy, unless = '' }) =>
      `\`${name}\` gives its requests no id, so that the log lines of one request cannot be told from others; \`${remedy ?? header}\` ${remedy === undefined ? 'is the usual header' : 'brings one'}${unless}`,
    notReturned: ({ name, header }) => `The id in \`${name}\` never reaches the caller, who could quote it from \`${header}\``,
    notInErrors: ({ name }) =>
      `The answers of \`${name}\` do not say the id of the request, by which its lines of the log could be found`,
  },
  reads: (code) => [...saidByHandlers(code)],
  *check({ workspace, options }) {
    const headers = new Set([...REQUEST_ID_HEADERS, options.header.toLowerCase()]);
    for (const server of servedUnits(workspace, options.minRoutes)) {
      // Next.js is run by platforms that number requests themselves.
      if (server.framework === 'nextjs') continue;
      const found = signs(server, 'request-id');
      const named = namedHeaders(server, headers);
      const isRegistered = server.visible.some((it) => it.kind === 'middleware' && it.role === 'request-id');
      if (found.length === 0 && named.length === 0 && !isRegistered) yield missing(workspace, server, options.header);
      // What is made for it returns the id; a function written by hand may have forgotten.
      else if (named.length === 0 && !isRegistered && found.length > 0 && found.every((it) => it.by === 'code'))
        yield* notReturned(server, options.header);
      else if (named.length > 0 || isRegistered || found.some((it) => !TRACING.test(it.name)))
        yield* notInErrors(server, options.header);
    }
  },
  repair({ workspace, options }, { path, at, messageId }) {
    const served = messageId === 'missing' ? servedUnit(workspace, workspace.unitOf(path)) : undefined;
    return served ? giveRequestIds(workspace, path, at, served.framework, options.header) : [];
  },
});

/** Traces join the lines by themselves, and have no id that a caller would be told. */
const TRACING = /opentelemetry|otel|dd-?trace|datadog|newrelic|apm|sentry|honeycomb/i;

function missing(workspace: Workspace, server: ServedUnit, header: string): Detection<Data> {
  const remedy = remedyFor('request-id', server.framework);
  const { path, at } = server.place;
  const fixes = giveRequestIds(workspace, path, at, server.framework, header);
  return {
    ...absent(server, 'missing', { name: server.name, header, ...(remedy !== undefined && { remedy }) }, 'warning'),
    offers: fixes.map(({ id, kind, title }) => ({ id, kind, title })),
  };
}

function* notReturned(server: ServedUnit, header: string): Iterable<Detection<Data>> {
  for (const file of server.files) {
    const index = file.visible.findIndex((it) => it.kind === 'safeguard' && it.what === 'request-id');
    const found = file.visible[index];
    if (found?.kind !== 'safeguard') continue;
    yield {
      messageId: 'notReturned',
      data: { name: found.name, header },
      path: file.path,
      at: { kind: 'concept', index },
      severity: 'info',
    };
    return;
  }
}

/** The id is there, and none of the places that answer all errors says it. */
function* notInErrors(server: ServedUnit, header: string): Iterable<Detection<Data>> {
  const handlers = server.files.flatMap((file) =>
    isCode(file) ? [...saidByHandlers(file)].map(([index, said]) => ({ file, index, said })) : [],
  );
  const [first] = handlers;
  if (!first || handlers.some((it) => it.said !== 'silent')) return;
  const { file, index } = first;
  const handler = file.visible[index];
  yield {
    messageId: 'notInErrors',
    data: { name: (handler?.kind === 'safeguard' && handler.name) || 'the error handler', header },
    path: file.path,
    at: { kind: 'concept', index },
    severity: 'info',
  };
}
