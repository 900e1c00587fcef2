import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Call } from '#facts/code-facts.ts';
import type { Workspace } from '#workspace/workspace.ts';

/**
 * Tells whether a query of Django or SQLAlchemy, from its end to its head, gives its rows in an order, by itself or by what the model says: pages of
 * rows without one may repeat some and leave others out. Undefined where the model cannot be seen, or has no key that could give one.
 */
export function isOrdered(workspace: Workspace, code: LiftedCode, chain: readonly Call[]): boolean | undefined {
  if (chain.some((it) => it.callee.path.at(-1) === 'order_by' && it.args.length > 0)) return true;
  const head = chain.at(-1);
  const owner = head?.callee.path.slice(0, -2) ?? [];
  const meaning = head && workspace.linker.reference(code.path, head.scope, owner);
  if (!meaning || owner.length === 0) return undefined;
  if (meaning.kind === 'external')
    return UNORDERED.has([meaning.module, ...meaning.chain].join('.')) ? false : fromModel(workspace, meaning);
  return fromModel(workspace, meaning);
}

/** Models that come with Django and have no order. */
const UNORDERED: ReadonlySet<string> = new Set(['django.contrib.auth.models.User', 'django.contrib.auth.models.Group']);

function fromModel(workspace: Workspace, meaning: Parameters<Workspace['linker']['classOf']>[0]): boolean | undefined {
  const model = workspace.linker.classOf(meaning);
  const file = model && workspace.files.get(model.path);
  if (!model || file?.facts.kind !== 'code') return undefined;
  const scope = file.facts.scopes[model.declaration.scope];
  const text = scope && workspace.textOf(model.path)?.slice(scope.span.start, scope.span.end);
  if (text === undefined) return undefined;
  if (/^\s+ordering\s*=/m.test(text)) return true;
  const isDjango = model.declaration.bases.some(
    (it) => it.path.join('.') === 'models.Model' || it.path.join('.') === 'AbstractUser',
  );
  // A base of the application's own, or a manager, may sort.
  if (isDjango) return model.declaration.fields.some((it) => it.name === 'objects') ? undefined : false;
  const hasKey = model.declaration.fields.some((it) => it.name === 'id');
  return hasKey && /^(?:db\.)?Model$/.test(model.declaration.bases[0]?.text ?? '') && !/__mapper_args__/.test(text)
    ? false
    : undefined;
}
