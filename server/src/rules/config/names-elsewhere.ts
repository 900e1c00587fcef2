import { fileName } from '#base/paths.ts';
import { perWorkspace } from '#workspace/visible-state.ts';

/** Names that an image, a compose file, a bundler's env file or a script of the project gives a value: a first start has them. */
export const namesGiven = perWorkspace((workspace): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const { facts } of workspace.files.values()) {
    if (facts.kind === 'compose')
      for (const { name, value } of facts.services.flatMap((it) => it.settings))
        if (!/^\$\{?\w+\}?$/.test(value)) names.add(name);
    // Bundlers read these, and they belong into the repository.
    if (facts.kind === 'env-file' && /^\.env\.(?:development|production|staging)$/.test(fileName(facts.path)))
      for (const it of facts.entries) if (!it.isCommentedOut) names.add(it.key);
    if (facts.kind === 'package-manifest')
      for (const it of facts.scripts) for (const match of it.command.matchAll(/\b([A-Z][A-Z0-9_]+)=/g)) names.add(match[1] ?? '');
    if (facts.kind !== 'dockerfile') continue;
    for (const it of facts.instructions)
      if (it.keyword === 'ENV')
        for (const match of it.arguments.matchAll(/(?:^|\s)([A-Z][A-Z0-9_]+)[= ]/g)) names.add(match[1] ?? '');
  }
  return names;
});

/** Names that compose files, images, Prisma schemas and text of any code speak of are read by someone. */
export const namesElsewhere = perWorkspace((workspace): ((name: string) => boolean) => {
  const names = new Set<string>();
  for (const { path, facts } of workspace.files.values()) {
    // Bundlers have ways of their own to read them: `loadEnv(mode, '.')`.
    if (workspace.roleOf(path) === 'tool-configuration')
      for (const match of (workspace.textOf(path) ?? '').matchAll(/\b[A-Z][A-Z0-9_]{2,}\b/g)) names.add(match[0]);
    if (facts.kind === 'compose')
      for (const it of [...facts.variables, ...facts.services.flatMap((service) => service.environment)]) names.add(it);
    if (facts.kind === 'prisma-schema') for (const it of facts.variables) names.add(it.name);
    if (facts.kind === 'dockerfile')
      for (const it of facts.instructions)
        for (const match of it.arguments.matchAll(/\b[A-Z][A-Z0-9_]{2,}\b/g)) names.add(match[0]);
    if (facts.kind === 'code') {
      for (const it of facts.envReads) if (it.name !== undefined) names.add(it.name);
      for (const call of facts.calls)
        for (const argument of call.args)
          if (argument.kind === 'literal' && typeof argument.value === 'string') names.add(argument.value);
    }
    if (facts.kind === 'package-manifest')
      for (const it of facts.scripts) for (const match of it.command.matchAll(/\b[A-Z][A-Z0-9_]{2,}\b/g)) names.add(match[0]);
  }
  return (name) =>
    names.has(name) || /^(POSTGRES|MYSQL|MARIADB|MONGO_INITDB|PGADMIN|COMPOSE|DOCKER|TRAEFIK|REDIS_COMMANDER)_/.test(name);
});
