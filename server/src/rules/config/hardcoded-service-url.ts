import { z } from 'zod';
import type { Span } from '#base/span.ts';
import { conceptsOf, isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { FixOffer } from '#fixes/edit.ts';
import { worded } from '#fixes/wording.ts';
import { credentialsIn, isLocalHost } from '#workspace/secret-names.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { applicationCode, symbolAround } from '../application-code.ts';
import { defineRule } from '../rule.ts';
import { literalOf, type Written } from './literal-of.ts';
import { isMovable, literalToConfig, snakeCase, variableFor } from './literal-to-config.ts';
import { writtenValues } from './written-values.ts';

interface Data {
  readonly host: string;
}

const Options = z
  .strictObject({
    allowHosts: z.array(z.string()).default([]).describe('Hosts that are the same everywhere, with their port'),
  })
  .prefault({});

export default defineRule<z.output<typeof Options>, Data>({
  id: 'config/hardcoded-service-url',
  section: 2,
  tier: 2,
  severity: 'warning',
  languages: ['typescript', 'javascript', 'python', 'go'],
  scope: 'file',
  fix: 'multi',
  options: Options,
  messages: {
    fixedHost: ({ host }) => `The address \`${host}\` is fixed in the code, and it is another one where the application runs`,
  },
  *check({ workspace, file, options }) {
    const code = applicationCode(workspace, file);
    if (!code || workspace.runtimeOf(file.path) !== 'server' || isConfiguration(workspace, file.path)) return;
    const { kind } = workspace.unitOf(file.path);
    if (kind === 'library' || kind === 'tool') return;
    const seen = new Set<number>();
    for (const { value, scope } of placesOf(code)) {
      const written = textOf(workspace, code, scope, value);
      const host = written && ownHostIn(written.text);
      if (!written || host === undefined || options.allowHosts.includes(host) || STARTED_HERE.test(host)) continue;
      // A constant of a configuration module is where it belongs; only the value is fixed.
      if (written.path !== file.path && isConfiguration(workspace, written.path)) continue;
      const span = written.path === file.path ? written.span : value.span;
      if (seen.has(span.start) || (PROBE.test(file.path) && /^(?:localhost|127\.)/.test(host))) continue;
      seen.add(span.start);
      yield {
        messageId: 'fixedHost',
        data: { host },
        path: file.path,
        at: { kind: 'span', span },
        symbol: symbolAround(code, scope),
        offers: offersFor(workspace, code, span, host, written),
      };
    }
  },
  repair({ workspace }, { path, at, offers: [offer] = [] }) {
    const file = workspace.files.get(path);
    if (at.kind !== 'span' || !offer || !file || !isCode(file)) return [];
    const name = /^Move the address to (\w+)$/.exec(offer.title)?.[1];
    const text = name === undefined ? undefined : literalText(file, at.span);
    const edits =
      name === undefined || text === undefined ? undefined : literalToConfig(workspace, path, at.span, { name, example: text });
    return edits ? [{ ...offer, edits }] : [];
  },
});

/** `127.0.0.1:${port}`: a program on this machine at a port that is only known now, as one that was just started. */
const STARTED_HERE = /^(?:localhost|127\.[\d.]+):$/;

/** What a container runs to ask the server beside it. */
const PROBE = /(^|\/)health[-_]?checks?\.\w+$/i;

function offersFor(
  workspace: Workspace,
  code: LiftedCode,
  span: Span,
  host: string,
  { path, text }: Written,
): readonly FixOffer[] {
  const source = workspace.textOf(path);
  if (path !== code.path || source === undefined || !isMovable(code, source, span)) return [];
  const name = variableFor(code, span) ?? byAddress(text, host);
  return name === undefined ? [] : [{ id: 'move-to-config', kind: 'multi', title: worded`Move the address to ${name}` }];
}

/** The usual variable for an address: by its scheme, or by the name of the host. */
function byAddress(text: string, host: string): string | undefined {
  const scheme = /^([a-z]+)(?=[a-z+]*:\/\/)/i.exec(text)?.[1]?.toLowerCase() ?? '';
  const known = Object.entries(BY_SCHEME).find(([it]) => scheme.startsWith(it))?.[1];
  if (known !== undefined) return known;
  const name = host.replace(/:\d+$/, '').split('.')[0] ?? '';
  return /^https?$/.test(scheme) && /^[a-z][a-z-]{2,}$/i.test(name) && !isLocalHost(name) ? `${snakeCase(name)}_URL` : undefined;
}

const BY_SCHEME: Readonly<Record<string, string>> = {
  postgres: 'DATABASE_URL',
  mysql: 'DATABASE_URL',
  mariadb: 'DATABASE_URL',
  mongodb: 'MONGODB_URL',
  redis: 'REDIS_URL',
  amqp: 'AMQP_URL',
  nats: 'NATS_URL',
};

function literalText({ facts }: LiftedCode, { start }: Span): string | undefined {
  const given = [...writtenValues(facts)].find((it) => it.span.start === start)?.text;
  if (given !== undefined) return given;
  for (const { args } of facts.calls)
    for (const it of args) if (it.kind === 'literal' && it.span.start === start && typeof it.value === 'string') return it.value;
  return facts.strings.find((it) => it.span.start === start)?.value;
}

/** Where connections and requests say where they go. */
function placesOf(code: LiftedCode): { readonly value: Value; readonly scope: ScopeId }[] {
  const connections = conceptsOf(code, 'credential-use').filter((it) => it.what === 'connection');
  const requests = conceptsOf(code, 'http-request').flatMap(({ url, options, scope }) => {
    const base =
      options?.kind === 'object' ? options.entries.find((it) => /^(?:baseURL|base_url|baseUrl)$/.test(it.key)) : undefined;
    return [url, base?.value].flatMap((value) => (value ? [{ value, scope }] : []));
  });
  return [...connections, ...requests];
}

/** The text of a value; of a text with parts filled in, that with its gaps. */
function textOf(workspace: Workspace, { path }: LiftedCode, scope: ScopeId, value: Value): Written | undefined {
  if (value.kind === 'template') return { path, text: value.text, span: value.span };
  return literalOf(workspace, path, scope, value);
}

/** The host of an address that differs between environments: of a database or broker, or of a machine nearby. */
function ownHostIn(text: string): string | undefined {
  // With a password in it, `config/hardcoded-secret` speaks.
  if (credentialsIn(text)) return undefined;
  const [, scheme = '', host] = /^([a-z][a-z0-9+.-]*):\/\/(?:[^/@\s]*@)?(?:tcp\()?([^\s/?#,)\uFFFC]+)/i.exec(text) ?? [];
  if (host !== undefined && STORE.test(scheme)) return host;
  if (host !== undefined && /^https?$/i.test(scheme)) return isNearby(host) && !PLATFORM.test(host) ? host : undefined;
  const bare = /^(?:[^\s:/@\uFFFC]+@tcp\()?((?:localhost|127\.0\.0\.1|[a-z][\w-]*):\d{2,5})(?:\)|$)/.exec(text)?.[1];
  return bare;
}

const STORE = /^(?:postgres|postgresql|mysql|mariadb|mongodb|rediss?|amqps?|nats|kafka)(?:\+\w+)?$/i;

/** Every machine of a cloud finds its metadata there. */
const PLATFORM = /^(?:metadata\.google\.internal|169\.254\.169\.254|metadata)$/;

function isNearby(host: string): boolean {
  const name = host.replace(/:\d+$/, '');
  return isLocalHost(name) || /\.(?:internal|local|svc|cluster\.local)$/.test(name);
}

function isConfiguration(workspace: Workspace, path: string): boolean {
  return (
    workspace.layerOf(path)?.layer === 'config' ||
    workspace.environmentOf(workspace.unitOf(path)).configModules.includes(path) ||
    /(^|\/)(settings|config|conf)(\/|\.)/.test(path)
  );
}
