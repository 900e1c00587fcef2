import { describe, expect, it } from 'vitest';
import missingTtl from '#rules/cache/missing-ttl.ts';
import { defineRule } from '#rules/rule.ts';
import { projectOf } from '../sources.ts';

const SERVICE =
  "import { prices } from './prices';\n\nexport function total() {\n  const sum = prices.length;\n  return sum;\n}\n";
const CACHE =
  "import Redis from 'ioredis';\nconst redis = new Redis();\nexport function keep(price: string) {\n  redis.set('price', price);\n}\n";

describe('work after an edit', () => {
  it('looks at one file when nothing changes that others see', async () => {
    const { project, edit } = await projectOf({
      'src/a.ts': SERVICE,
      'src/prices.ts': 'export const prices = [1];\n',
      'src/c.ts': CACHE,
    });
    project.check();
    edit({ 'src/a.ts': SERVICE.replace('prices.length', 'prices.length + 1') });
    expect(project.check()?.work).toEqual({ lifted: 1, filesChecked: 1, workspaceChecked: false });
  });

  it('looks at the importers too when an export changes', async () => {
    const { project, edit } = await projectOf({
      'src/a.ts': SERVICE,
      'src/prices.ts': 'export const prices = [1];\n',
      'src/c.ts': CACHE,
    });
    project.check();
    edit({ 'src/prices.ts': 'export const prices = [1];\nexport const more = 2;\n' });
    expect(project.check()?.work).toEqual({ lifted: 2, filesChecked: 3, workspaceChecked: true });
  });

  it('does nothing when nothing changed', async () => {
    const { project } = await projectOf({ 'src/a.ts': SERVICE });
    project.check();
    expect(project.check()?.work).toEqual({ lifted: 0, filesChecked: 0, workspaceChecked: false });
  });

  it('goes on after a check that was cancelled', async () => {
    const { project } = await projectOf({ 'src/c.ts': CACHE });
    expect(project.check(() => true)).toBeUndefined();
    expect(
      project
        .check()
        ?.findings.get('src/c.ts')
        ?.map((it) => it.rule),
    ).toContain('cache/missing-ttl');
  });
});

describe('a rule that crashes', () => {
  const broken = defineRule({
    id: 'test/broken',
    section: 1,
    tier: 1,
    severity: 'error',
    languages: ['typescript'],
    scope: 'file',
    fix: 'none',
    messages: {},
    check: () => {
      throw new Error('on purpose');
    },
  });

  it('costs its own findings only', async () => {
    const { project, crashes } = await projectOf({ 'src/c.ts': CACHE }, { rules: [broken, missingTtl] });
    expect([...(project.check()?.findings.values() ?? [])].flat().map((it) => it.rule)).toEqual(['cache/missing-ttl']);
    expect(crashes).toEqual(['test/broken: Error: on purpose']);
  });
});

describe('suppression', () => {
  const suppressed = (comment: string, text = CACHE): Record<string, string> => ({
    'src/c.ts': text.replace('  redis.set', `  ${comment}\n  redis.set`),
  });
  it.each([
    ['the rule on the next line', suppressed('// tiebeam-ignore-next-line cache/missing-ttl -- warm for ever'), 0],
    ['the section', suppressed('// tiebeam-ignore-next-line cache/*'), 0],
    ['another rule', suppressed('// tiebeam-ignore-next-line db/n-plus-one-query'), 1],
    ['the whole file', { 'src/c.ts': `// tiebeam-ignore-file cache/missing-ttl\n${CACHE}` }, 0],
    ['a block around it', { 'src/c.ts': `// tiebeam-ignore-start cache/missing-ttl\n${CACHE}// tiebeam-ignore-end\n` }, 0],
    ['no comment', { 'src/c.ts': CACHE }, 1],
  ])('by %s', async (_, sources, count) => {
    const { project } = await projectOf(sources);
    const findings = [...(project.check()?.findings.values() ?? [])].flat().filter((it) => it.rule === 'cache/missing-ttl');
    expect(findings).toHaveLength(count);
  });
});

describe('configuration', () => {
  it.each([
    ['{ "rules": { "cache/missing-ttl": "off" } }', []],
    ['{ "rules": { "cache/missing-ttl": "error" } }', ['error']],
    ['{ "rules": { "cache/missing-ttl": { "exclude": ["src/**"] } } }', []],
    ['{ "preset": "off" }', []],
    ['{ "preset": "security" }', []],
    ['{}', ['warning']],
  ])('%s', async (configuration, severities) => {
    const { project } = await projectOf({ 'src/c.ts': CACHE }, { configuration, rules: [missingTtl] });
    expect([...(project.check()?.findings.values() ?? [])].flat().map((it) => it.severity)).toEqual(severities);
  });
});
