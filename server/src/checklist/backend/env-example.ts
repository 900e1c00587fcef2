import { isWithin } from '#base/paths.ts';
import type { EnvFileFacts } from '#facts/manifest-facts.ts';
import { variablesOf } from '#rules/config/variables-of-unit.ts';
import { type Look, placedConcepts } from '../look.ts';
import { count, done, type Evidence, fileEvidence, missing, notApplicable, partly, unknown, type Verdict } from '../verdict.ts';

/** From this share on the list counts as whole. Rule catalogue, 4.1. */
const NEARLY_ALL = 0.95;

/** The variables are listed in a file without secrets. */
export function envExample(look: Look): Verdict {
  const { workspace, unit } = look;
  const secrets = look.detect('config/env-file-exposed').filter((it) => it.messageId === 'trackedSecret');
  if (secrets.length > 0)
    return missing(
      'An env file with a secret is in the repository',
      secrets.map((it) => ({ path: it.path, at: it.at, sentence: 'A secret' })),
    );
  const environment = workspace.environmentOf(unit);
  const variables = variablesOf(workspace, unit, []);
  for (const it of environment.settings)
    if (/^[A-Z][A-Z0-9_]+$/.test(it.name) && !variables.has(it.name))
      variables.set(it.name, {
        path: '',
        index: 0,
        isOptional: it.defaultValue !== undefined,
        isStandIn: false,
        isDeclared: false,
      });
  const examples = environment.examples.length > 0 ? environment.examples : anyExamples(look);
  if (variables.size === 0) {
    if (environment.hasDynamicReads || placedConcepts(look.serverCode, 'env-read').some((it) => it.concept.read.form === 'whole'))
      return unknown('The environment is read as a whole, and which variables are meant is not seen');
    if (examples.length > 0)
      return done(
        'An example file is there',
        examples.map((it) => fileEvidence(it.path, 'The variables are listed here')),
      );
    return notApplicable('it reads no variables of the environment');
  }
  const listed = new Set(examples.flatMap((it) => it.entries.map((entry) => entry.key.toUpperCase())));
  const absent = [...variables].filter(([name]) => !listed.has(name.toUpperCase()));
  const places: Evidence[] = examples.map((it) => fileEvidence(it.path, 'The variables are listed here'));
  if (examples.length === 0) {
    const read = [...variables].flatMap(([name, it]) =>
      it.path === '' ? [] : [{ path: it.path, at: { kind: 'concept', index: it.index } as const, sentence: `\`${name}\`` }],
    );
    const kept = envFilesInRepository(look);
    if (kept.length > 0)
      return partly(
        'An env file without secrets is in the repository itself; there is no example to copy',
        kept.map((it) => fileEvidence(it, 'The variables are listed here')),
      );
    return missing(`No example file lists the ${count(variables.size, 'variable')} that are read`, read);
  }
  const share = (variables.size - absent.length) / variables.size;
  const needed = absent.filter(([, it]) => !it.isOptional && !it.isStandIn);
  const sentence = `${variables.size - absent.length} of ${count(variables.size, 'variable')} are listed`;
  if (share >= NEARLY_ALL || needed.length === 0)
    return done(share >= NEARLY_ALL ? sentence : `${sentence}; the others have a default`, places);
  return partly(
    `${sentence}; ${needed
      .slice(0, 4)
      .map(([name]) => name)
      .join(', ')}${needed.length > 4 ? ' …' : ''} ${needed.length === 1 ? 'is' : 'are'} not`,
    [
      ...places,
      ...needed.flatMap(([name, it]) =>
        it.path === ''
          ? []
          : [{ path: it.path, at: { kind: 'concept', index: it.index } as const, sentence: `\`${name}\` is not listed` }],
      ),
    ],
  );
}

/** Examples that stand with one way to run the unit, such as a folder for Docker. */
function anyExamples({ workspace, unit }: Look): EnvFileFacts[] {
  return [...workspace.files.values()].flatMap(({ path, facts }) =>
    facts.kind === 'env-file' && facts.isExample && isWithin(unit.folder, path) && workspace.unitOf(path) === unit ? [facts] : [],
  );
}

/** Env files that are part of the repository; where git was not asked, those that are there. */
function envFilesInRepository({ workspace, unit }: Look): string[] {
  const { envFilesInGit } = workspace;
  const all = envFilesInGit ? [...envFilesInGit.tracked] : [...workspace.files.keys()];
  return all.filter((it) => (workspace.unitOf(it) === unit || !it.includes('/')) && /(^|\/)\.env$/.test(it));
}
