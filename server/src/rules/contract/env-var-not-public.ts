import { z } from 'zod';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import type { CodeFacts, ScopeId, SyntaxEnvRead } from '#facts/code-facts.ts';
import type { FixOffer } from '#fixes/edit.ts';
import { worded } from '#fixes/wording.ts';
import { isPlatformVariable } from '#workspace/environment.ts';
import { type Bundler, bundlerOf, publicPrefixOf } from '#workspace/public-prefix.ts';
import { isSecretName } from '#workspace/secret-names.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { applicationCode, symbolAround } from '../application-code.ts';
import { defineRule } from '../rule.ts';
import { publicName, renamePublic } from './public-rename.ts';

interface Data {
  readonly name: string;
  readonly bundler: string;
  readonly wanted: string;
}

const Options = z
  .strictObject({
    prefixes: z.array(z.string()).default([]).describe('Further beginnings of names that the bundler writes into the code'),
  })
  .prefault({});

export default defineRule<z.output<typeof Options>, Data>({
  id: 'contract/env-var-not-public',
  section: 2,
  tier: 1,
  severity: 'error',
  languages: ['typescript', 'javascript'],
  scope: 'file',
  speaksOf: ['env-read'],
  fix: 'multi',
  options: Options,
  messages: {
    notPublic: ({ name, bundler, wanted }) =>
      `\`${name}\` is undefined in the browser: ${bundler} writes only names that begin with \`${wanted}\` into the code`,
    secret: ({ name, bundler }) =>
      `\`${name}\` is undefined in the browser, because ${bundler} keeps it from there; what needs it belongs on the server`,
    wrongPrefix: ({ name, bundler, wanted }) =>
      `\`${name}\` is undefined in the browser: it begins as another bundler wants it, and ${bundler} wants \`${wanted}\``,
    wrongApi: ({ name, bundler, wanted }) =>
      `${bundler} does not replace this expression; \`${name}\` is read from \`${wanted}\``,
    dynamicAccess: ({ name, bundler }) =>
      `${bundler} replaces only \`process.env.NAME\` as it stands, so ${name === '' ? 'a computed name' : `\`${name}\``} is undefined here`,
  },
  *check({ workspace, file, options }) {
    const code = applicationCode(workspace, file);
    if (!code || code.facts.envReads.length === 0 || !isInBrowser(workspace, code)) return;
    const unit = workspace.unitOf(file.path);
    const bundler = bundlerOf(unit.dependencies);
    const published = bundler && workspace.publishedBy(unit);
    if (!bundler || !published || published.isOpen) return;
    const prefixes = [...bundler.prefixes, ...published.prefixes, ...options.prefixes];
    for (const { read, scope } of conceptsOf(code, 'env-read')) {
      const { name = '' } = read;
      if (
        isOnServer(code.facts, scope, read.span.start) ||
        isPlatformVariable(name) ||
        published.names.has(name) ||
        bundler.given?.includes(name)
      )
        continue;
      const messageId = troubleOf(read, bundler, prefixes, code.facts);
      if (messageId === undefined) continue;
      const wanted = messageId === 'wrongApi' ? (bundler.apis[0] ?? '') : (prefixes[0] ?? '');
      yield {
        messageId,
        data: { name, bundler: bundler.title, wanted },
        path: file.path,
        at: { kind: 'span', span: read.span },
        symbol: symbolAround(code, scope),
        offers: offersFor(messageId, name, wanted),
        ...(messageId === 'dynamicAccess' && { severity: 'warning' as const }),
      };
    }
  },
  repair({ workspace }, { path, at, data, offers: [offer] = [] }) {
    const facts = workspace.files.get(path)?.facts;
    const bundler = bundlerOf(workspace.unitOf(path).dependencies);
    if (!offer || !bundler || at.kind !== 'span' || facts?.kind !== 'code') return [];
    if (offer.id === 'read-from') {
      const changes = [{ span: at.span, text: `${data.wanted}.${data.name}` }];
      return [{ ...offer, edits: [{ kind: 'change', path, changes, note: worded`Read it from ${data.wanted}` }] }];
    }
    const edits = renamePublic(workspace, path, data.name, publicName(data.name, data.wanted), bundler);
    return edits ? [{ ...offer, edits }] : [];
  },
});

/** What belongs on the server is not published, whatever it is called. */
function offersFor(messageId: string, name: string, wanted: string): readonly FixOffer[] {
  if (messageId === 'wrongApi') return [{ id: 'read-from', kind: 'safe', title: worded`Read ${name} from ${wanted}` }];
  if (messageId !== 'notPublic' && messageId !== 'wrongPrefix') return [];
  return [{ id: 'rename', kind: 'multi', title: worded`Rename it to ${publicName(name, wanted)}` }];
}

function troubleOf(read: SyntaxEnvRead, bundler: Bundler, prefixes: readonly string[], facts: CodeFacts): string | undefined {
  const { name, api, form } = read;
  const isReplaced = bundler.apis.some((it) => it === api);
  if (api !== 'process.env' && api !== 'import.meta.env') return undefined;
  const isStatic = bundler.title === 'Next.js';
  if (name === undefined) return isStatic && isReplaced && form === 'plain' ? 'dynamicAccess' : undefined;
  if (prefixes.some((it) => name.startsWith(it))) {
    if (!isReplaced) return 'wrongApi';
    return isStatic && isTakenApart(facts, name) ? 'dynamicAccess' : undefined;
  }
  if (isSecretName(name)) return 'secret';
  return publicPrefixOf(name) === undefined ? 'notPublic' : 'wrongPrefix';
}

/** `const { NEXT_PUBLIC_X } = process.env`. */
function isTakenApart(facts: CodeFacts, name: string): boolean {
  return facts.bindings.some(
    ({ origin }) =>
      origin.kind === 'part' &&
      origin.path[0] === name &&
      origin.value.kind === 'reference' &&
      origin.value.path.join('.') === 'process.env',
  );
}

/** A unit for the browser holds files for Node too; they show it by what they import. */
function isInBrowser(workspace: Workspace, { path, facts }: LiftedCode): boolean {
  const { kind } = workspace.unitOf(path);
  if ((kind !== 'frontend' && kind !== 'fullstack') || workspace.runtimeOf(path) !== 'browser') return false;
  if (/(^|\/)(?:server|api|functions|netlify|ssr|emails?|backend|electron)\//.test(path) || /\.server\.\w+$/.test(path))
    return false;
  return !facts.imports.some((it) =>
    /^(?:node:|fs$|fs\/|path$|http$|child_process$|express$|dotenv|server-only$)/.test(it.module),
  );
}

/**
 * `if (import.meta.env.SSR)`, `if (typeof window === 'undefined')`, code that asks whether there is a `process`, and what comes
 * after browsers were sent away: `if (typeof window !== 'undefined') return …`.
 */
function isOnServer(facts: CodeFacts, scope: ScopeId, place: number): boolean {
  for (let at: ScopeId | undefined = scope; at !== undefined; at = facts.scopes[at]?.parent) {
    const { branch, fn } = facts.scopes[at] ?? {};
    if (browsersLeave(facts, at, place)) return true;
    if (branch && /\bSSR\b|typeof (?:window|process|document)|isServer/.test(branch.text)) return true;
    if (
      fn?.name !== undefined &&
      /^(?:getServerSideProps|getStaticProps|getStaticPaths|getInitialProps|loader|action)$/.test(fn.name)
    )
      return true;
  }
  return false;
}

function browsersLeave(facts: CodeFacts, scope: ScopeId, place: number): boolean {
  return facts.scopes.some(
    ({ branch, body, parent, span }) =>
      branch?.form === 'then' &&
      parent === scope &&
      span.end <= place &&
      (body.last === 'return' || body.last === 'throw') &&
      /^\s*(?:typeof (?:window|document) !==? ['"]undefined['"]|isBrowser|isClient|!import\.meta\.env\.SSR)\s*$/.test(
        branch.text,
      ),
  );
}
