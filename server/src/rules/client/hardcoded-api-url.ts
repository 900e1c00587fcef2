import { z } from 'zod';
import type { Path } from '#base/paths.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { RememberedString } from '#facts/code-facts.ts';
import type { FixOffer } from '#fixes/edit.ts';
import { worded } from '#fixes/wording.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { applicationCode, isForDevelopment, symbolAround } from '../application-code.ts';
import { defineRule } from '../rule.ts';
import { addressFromEnvironment, publicVariable } from './address-from-environment.ts';
import { placeOfAddress } from './address-places.ts';
import { asksNoRoute, hostOf, isOwnHost, isThisMachine } from './own-hosts.ts';
import { askOwnOrigin, proxiedOffer } from './proxied-address.ts';

interface Data {
  readonly host: string;
}

const Options = z
  .strictObject({
    envName: z.string().default('API_URL').describe('The variable that messages propose, without the prefix of the bundler'),
    ownHosts: z.array(z.string()).default([]).describe('Hosts of your own, such as api.example.com'),
  })
  .prefault({});

type Options = z.output<typeof Options>;

export default defineRule<Options, Data & { readonly envName: string }>({
  id: 'client/hardcoded-api-url',
  section: 5,
  tier: 1,
  severity: 'warning',
  languages: ['typescript', 'javascript', 'vue'],
  scope: 'file',
  fix: 'multi',
  options: Options,
  messages: {
    local: ({ host, envName }) =>
      `\`${host}\` is this machine only; read the address of the API from a variable such as \`${envName}\``,
    ownHost: ({ host, envName }) =>
      `The address of the own API at \`${host}\` is fixed; read it from a variable such as \`${envName}\``,
    fallback: ({ host }) => `Without its variable the browser asks \`${host}\`, which is this machine only`,
  },
  *check({ workspace, file, options }) {
    const code = applicationCode(workspace, file);
    if (!code) return;
    const addresses = code.facts.strings.filter((it) => /^(https?|wss?):\/\//.test(it.value));
    if (addresses.length === 0 || workspace.runtimeOf(code.path) !== 'browser') return;
    if (workspace.unitOf(code.path).kind === 'library' || isReplaced(workspace, code.path)) return;
    const text = workspace.textOf(code.path);
    if (text === undefined) return;
    for (const address of addresses) {
      if (isComparedWithVariable(text.slice(0, address.span.start))) continue;
      const messageId = judge(workspace, code, address, text, options);
      if (!messageId) continue;
      yield {
        messageId,
        data: { host: hostOf(address.value) ?? '', envName: options.envName },
        path: code.path,
        at: { kind: 'span', span: address.span },
        symbol: symbolAround(code, address.scope),
        offers: offersFor(workspace, code, messageId, address, text, options),
        ...(messageId === 'fallback' && { severity: 'info' as const }),
      };
    }
  },
  repair({ workspace }, { path, at, offers = [] }) {
    if (at.kind !== 'span') return [];
    return offers.flatMap((offer) => {
      const variable = /^Read the address from (\w+)$/.exec(offer.title)?.[1];
      const alone = variable === undefined ? askOwnOrigin(workspace, path, at.span) : undefined;
      const edits = variable === undefined ? alone && [alone] : addressFromEnvironment(workspace, path, at.span, variable);
      return edits ? [{ ...offer, edits }] : [];
    });
  },
});

/** `process.env.API_URL === 'http://localhost:3001' ? 'http://localhost:3001/api' : …`: the variable is read, and says which. */
function isComparedWithVariable(before: string): boolean {
  return /\benv\.\w+\s*[!=]==?\s*(?:(["'])[^"'\n]*\1\s*\?\s*)?["']?$/.test(before);
}

function offersFor(
  workspace: Workspace,
  { path }: LiftedCode,
  messageId: string,
  address: RememberedString,
  text: string,
  { envName }: Options,
): readonly FixOffer[] {
  const variable = publicVariable(workspace, path, address.value, envName);
  if (messageId === 'fallback' || !/^["'`]/.test(text.slice(address.span.start))) return [];
  const alone = proxiedOffer(workspace, path, text.slice(address.span.start, address.span.end));
  return [
    ...(alone ? [alone] : []),
    ...(variable === undefined
      ? []
      : [{ id: 'read-from-environment', kind: 'multi' as const, title: worded`Read the address from ${variable}` }]),
  ];
}

/** Angular: `environment.ts` is for development, and a production build takes `environment.prod.ts` in its place. */
function isReplaced(workspace: Workspace, path: Path): boolean {
  const [, folder] = /^(.*\/environments\/)environment(?:\.(?:dev|development|local))?\.ts$/.exec(path) ?? [];
  return folder !== undefined && ['prod', 'production'].some((it) => workspace.files.has(`${folder}environment.${it}.ts`));
}

/** `const developmentConfig = { api: 'http://localhost:3000' }` beside `productionConfig`: the mode chooses between them. */
function isOfDevelopment({ facts }: LiftedCode, { span }: RememberedString): boolean {
  const objects = facts.bindings.filter(({ origin }) => origin.kind === 'value' && origin.value.kind === 'object');
  return (
    objects.some(({ name }) => /^prod/i.test(name)) &&
    objects.some(
      ({ name, origin }) =>
        /^(?:dev|local)/i.test(name) &&
        origin.kind === 'value' &&
        origin.value.span.start <= span.start &&
        origin.value.span.end >= span.end,
    )
  );
}

function judge(
  workspace: Workspace,
  code: LiftedCode,
  address: RememberedString,
  text: string,
  options: Options,
): 'local' | 'ownHost' | 'fallback' | undefined {
  const host = hostOf(address.value);
  if (host === undefined) return undefined;
  const place = placeOfAddress(code, address, text);
  if (isThisMachine(host) && (isForDevelopment(code.facts, address.scope) || isOfDevelopment(code, address))) return undefined;
  if (place.kind === 'other') return undefined;
  if (isThisMachine(host) && place.kind === 'request' && asksNoRoute(workspace, address.value)) return undefined;
  if (isThisMachine(host)) return place.isFallback ? 'fallback' : 'local';
  if (place.isFallback || place.kind === 'picture' || place.kind === 'address') return undefined;
  return isOwnHost(workspace, address.value, place, options.ownHosts) ? 'ownHost' : undefined;
}
