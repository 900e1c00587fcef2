import { folderOf, isWithin } from '#base/paths.ts';
import { conceptsOf, isCode } from '#concepts/lifted-file.ts';
import { migrationsOf } from '../backend/database.ts';
import { envExample } from '../backend/env-example.ts';
import { healthEndpoints } from '../backend/operations.ts';
import type { Look } from '../look.ts';
import { testCi } from '../tests/ci.ts';
import {
  count,
  done,
  type Evidence,
  fileEvidence,
  type ItemState,
  missing,
  notApplicable,
  partly,
  unknown,
  type Verdict,
} from '../verdict.ts';

/** The worst of what servers say of an item, with the evidence of all. */
function together(servers: readonly Look[], ask: (look: Look) => Verdict, none: string): Verdict {
  const verdicts = servers.map((look) => ({ look, verdict: ask(look) }));
  const applying = verdicts.filter((it) => it.verdict.state !== 'not-applicable');
  const worst = applying.sort((a, b) => WORST.indexOf(a.verdict.state) - WORST.indexOf(b.verdict.state))[0];
  if (!worst) return notApplicable(verdicts[0]?.verdict.summary ?? none);
  const name = servers.length > 1 ? `${worst.look.unit.folder || 'the root'}: ` : '';
  return { ...worst.verdict, summary: `${name}${worst.verdict.summary}` };
}

const WORST: readonly ItemState[] = ['missing', 'partly', 'unknown', 'done', 'not-applicable'];

export function releaseTests(servers: readonly Look[]): Verdict {
  return together(servers, testCi, 'there is no server');
}

export function releaseReady(servers: readonly Look[]): Verdict {
  return together(servers, healthEndpoints, 'there is no server');
}

export function releaseEnvironment(servers: readonly Look[]): Verdict {
  return together(servers, envExample, 'there is no server');
}

/** No env file with a secret, and no key in the code. */
export function releaseSecrets(servers: readonly Look[]): Verdict {
  const [look] = servers;
  if (!look) return notApplicable('there is no server');
  const found = [
    ...look.detectAnywhere('config/env-file-exposed').filter((it) => it.messageId === 'trackedSecret'),
    ...look.detectAnywhere('config/hardcoded-secret'),
  ];
  const places: Evidence[] = found.map((it) => ({ path: it.path, at: it.at, sentence: 'A secret' }));
  if (found.length > 0) return missing(`${count(found.length, 'secret')} in the repository`, places);
  return look.workspace.envFilesInGit === undefined
    ? partly('No secret in the code; which env files are in the repository is not known')
    : done('No secret is found');
}

const LOCKS =
  /(^|\/)(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|poetry\.lock|uv\.lock|Pipfile\.lock|pdm\.lock|go\.sum|requirements[\w.-]*\.txt)$/;

/** A lock file beside each manifest, or above it. */
export function releaseDependencies(servers: readonly Look[]): Verdict {
  const [look] = servers;
  if (!look) return notApplicable('there is no server');
  const { files, isKnown } = look.surroundings;
  if (!isKnown) return unknown('Lock files were not looked for');
  const locks = [...files].filter((it) => LOCKS.test(it));
  const manifests = look.workspace.units.flatMap((it) =>
    it.manifest === undefined || it.files.length === 0 ? [] : [it.manifest],
  );
  const open = manifests.filter(
    (it) => !locks.some((lock) => isWithin(folderOf(lock), it) && fits(it, lock)) && !isPinned(look, it),
  );
  if (manifests.length === 0) return notApplicable('there are no manifests');
  if (open.length === 0)
    return done(
      `${count(manifests.length, 'manifest')} with a lock file`,
      locks.slice(0, 3).map((it) => fileEvidence(it, 'Locked here')),
    );
  return open.length < manifests.length
    ? partly(
        `${count(open.length, 'manifest')} without a lock file`,
        open.map((it) => fileEvidence(it, 'No lock file')),
      )
    : missing(
        'No lock file is in the repository',
        open.map((it) => fileEvidence(it, 'No lock file')),
      );
}

function fits(manifest: string, lock: string): boolean {
  if (manifest.endsWith('go.mod')) return lock.endsWith('go.sum');
  if (manifest.endsWith('package.json')) return /package-lock|npm-shrinkwrap|yarn\.lock|pnpm-lock|bun\.lock/.test(lock);
  return /poetry|uv\.lock|Pipfile\.lock|pdm/.test(lock);
}

/** Requirements whose versions are all exact lock as well as a file of their own; a module of Go without dependencies needs none. */
function isPinned({ workspace }: Look, manifest: string): boolean {
  const facts = workspace.files.get(manifest)?.facts;
  if (facts?.kind === 'python-project')
    return facts.dependencies.length > 0 && facts.dependencies.every((it) => /==/.test(it.version));
  return (facts?.kind === 'go-module' || facts?.kind === 'package-manifest') && facts.dependencies.length === 0;
}

/** Each migration has a way back. */
export function releaseMigrations(servers: readonly Look[]): Verdict {
  return together(servers, reversible, 'there is no server');
}

function reversible(look: Look): Verdict {
  const { workspace } = look;
  const paths = migrationsOf(look).map((it) => it.path);
  if (paths.length === 0) return notApplicable('there are no migrations');
  const ups = paths.filter((it) => !/\.down\.sql$/.test(it));
  const bad = ups.filter((path) => !hasWayBack(look, path));
  const sentence = `${ups.length - bad.length} of ${count(ups.length, 'migration')} can be taken back`;
  if (bad.length === 0) return done(sentence);
  const places = bad.map((it) =>
    fileEvidence(it, workspace.files.get(it)?.facts.kind === 'sql' ? 'There is no way down beside it' : 'It has no way down'),
  );
  return bad.length < ups.length ? partly(sentence, places) : missing(sentence, places);
}

function hasWayBack({ workspace }: Look, path: string): boolean {
  const file = workspace.files.get(path);
  if (!file) return false;
  if (!isCode(file)) {
    const down = path.replace(/\.up\.sql$/, '.down.sql');
    if (down !== path && workspace.files.has(down)) return true;
    return /\+goose Down|migrate:down|-- *\+migrate Down|---- create above \/ drop below ----|^-- *down/im.test(
      workspace.textOf(path) ?? '',
    );
  }
  const functions = file.facts.scopes.flatMap((it) => (it.fn?.name === undefined ? [] : [{ name: it.fn.name, it }]));
  const down = functions.find((it) => /^(down|downgrade|backward|revert)$/i.test(it.name));
  if (down) return down.it.body.statements > 0;
  // Django takes back by itself what it knows how to; code and SQL of one's own need a way back.
  if (file.facts.classes.some((it) => it.name === 'Migration')) {
    return !file.facts.calls.some(
      (it) =>
        /^(RunPython|RunSQL)$/.test(it.callee.path.at(-1) ?? '') &&
        it.args.length < 2 &&
        !it.keywords.some((one) => /^reverse_(code|sql)$/.test(one.name)),
    );
  }
  return (
    conceptsOf(file, 'schema-change').length === 0 &&
    file.facts.exports.some((it) => /^(down|default)$/.test(it.name) || /down/i.test(it.name))
  );
}
