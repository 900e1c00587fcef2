import { digest } from '#base/digest.ts';
import type { CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { FileFacts } from '#facts/file-facts.ts';
import type { Linker } from '#link/linker.ts';
import { enclosingFunction } from '#link/names.ts';
import type { Catalog } from './catalog.ts';
import { type Concept, VISIBLE_KINDS } from './concept.ts';
import { liftWrittenCors } from './cors/lift-written-cors.ts';
import { liftBuilderIndexes } from './data/lift-index-change.ts';
import { liftBuilderChanges } from './data/lift-schema-change.ts';
import { envReads, settingWrappers } from './environment/lift-env-reads.ts';
import { liftCalls } from './lift-calls.ts';
import { liftDeclarations } from './lift-declarations.ts';
import type { Effects, LiftedFile } from './lifted-file.ts';
import { liftInputs, liftNamedValidations } from './messages/lift-input.ts';
import { liftOwnLoggers, loggingWrappers } from './messages/lift-log.ts';
import { liftOtherResponses } from './messages/lift-response.ts';
import { liftRouteRequests } from './messages/lift-route-request.ts';
import { liftAddresses } from './requests/lift-addresses.ts';
import { liftWrittenTimeLimits } from './requests/lift-time-limit.ts';
import { liftSafeguards } from './safeguards/lift-safeguards.ts';
import { summarise } from './summary.ts';
import { liftTokenSettings } from './tokens/lift-token-settings.ts';

/** Says what a file means. Files that are not code have facts and no concepts. */
export function liftFile(facts: FileFacts, linker: Linker, catalog: Catalog): LiftedFile {
  if (facts.kind !== 'code') {
    return lifted({ path: facts.path, facts, concepts: [], visible: [], effects: new Map() }, () => JSON.stringify(facts));
  }
  const found = [
    ...liftCalls(facts, linker, catalog),
    ...liftDeclarations(facts, linker, catalog),
    ...liftTokenSettings(facts, catalog),
    ...liftWrittenTimeLimits(facts, linker, catalog),
    ...liftOwnLoggers(facts, linker),
    ...liftSafeguards(facts, linker, catalog),
    ...liftWrittenCors(facts, linker),
    ...envReads(facts),
    ...liftInputs(facts, linker, catalog),
    ...liftRouteRequests(facts),
    ...liftNamedValidations(facts),
    ...settingWrappers(facts, linker),
    ...liftBuilderChanges(facts),
    ...liftBuilderIndexes(facts),
  ];
  const concepts = [...found, ...liftOtherResponses(facts, linker, catalog, found), ...liftAddresses(facts, linker, found)].sort(
    (a, b) => a.span.start - b.span.start || a.span.end - b.span.end,
  );
  const visible = concepts.filter((it) => VISIBLE_KINDS.has(it.kind));
  const effects = effectsOf(facts, concepts);
  return lifted({ path: facts.path, facts, concepts, visible, effects }, () => summarise(facts, visible, effects));
}

/**
 * A summary is asked for when a file changes; a check that ends after one look needs none. It is no accessor: every object literal with one has a
 * hidden class of its own, which lives long and keeps the facts of every state of a file while somebody types.
 */
function lifted(file: Omit<LiftedFile, 'summary'>, shown: () => string): LiftedFile {
  let summary: string | undefined;
  return {
    ...file,
    summary: () => {
      summary ??= digest(shown());
      return summary;
    },
  };
}

function effectsOf(facts: CodeFacts, concepts: readonly Concept[]): Map<ScopeId, Effects> {
  const effects = new Map<ScopeId, Effects>();
  for (const id of loggingWrappers(facts, concepts)) effects.set(id, { ...NO_EFFECTS, logs: true });
  for (const it of concepts) {
    if (it.kind !== 'query' && it.kind !== 'validation' && it.kind !== 'input-read' && it.kind !== 'cache-write') continue;
    const fn = enclosingFunction(facts, it.scope);
    if (!fn) continue;
    const known = effects.get(fn.id) ?? NO_EFFECTS;
    const landed = isCreation(facts, it.scope) ? undefined : landedBy(it);
    effects.set(fn.id, {
      logs: known.logs,
      reads: known.reads || (it.kind === 'query' && it.operation !== 'write'),
      writes: known.writes || (it.kind === 'query' && it.operation === 'write'),
      lands: landed === undefined || known.lands.includes(landed) ? known.lands : [...known.lands, landed],
      validates: known.validates || it.kind === 'validation',
      takesBody: known.takesBody || (it.kind === 'input-read' && it.source === 'body'),
      caches: known.caches || it.kind === 'cache-write',
    });
  }
  return effects;
}

/** `except Profile.DoesNotExist:` makes what is missing, which may well stay. */
function isCreation({ scopes }: CodeFacts, from: ScopeId): boolean {
  for (let at: ScopeId | undefined = from; at !== undefined && !scopes[at]?.fn; at = scopes[at]?.parent)
    if (scopes[at]?.handler?.types.some((it) => /^(DoesNotExist|NoResultFound|\w*NotFound(Error)?)$/.test(it.path.at(-1) ?? '')))
      return true;
  return false;
}

/** What a query leaves for good, by its table; a commit of what was added before has none. */
function landedBy(it: Concept): string | undefined {
  if (it.kind !== 'query' || it.operation !== 'write' || it.isDocument || it.isInTransaction) return undefined;
  return it.lands === 'at-commit' ? undefined : (it.subject ?? '');
}

const NO_EFFECTS: Effects = {
  reads: false,
  writes: false,
  logs: false,
  lands: [],
  validates: false,
  takesBody: false,
  caches: false,
};
