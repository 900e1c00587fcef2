import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { ScopeId } from '#facts/code-facts.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { routesOfHandler } from '../routed-handlers.ts';

/** What a request passes before it comes to a handler. */
export interface Way {
  readonly names: readonly string[];
  /** True where something on it checks the input. */
  readonly isChecked: boolean;
  /** True where the route has no body that a client could fill as it likes: a sign-in by a strategy. */
  readonly isSafe: boolean;
  /** In capitals; empty where no route is known. */
  readonly methods: readonly string[];
  /** True where a part of it could not be read. */
  readonly isOpen: boolean;
}

const CHECKS = /valid|schema|check(?!auth|role|perm|login|user|token|session|jwt)|celebrate|joi|zod|ajv|dto|sanitiz/i;

/** The middleware before a handler; a handler that no route is known for has none. */
export function wayTo(workspace: Workspace, code: LiftedCode, scope: ScopeId): Way {
  const routes = routesOfHandler(workspace, code, scope);
  const links = routes.flatMap((it) => it.chain);
  const names = links.map((it) => it.name);
  return {
    names,
    methods: routes.map((it) => it.method),
    isChecked: links.some((it) => it.role === 'validation' || CHECKS.test(it.name)),
    isSafe: names.some((it) => /passport/i.test(it)),
    isOpen: routes.length > 0 && routes.every((it) => it.isChainOpen),
  };
}
