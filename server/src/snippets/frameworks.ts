import { jsonMember, jsonMembers, readJson } from '#base/json-text.ts';
import type { Choices } from '#decisions/decisions.ts';
import { inFolder, type ProjectLayout, type ProjectView } from './layout.ts';
import type { Ecosystem, Framework } from './section.ts';

/** The names of the packages that a project's manifest asks for, in lower case, PyPI names normalised (PEP 503). */
export function dependenciesOf(view: ProjectView, layout: ProjectLayout, ecosystem: Ecosystem): ReadonlySet<string> {
  const read = (name: string): string => view.read(inFolder(layout.root, name)) ?? '';
  switch (ecosystem) {
    case 'npm': {
      const { root } = readJson(read('package.json'), 'lenient');
      const lists = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];
      return new Set(lists.flatMap((list) => jsonMembers(jsonMember(root, list)).map((it) => it.key)));
    }
    case 'pypi': {
      const requirements = view.paths.filter((it) => /(^|\/)requirements[\w-]*\.txt$/.test(it)).map((it) => view.read(it) ?? '');
      const lines = requirements.join('\n').match(/^[A-Za-z0-9][\w.-]*/gm) ?? [];
      // In pyproject.toml a dependency is a string that starts with a name, or a key of a Poetry table.
      const project = read('pyproject.toml');
      const strings = [...project.matchAll(/^[^#\n]*?["']([A-Za-z0-9][\w.-]*)\s*(?:\[|[<>=!~;,]|["'])/gm)].map(
        (it) => it[1] ?? '',
      );
      const keys = [...project.matchAll(/^([A-Za-z0-9][\w.-]*)\s*=\s*(?:["'][\^~<>=*\d]|\{)/gm)].map((it) => it[1] ?? '');
      return new Set([...lines, ...strings, ...manyOnALine(project), ...keys].map(normalisePythonName));
    }
    case 'go':
      return new Set(
        [...read('go.mod').matchAll(/^(?:require[ \t]+|[ \t]+)([\w.-]+\.[\w./-]+)[ \t]+v/gm)].map((it) => it[1] ?? ''),
      );
  }
}

/** The name of a dependency of a snippet as `dependenciesOf` knows it: without extras, PyPI names normalised. */
export function packageName(dependency: string, ecosystem: Ecosystem | undefined): string {
  return ecosystem === 'pypi' ? normalisePythonName(dependency.replace(/\[.*\]$/, '')) : dependency;
}

/** PEP 503: runs of `-`, `_` and `.` are one `-`, in lower case. */
export function normalisePythonName(name: string): string {
  return name.replace(/[-_.]+/g, '-').toLowerCase();
}

/** The frameworks that dependencies speak for; `net/http` where a Go module has no other. */
export function frameworksAmong(dependencies: ReadonlySet<string>, ecosystem: Ecosystem): ReadonlySet<Framework> {
  const found = new Set([...dependencies].flatMap((name) => BY_DEPENDENCY[name.replace(/\/v\d+$/, '')] ?? []));
  if (ecosystem === 'go' && (found.size === 0 || found.has('chi'))) found.add('net/http');
  return found;
}

/** The frameworks that the decisions name. */
export function frameworksDecided(decisions: Choices): ReadonlySet<Framework> {
  return new Set([...(BY_DECISION[decisions.backend ?? ''] ?? []), ...(BY_DECISION[decisions.frontend ?? ''] ?? [])]);
}

const BY_DEPENDENCY: Readonly<Record<string, Framework>> = {
  express: 'express',
  fastify: 'fastify',
  '@nestjs/core': 'nest',
  next: 'next',
  react: 'react',
  vue: 'vue',
  'htmx.org': 'htmx',
  fastapi: 'fastapi',
  django: 'django',
  flask: 'flask',
  'github.com/go-chi/chi': 'chi',
  'github.com/gin-gonic/gin': 'gin',
  'github.com/labstack/echo': 'echo',
};

const BY_DECISION: Readonly<Record<string, readonly Framework[]>> = {
  express: ['express'],
  nextjs: ['next', 'react'],
  fastapi: ['fastapi'],
  django: ['django'],
  go: ['net/http', 'chi'],
  react: ['react'],
  vue: ['vue'],
  htmx: ['htmx'],
};

/** The strings of a list that stands on one line: `dependencies = ["fastapi", "redis>=5"]`. */
function manyOnALine(project: string): string[] {
  return [...project.matchAll(/^[\w-]+\s*=\s*\[(.+)\]\s*$/gm)].flatMap((line) =>
    [...(line[1] ?? '').matchAll(/["']([A-Za-z0-9][\w.-]*)/g)].map((it) => it[1] ?? ''),
  );
}
