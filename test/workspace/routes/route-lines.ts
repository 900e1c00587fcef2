// The composed route table: sources in, a line for each route out, as `METHOD /path [what runs before] handler`.
import { describe, expect, it } from 'vitest';
import { scopeOfFunction } from '#concepts/function-place.ts';
import type { Project } from '#engine/project.ts';
import type { RouteSegment } from '#workspace/route-table.ts';
import { projectOf, type Sources } from '../../sources.ts';

export interface RouteCase {
  readonly name: string;
  readonly sources: Sources;
  readonly routes: readonly string[];
  readonly openings?: readonly string[];
}

/** A test for each case: exactly these routes come out of these sources. */
export function provesRoutes(framework: string, cases: readonly RouteCase[]): void {
  describe(framework, () => {
    it.each(cases)('$name', async ({ sources, routes, openings = [] }) => {
      const found = await tables(sources);
      expect(found.routes).toEqual([...routes].sort());
      expect(found.openings).toEqual([...openings].sort());
    });
  });
}

export async function tables(sources: Sources): Promise<Listed> {
  const { project, crashes } = await projectOf(sources, { rules: [] });
  project.check();
  expect(crashes).toEqual([]);
  return tableOf(project);
}

export interface Listed {
  readonly routes: readonly string[];
  readonly openings: readonly string[];
}

export function tableOf({ workspace }: Project): Listed {
  if (!workspace) throw new Error('the project has no workspace');
  const found = workspace.units.map((unit) => workspace.routesOf(unit));
  const routes = found
    .flatMap((table) => table.routes)
    .map(({ method, segments, tail = [], chain, isChainOpen, handler }) => {
      const facts = handler ? workspace.files.get(handler.path)?.facts : undefined;
      const fn = handler && facts?.kind === 'code' ? facts.scopes[scopeOfFunction(facts, handler.fn) ?? -1]?.fn : undefined;
      const links = [
        ...chain.map(({ role, name }) => (role === 'other' ? name : `${name}:${role}`)),
        ...(isChainOpen ? ['..'] : []),
      ];
      const path = segments ? `/${segments.map(plain).join('/')}` : `??/${tail.map(plain).join('/')}`;
      return [method, path, `[${links.join(' ')}]`, ...(handler ? [fn?.name ?? '=>'] : [])].join(' ');
    });
  const openings = found.flatMap((table) => table.openings).map((it) => `${it.kind} /${it.under.join('/')}`);
  return { routes: routes.sort(), openings: openings.sort() };
}

function plain(segment: RouteSegment): string {
  return segmentText(segment).replace(/<\w+>$/, '');
}

export function segmentText(segment: RouteSegment): string {
  switch (segment.kind) {
    case 'literal':
      return segment.text;
    case 'parameter':
      return `:${segment.name}${segment.type === undefined ? '' : `<${segment.type}>`}`;
    case 'mixed':
      return segment.pattern;
    case 'rest':
      return '**';
  }
}
