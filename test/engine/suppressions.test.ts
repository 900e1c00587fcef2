// Comments that switch findings off: which line they mean, until when they hold, whose comments count.
import { describe, expect, it } from 'vitest';
import { createCatalog } from '#concepts/catalog.ts';
import { FRAMEWORKS } from '#concepts/frameworks.generated.ts';
import { defaultConfiguration } from '#decisions/configuration.ts';
import { Project } from '#engine/project.ts';
import { extract } from '#extract/extract.ts';
import cacheMissingTtl from '#rules/cache/missing-ttl.ts';
import bareSuppression from '#rules/meta/bare-suppression.ts';
import unusedSuppression from '#rules/meta/unused-suppression.ts';
import { testGrammars } from '../sources.ts';

const HEAD = ["import Redis from 'ioredis';", 'const redis = new Redis();'];
const WRITE = "redis.set('a', b);";
const SUPPRESS = 'tiebeam-ignore-next-line cache/missing-ttl';

async function messages(lines: readonly string[], today = '2026-03-31', foreign = true): Promise<string[]> {
  const text = [...HEAD, ...lines, ''].join('\n');
  const path = 'src/cache.ts';
  const facts = extract(path, text, await testGrammars());
  const project = new Project({
    catalog: createCatalog(FRAMEWORKS),
    rules: [cacheMissingTtl, unusedSuppression, bareSuppression],
    configuration: { ...defaultConfiguration, suppress: { ...defaultConfiguration.suppress, foreign } },
    textOf: () => text,
    extract: () => undefined,
    onCrash: (rule, error) => {
      throw new Error(rule, { cause: error });
    },
    today: () => today,
  });
  project.apply([{ path, facts }]);
  return [...(project.check()?.findings.values() ?? [])].flat().map((it) => it.messageId);
}

describe('suppressions', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['nothing', [WRITE], ['noTtl']],
    ['the line below', [`// ${SUPPRESS}`, WRITE], []],
    ['not the line after that', [`// ${SUPPRESS}`, '', WRITE], ['unused', 'noTtl']],
    ['through other comments of its kind', [`// ${SUPPRESS}`, '// eslint-disable-next-line no-console', WRITE], []],
    ['the same line', [`${WRITE} // tiebeam-ignore-line cache/missing-ttl`], []],
    ['a block', ['// tiebeam-ignore-start cache/*', WRITE, WRITE, '// tiebeam-ignore-end cache/*', WRITE], ['noTtl']],
    ['a block without an end', ['// tiebeam-ignore-start cache/missing-ttl', WRITE, WRITE], []],
    ['the whole file', ['// tiebeam-ignore-file cache/missing-ttl', WRITE, WRITE], []],
    ['one comment that names it twice is used', [`// ${SUPPRESS}, cache/*`, WRITE], []],
    ['a bare comment does nothing', ['// tiebeam-ignore-next-line', WRITE], ['noRule', 'noTtl']],
    ['a bare nolint-like comment', [`${WRITE} // NOSONAR`], []],
    ['nosemgrep', ['// nosemgrep', WRITE], []],
    ['eslint with a rule that says something else', ['// eslint-disable-next-line no-alert', WRITE], ['noTtl']],
    ['a stranger in the list', [`// ${SUPPRESS}, cache/mising`, WRITE], ['unknownRule']],
  ])('%s', async (_, lines, expected) => {
    expect((await messages(lines)).sort()).toEqual([...expected].sort());
  });

  it.each([
    ['2026-03-31', []],
    ['2026-04-01', ['expired', 'noTtl']],
  ])('until=2026-03-31 on %s', async (today, expected) => {
    expect((await messages([`// ${SUPPRESS} until=2026-03-31 -- soon`, WRITE], today)).sort()).toEqual(expected);
  });

  it('leaves comments of other linters out where the configuration says so', async () => {
    expect(await messages([`${WRITE} // NOSONAR`], undefined, false)).toEqual(['noTtl']);
  });
});
