import { variablesOf } from '#rules/config/variables-of-unit.ts';
import type { Detection } from '#rules/rule.ts';
import type { Look } from '../look.ts';
import { placedConcepts, usesPackage } from '../look.ts';
import {
  count,
  done,
  type Evidence,
  evidence,
  fileEvidence,
  missing,
  notApplicable,
  partly,
  unknown,
  type Verdict,
} from '../verdict.ts';

const FILE_READERS =
  /^(config|nconf|convict|rc|dynaconf|configparser|tomllib|toml|pyhocon|hydra-core|github\.com\/(knadh\/koanf|spf13\/viper|BurntSushi\/toml|pelletier\/go-toml|cristalhq\/aconfig|jinzhu\/configor|ilyakaznacheev\/cleanenv|traefik\/paerser|urfave\/cli|spf13\/pflag|alecthomas\/kong|alecthomas\/kingpin|jessevdk\/go-flags).*|gopkg\.in\/(ini\.v1|yaml\.v\d))$/;

/** One place reads the environment, and something answers for each variable before the first request. */
export function configValidated(look: Look): Verdict {
  const { workspace, unit } = look;
  const environment = workspace.environmentOf(unit);
  const variables = variablesOf(workspace, unit, []);
  const reads = variables.size + environment.settings.length;
  if (reads === 0) {
    if (environment.hasDynamicReads || placedConcepts(look.serverCode, 'env-read').some((it) => it.concept.read.form === 'whole'))
      return unknown('The environment is read as a whole, and which variables are meant is not seen');
    if (usesPackage(look, FILE_READERS))
      return unknown('The settings come from files or flags through a library that is not looked into');
    return notApplicable('it reads no variables of the environment');
  }
  if (reads <= 3 && environment.declared.length === 0 && usesPackage(look, FILE_READERS))
    return unknown('Most settings come from files or flags through a library that is not looked into');
  const unchecked = look.detect('config/unvalidated-env');
  const outside = look.detect('config/env-read-outside-config');
  const modules = environment.configModules;
  const schemas = environment.declared
    .slice(0, 1)
    .map((it) => evidence(it.path, it.schema.span, 'A schema declares the variables and their types'));
  const places: Evidence[] = [...schemas, ...modules.slice(0, 2).map((it) => fileEvidence(it, 'The environment is read here'))];
  const isChecked = environment.declared.length > 0 || environment.isLoadValidated === true || unchecked.length === 0;
  const hasPlace = modules.length > 0 || environment.settings.length > 0 || environment.isLoadValidated !== undefined;
  const lacks = [
    ...(unchecked.length > 0 ? [`${count(unchecked.length, 'variable')} that nothing checks`] : []),
    ...(outside.length > 0 ? [`${count(outside.length, 'read')} outside of the configuration`] : []),
  ];
  const troubles = [
    ...unchecked.map((it) => toEvidence(it, 'Nothing checks this variable')),
    ...outside.map((it) => toEvidence(it, 'Read outside of the configuration')),
  ];
  if (!hasPlace) {
    const read = environment.reads.map((it) => evidence(it.path, it.read.span, `\`${it.name}\` is read here`));
    return reads >= 3
      ? missing(`${count(variables.size, 'variable')} are read where they are used; no module gathers and checks them`, read)
      : partly('Few variables are read, and no module gathers and checks them', read);
  }
  if (lacks.length === 0 && isChecked) return done(`${count(reads, 'variable')}, gathered and answered for`, places);
  return partly(
    lacks.length > 0 ? lacks.join(' and ') : 'The environment is gathered, and nothing checks it',
    troubles.length > 0 ? troubles : places,
  );
}

function toEvidence(it: Detection, sentence: string): Evidence {
  return { path: it.path, at: it.at, sentence };
}
