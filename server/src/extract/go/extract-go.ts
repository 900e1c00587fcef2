import type { Path } from '#base/paths.ts';
import { LineIndex } from '#base/span.ts';
import type { CodeFacts, Export } from '#facts/code-facts.ts';
import { createDraft, type Draft, unreadFacts } from '../assembly/draft.ts';
import { childOfType } from '../assembly/nodes.ts';
import { placedComments } from '../assembly/source.ts';
import { isGeneratedHeader, mayHoldDirectives, readDirectives } from '../directives.ts';
import { refusal } from '../limits.ts';
import type { Grammars } from '../tree-sitter/grammars.ts';
import { parseErrorsOf } from '../tree-sitter/parse-errors.ts';
import type { SyntaxTree } from '../tree-sitter/syntax-tree.ts';
import { key } from './bindings.ts';
import { callFact } from './calls.ts';
import { envReadsOf } from './env-reads.ts';
import { GO_WALK, withPlainNew } from './grammar.ts';
import { importsOf } from './imports.ts';
import { NODE_FACTS } from './node-facts.ts';
import { goOutline } from './outline.ts';
import { scopeFact } from './scopes.ts';
import { createGoSource } from './source.ts';
import { structOf } from './structs.ts';

/**
 * The facts of a Go file. Never throws for what a text holds: what cannot be parsed gives fewer facts and parse errors.
 * Offsets are UTF-16 units of `text`.
 */
export function extractGo(path: Path, text: string, grammars: Pick<Grammars, 'go'>): CodeFacts {
  const refused = refusal(text);
  if (refused !== undefined) return unreadFacts(path, 'go', text, refused);
  const tree = parse(text, grammars);
  const outline = goOutline(tree);
  const draft = createDraft();
  draft.imports.push(...importsOf({ text, tree, outline }));
  const source = createGoSource(text, tree, outline, draft.imports);
  outline.scopes.forEach((stub, id) => {
    draft.scopes.push(scopeFact(source, stub));
    const declaration = stub.kind === 'class' ? structOf(source, id, stub) : undefined;
    if (declaration) draft.classes.push(declaration);
  });
  for (const call of outline.calls) draft.calls.push(callFact(source, call));
  const assembly = { source, draft, declared: parameterNames(draft) };
  for (const node of tree.nodes) NODE_FACTS.get(node.type)?.(assembly, node);
  draft.envReads.push(...envReadsOf(source));
  draft.exports.push(...exportedNames(draft));
  const packageName = childOfType(tree.root, 'package_clause')?.children[0];
  return {
    kind: 'code',
    path,
    language: 'go',
    ...(packageName ? { packageName: text.slice(packageName.start, packageName.end) } : {}),
    lineCount: new LineIndex(text).lineCount,
    isGenerated: isGeneratedHeader(text),
    hasMarkup: false,
    prologue: [],
    ...draft,
    directives: mayHoldDirectives(text) ? readDirectives(placedComments(source)) : [],
    parseErrors: parseErrorsOf(tree),
  };
}

function parse(text: string, { go }: Pick<Grammars, 'go'>): SyntaxTree {
  const tree = go.parse(text, GO_WALK);
  const plain = tree.errors.length > 0 ? withPlainNew(text) : undefined;
  const other = plain === undefined ? tree : go.parse(text, GO_WALK, plain);
  return other.errors.length < tree.errors.length ? other : tree;
}

/** Parameters share the scope of their function's body, where `:=` assigns them. */
function parameterNames({ scopes }: Draft): Set<string> {
  return new Set(scopes.flatMap((scope, id) => (scope.fn?.parameters ?? []).map((it) => key(id, it.name))));
}

function exportedNames({ bindings }: Draft): Export[] {
  return bindings.filter((it) => it.isExported).map(({ name, span }) => ({ name, local: name, isTypeOnly: false, span }));
}
