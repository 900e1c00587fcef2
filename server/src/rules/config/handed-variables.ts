import type { CodeFacts } from '#facts/code-facts.ts';
import type { ObjectEntry, Value } from '#facts/value.ts';
import type { Unit } from '#workspace/units.ts';
import { perFile, perWorkspace } from '#workspace/visible-state.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** Names that the application itself writes into its environment, or into that of a process that it starts. */
export const handedVariables = perWorkspace((workspace): ReadonlySet<string> => new Set([...namesIn(workspace).values()].flat()));

const namesIn = perFile((workspace, { path, facts }): readonly string[] | undefined => {
  if (facts.kind !== 'code' || workspace.roleOf(path) !== undefined) return undefined;
  const names = [...assigned(facts), ...handedOver(facts)];
  return names.length > 0 ? names : undefined;
});

function assigned({ assignments }: CodeFacts): string[] {
  return assignments.flatMap(({ target, operator }) =>
    target.length === 3 && operator === '=' && target[0] === 'os' && target[1] === 'environ' ? (target[2] ?? []) : [],
  );
}

/** `append(cmd.Env, "ORDER_ID="+id)` in Go; `env` of what starts a process elsewhere. */
function handedOver({ calls, language }: CodeFacts): string[] {
  if (language === 'go')
    return calls.flatMap(({ callee, args }) =>
      callee.path.join('.') === 'append' ? args.slice(1).flatMap((it) => /^([A-Z]\w*)=/.exec(textOf(it))?.[1] ?? []) : [],
    );
  return calls
    .filter(
      ({ callee, args, keywords }) =>
        (keywords.length > 0 || args.some((it) => it.kind === 'object')) && STARTS.test(callee.path.at(-1) ?? ''),
    )
    .flatMap(({ args, keywords }) => [
      ...args.flatMap((it) => (it.kind === 'object' ? it.entries.filter((one) => one.key === 'env') : [])).map((it) => it.value),
      ...keywords.filter((it) => it.name === 'env').map((it) => it.value),
    ])
    .flatMap((it) => (it.kind === 'object' ? it.entries.filter(isMade).map(({ key }) => key) : []));
}

const STARTS =
  /^(?:spawn|spawnSync|fork|exec|execSync|execFile|execFileSync|execa|Worker|Popen|run|call|check_call|check_output|create_subprocess_exec)$/;

/** What goes on under its own name is not made here. */
function isMade({ key, value }: ObjectEntry): boolean {
  return !(value.kind === 'reference' && value.path.at(-1) === key);
}

function textOf(value: Value): string {
  return value.kind === 'template' ? value.text : value.kind === 'literal' ? String(value.value) : '';
}

/** Names that a script of `package.json` sets to build or to generate something: they choose what the program does, they are no setting. */
export function buildModes(workspace: Workspace, unit: Unit): ReadonlySet<string> {
  const manifest = workspace.files.get(unit.folder === '' ? 'package.json' : `${unit.folder}/package.json`)?.facts;
  const scripts = manifest?.kind === 'package-manifest' ? manifest.scripts : [];
  return new Set(
    scripts
      .filter((it) => /^(?:pre|post)?(?:build|generate|gen|codegen|schema|docs?|emit)\b/.test(it.name))
      .flatMap((it) => [...it.command.matchAll(/\b([A-Z][A-Z0-9_]+)=/g)].map((match) => match[1] ?? '')),
  );
}
