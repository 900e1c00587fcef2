import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import type { Route } from '#concepts/kinds/routing.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Call } from '#facts/code-facts.ts';
import type { FileEdit } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import type { OwnName } from '#fixes/imports.ts';
import { afterStatement } from '#fixes/statements.ts';
import type { Wording } from '#fixes/wording.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** Code that another route can be put behind. */
export interface PlaceBeside {
  readonly code: LiftedCode;
  /** Where the route ends: with the function that it decorates. */
  readonly place: Span;
}

/** A route of a file that another one can be put behind. */
export interface Neighbour extends PlaceBeside {
  readonly route: Route;
  readonly registered: Call;
  /** What it is registered on, as the code calls it. */
  readonly router: string;
}

/** A method of a class whose decorator makes it a route. */
export interface NeighbourMethod extends PlaceBeside {
  readonly route: Route;
  /** The class. */
  readonly owner: string;
}

/** The route at a place; undefined where it is not registered by a call on a variable, or decorates a method. */
export function neighbourAt(workspace: Workspace, path: Path, concept: number | undefined): Neighbour | undefined {
  const code = workspace.files.get(path);
  const route = concept === undefined ? undefined : code?.visible[concept];
  if (!code || !isCode(code) || code.facts.container || route?.kind !== 'route' || route.call === undefined) return undefined;
  const registered = code.facts.calls[route.call];
  const place = registered && placeOf(code, route, registered);
  const [router = '', ...rest] = registered?.callee.path ?? [];
  return registered && place && rest.length === 1 ? { code, route, registered, router, place } : undefined;
}

/** The method of a script's class that is a route; undefined where something else is there. */
export function neighbourMethodAt(workspace: Workspace, path: Path, concept: number | undefined): NeighbourMethod | undefined {
  const code = workspace.files.get(path);
  const route = concept === undefined ? undefined : code?.visible[concept];
  if (!code || !isCode(code) || code.facts.container || route?.kind !== 'route' || route.handler === undefined) return undefined;
  const scope = code.facts.scopes[route.handler];
  const owner = scope?.fn?.form === 'method' && code.facts.language !== 'python' ? scope.fn.owner : undefined;
  return scope && owner !== undefined ? { code, route, owner, place: scope.span } : undefined;
}

function placeOf({ facts }: LiftedCode, { handler }: Route, { form, statement }: Call): Span | undefined {
  if (form !== 'decorator') return statement;
  const it = handler === undefined ? undefined : facts.scopes[handler];
  return it?.parent === 0 ? it.span : undefined;
}

export interface AddedRoute {
  /** As `layOut` takes it; `written` says how the file writes a name of its own project. */
  readonly code: (written: (name: string) => string) => string;
  readonly packages: readonly NeededImport[];
  readonly own?: readonly OwnName[];
  readonly note: Wording;
}

/** Puts a route right behind another one, set off as its language does it. Undefined where other code follows on the line. */
export function addBeside(workspace: Workspace, { code, place }: PlaceBeside, added: AddedRoute): FileEdit | undefined {
  const { path, facts } = code;
  const text = workspace.textOf(path);
  if (text === undefined) return undefined;
  const style = styleIn(workspace, path);
  const gap = facts.language === 'python' ? 2 : 1;
  const isPython = facts.language === 'python';
  const laid = (body: string) => afterStatement(text, place, isPython ? `\n\n${body}` : body, style, { emptyLine: !isPython });
  if (!laid('')) return undefined;
  return editCode(workspace, path, {
    packages: added.packages,
    ...(added.own && { own: added.own }),
    changes: (written) => {
      const change = laid(withPointers(code, added.code(written)));
      return change ? [{ ...change, text: change.text + gapBelow(text.slice(change.span.end), style.lineEnd, gap) }] : [];
    },
    note: added.note,
  });
}

/** From its fifth version on echo hands out pointers; from its third on Fiber no longer does. */
function withPointers({ facts }: LiftedCode, code: string): string {
  const comesFrom = (module: RegExp): boolean => facts.imports.some((it) => module.test(it.module));
  if (comesFrom(/\/echo\/v[5-9]$/)) return code.replace(' echo.Context', ' *echo.Context');
  return comesFrom(/\/fiber\/v[3-9]$/) ? code.replace(' *fiber.Ctx', ' fiber.Ctx') : code;
}

function gapBelow(rest: string, lineEnd: string, gap: number): string {
  const blank = (/^(?:[ \t]*\r?\n)*/.exec(rest)?.[0].split('\n').length ?? 1) - 2;
  return /^\s*(?:[}\])]|$)/.test(rest) ? '' : lineEnd.repeat(Math.max(0, gap - Math.max(0, blank)));
}
