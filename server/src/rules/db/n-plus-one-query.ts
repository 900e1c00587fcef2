import { z } from 'zod';
import type { Query } from '#concepts/kinds/data.ts';
import { conceptsOf, isCode, type LiftedCode, type LiftedFile } from '#concepts/lifted-file.ts';
import type { Call, CallId, ScopeId } from '#facts/code-facts.ts';
import type { FixOffer } from '#fixes/edit.ts';
import { applicationCode, symbolAround } from '../application-code.ts';
import { defineRule } from '../rule.ts';
import { type SourceText, sourceText } from '../source-text.ts';
import { lazyReads } from './lazy-relation.ts';
import { isEvaluated, isRepeated, loopsAround, mentionedBy } from './loops.ts';
import { batchLookUp, loadRelation } from './n-plus-one-fix.ts';

interface Data {
  readonly call: string;
  readonly variable: string;
}

const Options = z
  .strictObject({
    indirect: z
      .enum(['off', 'info', 'warning'])
      .default('info')
      .describe('Report calls of functions that query, when they stand in a loop'),
    jobs: z.enum(['off', 'info', 'warning']).default('info').describe('Severity in background jobs'),
  })
  .prefault({});

export default defineRule<z.output<typeof Options>, Data>({
  id: 'db/n-plus-one-query',
  section: 4,
  tier: 1,
  severity: 'warning',
  languages: ['typescript', 'javascript', 'python', 'go'],
  scope: 'file',
  fix: 'suggest',
  options: Options,
  messages: {
    direct: ({ call, variable }) => `\`${call}\` runs once for each \`${variable}\` of the loop`,
    indirect: ({ call, variable }) => `\`${call}\` queries the database once for each \`${variable}\` of the loop`,
    lazyRelation: ({ call, variable }) => `\`${call}\` is loaded by a query of its own for each \`${variable}\` of the loop`,
  },
  *check({ workspace, file, options }) {
    const code = applicationCode(workspace, file);
    if (!code) return;
    const isJob = workspace.layerOf(file.path)?.layer === 'job';
    if (isJob && options.jobs === 'off') return;
    const severity = isJob && options.jobs !== 'off' ? { severity: options.jobs } : {};
    if (!code.facts.scopes.some((it) => it.loop || it.fn?.argumentOf)) return;
    const text = sourceText(workspace, code.path);
    const queries = new Set<CallId>();
    for (const query of conceptsOf(code, 'query')) {
      if (query.call === undefined || query.isProbe || !isRead(query)) continue;
      for (let id: CallId | undefined = query.call; id !== undefined; id = code.facts.calls[id]?.callee.receiver) queries.add(id);
      if (query.isLazy && !isEvaluated(code, query.call) && !isAwaited(code, query)) continue;
      const variable = loopVariable(code, text, query.call, query.scope);
      if (variable === undefined || asksForMany(code, query.call) || asksAnother(code, query.call, variable)) continue;
      const offers = batchLookUp(workspace, code, query.framework, query.call).map(offerOf);
      yield { ...place(code, query.call, variable), messageId: 'direct', offers, ...severity };
    }
    for (const read of lazyReads(workspace, code, text)) {
      const { scope, variable, relation, span } = read;
      const data = { call: `${variable}.${relation}`, variable };
      yield {
        messageId: 'lazyRelation',
        data,
        path: code.path,
        at: { kind: 'span', span },
        symbol: symbolAround(code, scope),
        offers: loadRelation(workspace, code, read).map(offerOf),
        ...severity,
      };
    }
    // A loader gathers what was asked for one by one; its own loop goes over the answers.
    if (options.indirect === 'off' || /data_?loaders?\b/i.test(code.path)) return;
    for (const [id, call] of code.facts.calls.entries()) {
      if (queries.has(id) || call.mentions.length === 0 || !isRepeated(code, call.scope)) continue;
      const target = workspace.linker.functionOf(workspace.linker.callee(code.path, id));
      const effects = target && workspace.files.get(target.path)?.effects.get(target.scope);
      if (!target || !effects?.reads || effects.writes || effects.caches) continue;
      if (isQueued(workspace.files.get(target.path), target.scope)) continue;
      const variable = loopVariable(code, text, id, call.scope);
      if (variable === undefined || TABLE.test(variable)) continue;
      yield {
        ...place(code, id, variable),
        messageId: 'indirect',
        severity: isJob && options.jobs !== 'off' ? options.jobs : options.indirect,
      };
    }
  },
  repair({ workspace }, { path, at, messageId }) {
    const file = workspace.files.get(path);
    const code = file && applicationCode(workspace, file);
    if (!code || at.kind !== 'span') return [];
    if (messageId === 'lazyRelation') {
      const read = [...lazyReads(workspace, code, sourceText(workspace, path))].find((it) => it.span.start === at.span.start);
      return read ? loadRelation(workspace, code, read) : [];
    }
    const query = conceptsOf(code, 'query').find((it) => {
      const call = it.call === undefined ? undefined : code.facts.calls[it.call];
      return call?.span.start === at.span.start && call.span.end === at.span.end;
    });
    return query?.call === undefined ? [] : batchLookUp(workspace, code, query.framework, query.call);
  },
});

function offerOf({ id, kind, title }: FixOffer): FixOffer {
  return { id, kind, title };
}

/** Huey: calling a function below `@task()` puts it into the queue, as Dramatiq's and Celery's own methods do. */
function isQueued(file: LiftedFile | undefined, scope: ScopeId): boolean {
  const decorators = file && isCode(file) ? (file.facts.scopes[scope]?.fn?.decorators ?? []) : [];
  return decorators.some((it) => /^(?:db_)?(?:periodic_)?task$/.test(it.path.at(-1) ?? ''));
}

/** Tortoise: `await Menu.filter(id=menu_id).first()` asks the database, which Django's queryset of that name does not. */
function isAwaited({ facts }: LiftedCode, { framework, call }: Query): boolean {
  return framework === 'tortoise' && call !== undefined && facts.calls[call]?.isAwaited === true;
}

/** A list of keys in each round: the loop goes over groups, and each group is one query. */
function asksForMany({ facts }: LiftedCode, call: CallId): boolean {
  for (let id: CallId | undefined = call; id !== undefined; id = facts.calls[id]?.callee.receiver) {
    if (facts.calls[id]?.keywords.some((it) => it.name.endsWith('__in'))) return true;
  }
  return false;
}

/** Each round reads another table, or asks another database: no one query can do that. */
function asksAnother({ facts }: LiftedCode, call: CallId, variable: string): boolean {
  if (TABLE.test(variable)) return true;
  const chain: Call[] = [];
  for (let id: CallId | undefined = call; id !== undefined; id = facts.calls[id]?.callee.receiver) {
    const link = facts.calls[id];
    if (link) chain.push(link);
  }
  const first = chain.at(-1);
  // `s.shardByIndex(i).NewSession(c).Where(…).Find(&rows)`
  return (
    first !== undefined &&
    chain.length > 1 &&
    DATABASE.test(first.callee.path.at(-1) ?? '') &&
    first.mentions.includes(variable) &&
    chain.slice(0, -1).every((it) => !it.mentions.includes(variable))
  );
}

const TABLE = /^(table|tbl|relation|collection)(_?name)?$/i;
const DATABASE = /(db|database|shard|tenant|datasource|connection)(by\w*|for\w*|of\w*)?$/i;

function isRead(query: Query): boolean {
  return query.operation === 'read';
}

/** The variable of a loop around a call that the call's arguments depend on; undefined where there is none. */
function loopVariable(code: LiftedCode, text: SourceText, call: CallId, scope: ScopeId): string | undefined {
  const mentioned = mentionedBy(code, call);
  for (const loop of loopsAround(code, text, scope, call)) {
    const variable = loop.variables.find((it) => mentioned.has(it)) ?? [...loop.derived].find((it) => mentioned.has(it));
    if (variable !== undefined) return variable;
  }
  return undefined;
}

function place(code: LiftedCode, id: CallId, variable: string) {
  const call = code.facts.calls[id];
  return {
    data: { call: call?.callee.path.join('.') ?? '', variable },
    path: code.path,
    at: { kind: 'span' as const, span: call?.span ?? { start: 0, end: 0 } },
    symbol: symbolAround(code, call?.scope ?? 0),
  };
}
