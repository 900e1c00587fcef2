import type { Decorator } from '#facts/code-facts.ts';
import { readChain } from './chains.ts';
import { ts } from './compiler.ts';
import { exact, NOTHING, OTHER, spanOf, type Walk } from './walk.ts';

/** Walks the decorators among a declaration's modifiers, in the current scope. */
export function readDecorators(walk: Walk, modifiers: ts.NodeArray<ts.ModifierLike> | undefined): readonly Decorator[] {
  if (!modifiers) return NOTHING;
  const out: Decorator[] = [];
  for (const modifier of modifiers) if (ts.isDecorator(modifier)) out.push(readDecorator(walk, modifier));
  return exact(out);
}

function readDecorator(walk: Walk, node: ts.Decorator): Decorator {
  const span = spanOf(walk, node);
  const { expression } = node;
  if (!ts.isCallExpression(expression)) return { path: readChain(walk, expression).path, span };
  const id = walk.visit.call(walk, expression, OTHER);
  const call = walk.calls[id];
  if (!call) return { path: NOTHING, span };
  call.form = 'decorator';
  return { path: call.callee.path, call: id, span };
}
