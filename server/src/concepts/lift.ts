import { digest } from '#base/digest.ts';
import type { CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { FileFacts } from '#facts/file-facts.ts';
import type { Linker } from '#link/linker.ts';
import { enclosingFunction } from '#link/names.ts';
import type { Catalog } from './catalog.ts';
import { type Concept, VISIBLE_KINDS } from './concept.ts';
import { liftCalls } from './lift-calls.ts';
import { liftDeclarations } from './lift-declarations.ts';
import type { Effects, LiftedFile } from './lifted-file.ts';
import { summarise } from './summary.ts';

/** Says what a file means. Files that are not code have facts and no concepts. */
export function liftFile(facts: FileFacts, linker: Linker, catalog: Catalog): LiftedFile {
  if (facts.kind !== 'code') {
    return { path: facts.path, facts, concepts: [], visible: [], effects: new Map(), summary: digest(JSON.stringify(facts)) };
  }
  const concepts = [...liftCalls(facts, linker, catalog), ...liftDeclarations(facts, linker, catalog), ...envReads(facts)].sort(
    (a, b) => a.span.start - b.span.start || a.span.end - b.span.end,
  );
  const visible = concepts.filter((it) => VISIBLE_KINDS.has(it.kind));
  const effects = effectsOf(facts, concepts);
  return { path: facts.path, facts, concepts, visible, effects, summary: digest(summarise(facts, visible, effects)) };
}

function envReads(facts: CodeFacts): Concept[] {
  return facts.envReads.map((read) => ({ kind: 'env-read', framework: 'language', scope: read.scope, span: read.span, read }));
}

function effectsOf(facts: CodeFacts, concepts: readonly Concept[]): Map<ScopeId, Effects> {
  const effects = new Map<ScopeId, Effects>();
  for (const it of concepts) {
    if (it.kind !== 'query') continue;
    const fn = enclosingFunction(facts, it.scope);
    if (!fn) continue;
    const known = effects.get(fn.id) ?? { reads: false, writes: false };
    effects.set(fn.id, { reads: known.reads || it.operation !== 'write', writes: known.writes || it.operation === 'write' });
  }
  return effects;
}
