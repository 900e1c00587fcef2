import type { Path } from '#base/paths.ts';
import { LineIndex } from '#base/span.ts';
import type { CodeFacts, Export } from '#facts/code-facts.ts';
import { createDraft, type Draft, unreadFacts } from '../assembly/draft.ts';
import { placedComments } from '../assembly/source.ts';
import { isGeneratedHeader, mayHoldDirectives, readDirectives } from '../directives.ts';
import { refusal } from '../limits.ts';
import type { Grammars } from '../tree-sitter/grammars.ts';
import { parseErrorsOf } from '../tree-sitter/parse-errors.ts';
import { declaredAtStart } from './bindings.ts';
import { callFact } from './calls.ts';
import { classOf } from './classes.ts';
import { envReadsOf } from './env-reads.ts';
import { PYTHON_WALK } from './grammar.ts';
import { IMPORTS, importsOf, reexportsOf } from './imports.ts';
import { NODE_FACTS } from './node-facts.ts';
import { pythonOutline } from './outline.ts';
import { scopeFact } from './scopes.ts';
import { createPythonSource } from './source.ts';

/**
 * The facts of a Python file. Never throws for what a text holds: what cannot be parsed gives fewer facts and parse errors.
 * Offsets are UTF-16 units of `text`.
 */
export function extractPython(path: Path, text: string, grammars: Pick<Grammars, 'python'>): CodeFacts {
  const refused = refusal(text);
  if (refused !== undefined) return unreadFacts(path, 'python', text, refused);
  const tree = grammars.python.parse(text, PYTHON_WALK);
  const outline = pythonOutline(tree);
  const source = createPythonSource(text, tree, outline);
  const draft = createDraft();
  for (const node of tree.nodes) if (IMPORTS.has(node.type)) draft.imports.push(...importsOf(source, node));
  outline.scopes.forEach((stub, id) => {
    draft.scopes.push(scopeFact(source, id, stub));
    const declaration = stub.kind === 'class' ? classOf(source, id, stub) : undefined;
    if (declaration) draft.classes.push(declaration);
  });
  for (const call of outline.calls) draft.calls.push(callFact(source, call));
  const assembly = { source, draft, declared: declaredAtStart(draft) };
  for (const node of tree.nodes) NODE_FACTS.get(node.type)?.(assembly, node);
  draft.envReads.push(...envReadsOf(source, draft.imports));
  draft.exports.push(...topLevelNames(draft), ...reexportsOf(path, draft.imports));
  return {
    kind: 'code',
    path,
    language: 'python',
    lineCount: new LineIndex(text).lineCount,
    isGenerated: isGeneratedHeader(text),
    hasMarkup: false,
    prologue: [],
    ...draft,
    directives: mayHoldDirectives(text) ? readDirectives(placedComments(source)) : [],
    parseErrors: parseErrorsOf(tree),
  };
}

/** Every name of the module's top level, once. */
function topLevelNames({ bindings }: Draft): Export[] {
  const names = new Map<string, Export>();
  for (const { name, scope, span } of bindings) {
    if (scope === 0 && !names.has(name)) names.set(name, { name, local: name, isTypeOnly: false, span });
  }
  return [...names.values()];
}
