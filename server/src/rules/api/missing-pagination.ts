import { z } from 'zod';
import type { Span } from '#base/span.ts';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import type { ScopeId } from '#facts/code-facts.ts';
import type { Fix, FixOffer } from '#fixes/edit.ts';
import { applicationCode, isInside } from '../application-code.ts';
import { nameOfHandler } from '../routed-handlers.ts';
import { defineRule } from '../rule.ts';
import { freeLimit } from './free-limit.ts';
import { pageView } from './page-class-fix.ts';
import { boundLimit } from './page-limit-fix.ts';
import { pageRows } from './page-rows-fix.ts';
import { routedGets } from './routed-gets.ts';
import { unpagedViews } from './unpaged-view.ts';
import { isLimitedInside, wholeTable } from './whole-table.ts';

interface Data {
  readonly handler: string;
  readonly subject: string;
}

const Options = z
  .strictObject({
    smallTables: z.array(z.string()).default([]).describe('Tables, or last parts of paths, that stay small'),
  })
  .prefault({});

export default defineRule<z.output<typeof Options>, Data>({
  id: 'api/missing-pagination',
  section: 6,
  tier: 1,
  severity: 'info',
  languages: ['typescript', 'javascript', 'python', 'go'],
  scope: 'file',
  fix: 'suggest',
  options: Options,
  messages: {
    none: ({ handler, subject }) =>
      `${named(handler)} answers with all rows${subject === '' ? '' : ` of \`${subject}\``}, however many there are`,
    unbounded: ({ handler, subject }) => `${named(handler)} lets the client ask for any number of rows with \`${subject}\``,
  },
  *check({ workspace, file, options }) {
    const code = applicationCode(workspace, file);
    if (!code || /graphql|admin|export|sitemap/i.test(code.path)) return;
    const isSmall = (name: string) =>
      SMALL.test(name) || options.smallTables.some((it) => it.toLowerCase() === name.toLowerCase());
    for (const { scope, path, isRoot } of routedGets(workspace, code)) {
      const name = nameOfHandler(code, scope);
      const limit = freeLimit(workspace, code, scope);
      if (limit) {
        yield {
          messageId: 'unbounded',
          data: { handler: name, subject: limit.name },
          path: code.path,
          at: { kind: 'span', span: limit.span },
          symbol: name,
          offers: boundLimit(workspace, code, limit.span).map(offerOf),
        };
        continue;
      }
      const last = path?.split('/').findLast((it) => it !== '') ?? name;
      if (!(isRoot || isCollection(path, last)) || isSmall(last) || EXPORT.test(`${path ?? ''} ${name}`)) continue;
      if (isLimitedInside(code, scope) || aggregates(code, scope)) continue;
      const found = wholeTable(workspace, code, scope);
      const call = found && code.facts.calls[found.call];
      if (!found || !call || isSmall(found.subject)) continue;
      yield {
        messageId: 'none',
        data: { handler: name, subject: found.subject },
        path: code.path,
        at: { kind: 'span', span: call.span },
        symbol: name,
        offers: pageRows(workspace, code, scope, found.call).map(offerOf),
      };
    }
    for (const { name, span } of unpagedViews(workspace, code)) {
      if (isSmall(name.replace(/(List)?(View|ViewSet|APIView|CreateView)$/, ''))) continue;
      yield {
        messageId: 'none',
        data: { handler: name, subject: '' },
        path: code.path,
        at: { kind: 'span', span },
        symbol: name,
        offers: pageView(workspace, code, name).map(offerOf),
      };
    }
  },
  repair({ workspace }, { path, at, messageId, data }) {
    const file = workspace.files.get(path);
    const code = file && applicationCode(workspace, file);
    if (!code || at.kind !== 'span') return [];
    if (messageId === 'unbounded') return boundLimit(workspace, code, at.span);
    const views = unpagedViews(workspace, code);
    if (views.some((it) => it.span.start === at.span.start)) return pageView(workspace, code, data.handler);
    const isHere = (it: Span): boolean => it.start === at.span.start && it.end === at.span.end;
    for (const { scope } of routedGets(workspace, code)) {
      const found = wholeTable(workspace, code, scope);
      const call = found && code.facts.calls[found.call];
      if (found && call && isHere(call.span)) return pageRows(workspace, code, scope, found.call);
    }
    return [];
  },
});

function offerOf({ id, kind, title }: Fix): FixOffer {
  return { id, kind, title };
}

/** Tables that stay small by their nature. */
const SMALL =
  /(countr|currenc|languag|role|permission|status|type|categor|tag|plan|feature|setting|config|option|locale|timezone|enum|unit|label|level|kind|section|provider|version|state|stat|count|summar|metric|health|flag|template|theme|integration|plugin|dashboard|me$)/i;

const EXPORT = /export|download|csv|stream|report|search|admin|internal|backup|sync/i;

/** The last part of the path names many things, or nothing does and the path is a router's own. */
function isCollection(path: string | undefined, last: string): boolean {
  if (/[:{<*]/.test(last)) return false;
  return (
    path === '' || path === '/' || path === undefined || /s\/?$/i.test(last) || /^(list|all|index|feed|history)$/i.test(last)
  );
}

function aggregates(code: LiftedCode, scope: ScopeId): boolean {
  return conceptsOf(code, 'query').some(
    (it) =>
      isInside(code, it.scope, scope) &&
      it.call !== undefined &&
      /^(aggregate|groupBy|count|Count|countDocuments)$/.test(code.facts.calls[it.call]?.callee.path.at(-1) ?? ''),
  );
}

function named(handler: string): string {
  return handler === '' ? 'The handler' : `\`${handler}\``;
}
