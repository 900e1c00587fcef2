import { z } from 'zod';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import type { ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { credentialsIn, isLocalHost } from '#workspace/secret-names.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { applicationCode, symbolAround } from '../application-code.ts';
import { defineRule } from '../rule.ts';
import { literalOf, type Written } from './literal-of.ts';

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
  fix: 'none',
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
      if (!written || host === undefined || options.allowHosts.includes(host)) continue;
      // A constant of a configuration module is where it belongs; only the value is fixed.
      if (written.path !== file.path && isConfiguration(workspace, written.path)) continue;
      const span = written.path === file.path ? written.span : value.span;
      if (seen.has(span.start)) continue;
      seen.add(span.start);
      yield {
        messageId: 'fixedHost',
        data: { host },
        path: file.path,
        at: { kind: 'span', span },
        symbol: symbolAround(code, scope),
      };
    }
  },
});

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
