// Three applications as tutorials write them, without configuration: what a newcomer is told, and that it fits on a screen.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { projectOf, type Sources } from '../sources.ts';

const root = fileURLToPath(new URL('tutorials', import.meta.url));

function sourcesOf(app: string): Sources {
  const folder = join(root, app);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((it) => it.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8')];
    }),
  );
}

const EVERYWHERE = [
  'api/missing-pagination',
  'auth/unbounded-token-lifetime',
  'errors/internal-error-exposed',
  'logging/missing-request-id',
  'logging/unstructured-print',
  'prod/missing-health-check',
  'prod/missing-security-headers',
  'prod/wildcard-cors',
  'structure/db-call-outside-repository',
  'api/unvalidated-input',
];

describe.each([
  [
    'express',
    [
      'config/env-read-outside-config',
      'config/secret-fallback-literal',
      'config/unvalidated-env',
      'errors/missing-global-handler',
      'errors/unhandled-async-handler',
      'prod/missing-graceful-shutdown',
    ],
  ],
  ['fastapi', ['config/hardcoded-secret']],
  [
    'gin',
    [
      'config/hardcoded-secret',
      'config/unvalidated-env',
      'errors/swallowed-error',
      'prod/missing-graceful-shutdown',
      'prod/missing-timeout',
    ],
  ],
] as const)('a %s tutorial', (app, own) => {
  it('is told what its author would thank for, and no more than a screenful of advice', async () => {
    const { project, crashes } = await projectOf(sourcesOf(app));
    const findings = [...(project.check()?.findings.values() ?? [])].flat();
    expect(crashes).toEqual([]);
    expect([...new Set(findings.map((it) => it.rule))].sort()).toEqual([...EVERYWHERE, ...own].sort());
    expect(findings.filter((it) => it.severity === 'info').length).toBeLessThan(15);
    expect(findings.length).toBeLessThan(40);
  });
});
