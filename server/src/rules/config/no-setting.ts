import { fileName } from '#base/paths.ts';
import type { EnvRead } from '#concepts/kinds/environment.ts';
import type { CodeFacts, ScopeId, SyntaxEnvRead } from '#facts/code-facts.ts';
import { enclosingFunction } from '#link/names.ts';
import type { Environment } from '#workspace/environment.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** Tells whether a read asks for something that no configuration module can hold, or that is read in the right place. */
export function isNoSetting(facts: CodeFacts, { read, scope }: EnvRead, name: string, environment: Environment): boolean {
  return (
    SAYS_WHERE.test(name) ||
    isChoiceOfDevelopers(facts, read, name) ||
    isSystemCheck(facts, scope) ||
    isPutBack(facts, name) ||
    isFlagDefault(facts, read) ||
    isInstallation(facts, scope) ||
    isInMainAlone(facts, scope, environment)
  );
}

/** Where the configuration lies has to be read before there is one. */
const SAYS_WHERE =
  /^(?:[A-Z0-9]+_)+(?:SETTINGS|CONFIG)_(?:FILE|PATH|DIR|MODULE)(?:_(?:PATH|NAME))?$|^[A-Z0-9]+_(?:SETTINGS|CONFIG)$|^(?:SETTINGS|CONFIG)_(?:FILE|PATH|DIR|MODULE)(?:_(?:PATH|NAME))?$/;

/** The mode, what tests switch off, and whether a debugger waits: asked for before there is a configuration, or where there is none. */
function isChoiceOfDevelopers({ imports }: CodeFacts, { isTested, cast }: SyntaxEnvRead, name: string): boolean {
  if (/DEBUG/.test(name) && imports.some((it) => DEBUGGERS.test(it.module))) return true;
  return (isTested && MODE.test(name)) || ((isTested || cast === 'boolean') && FOR_TESTS.test(name));
}

const DEBUGGERS = /^(?:debugpy|ptvsd|pydevd|pydevd_pycharm|remote_pdb|node:inspector|inspector)$/;
const MODE = /^(?:[A-Z0-9]+_)?(?:ENV|ENVIRONMENT)$/;
const FOR_TESTS = /^(?:[A-Z0-9]+_)*(?:TEST|TESTS|TESTING|E2E)$|^(?:TEST|E2E)_/;

/** Django: `@register()` from `django.core.checks` looks at the environment to say what is wrong with it. */
function isSystemCheck(facts: CodeFacts, scope: ScopeId): boolean {
  const names = facts.imports.filter((it) => it.module === 'django.core.checks');
  const decorators = enclosingFunction(facts, scope)?.fn.decorators ?? [];
  return names.length > 0 && decorators.some((it) => it.path.at(-1) === 'register');
}

/** A variable that the file also sets is taken out of the way for a while, or handed to a library that reads it. */
function isPutBack({ assignments }: CodeFacts, name: string): boolean {
  return assignments.some(({ target }) => target.at(-1) === name && /^env(iron)?$/.test(target.at(-2) ?? ''));
}

/** What an installation is told holds once: the first account, not a setting of what runs afterwards. */
function isInstallation(facts: CodeFacts, scope: ScopeId): boolean {
  return (
    /^_?(?:install|seed)(?![a-z])/i.test(enclosingFunction(facts, scope)?.fn.name ?? '') ||
    /^seed(?:er)?[-_.]/i.test(fileName(facts.path))
  );
}

/** A Go program whose `main` reads all that it is told has its configuration in one place. */
function isInMainAlone(facts: CodeFacts, scope: ScopeId, { reads }: Environment): boolean {
  return (
    facts.packageName === 'main' &&
    enclosingFunction(facts, scope)?.fn.name === 'main' &&
    reads.every((it) => it.path === facts.path)
  );
}

/** In Go's `main`, the flags are the configuration, and the environment gives their defaults; so it does for options of a command in Python. */
function isFlagDefault({ calls, packageName, language }: CodeFacts, { span }: SyntaxEnvRead): boolean {
  if (language === 'python')
    return calls.some(
      ({ callee, args, keywords }) =>
        /^(?:(?:typer|click)\.)?(?:Option|Argument|option|argument)$|\.add_argument$/.test(callee.path.join('.')) &&
        [...args, ...keywords.map((it) => it.value)].some((it) => it.span.start <= span.start && it.span.end >= span.end),
    );
  if (packageName !== 'main') return false;
  return calls.some(
    ({ callee, args }) =>
      /^p?flag$/.test(callee.path[0] ?? '') && args.some((it) => it.span.start <= span.start && it.span.end >= span.end),
  );
}

/** Tells whether a file as a whole holds the configuration of what it does. */
export function isItsOwnConfiguration({ calls, imports }: CodeFacts): boolean {
  if (imports.some((it) => QUESTIONS.test(it.module))) return true;
  // `app.config.from_object(__name__)`: the names of a small application's only file are its configuration.
  return calls.some(
    ({ callee, args: [first] }) =>
      callee.path.at(-1) === 'from_object' && first?.kind === 'reference' && first.path.join('.') === '__name__',
  );
}

/** Who asks at the terminal takes what it need not ask from the environment. */
const QUESTIONS = /^(?:@clack\/prompts|@inquirer\/.+|inquirer|prompts|enquirer|questionary|InquirerPy)$/;

/** Tells whether the head of a file is the configuration of its program: beside the command line, or where the program is this file alone. */
export function isHeadOfProgram(workspace: Workspace, facts: CodeFacts): boolean {
  if (facts.language === 'go') return false;
  const command = facts.imports.filter((it) => COMMAND_LINE.test(it.module) || it.imported === 'parseArgs').map((it) => it.local);
  if (facts.calls.some((it) => it.scope === 0 && command.includes(it.callee.path[0] ?? ''))) return true;
  const named = facts.envReads.filter(
    ({ scope, span }) =>
      scope === 0 &&
      facts.bindings.some(
        ({ origin }) => origin.kind === 'value' && origin.value.span.start <= span.start && origin.value.span.end >= span.end,
      ),
  );
  return named.length >= GATHERED && workspace.edges.every((it) => it.from !== facts.path && it.to !== facts.path);
}

const COMMAND_LINE = /(?:^|\/)(?:command-?line-?args|commander|yargs(?:\/yargs)?|minimist|meow|mri|arg|argparse)$/i;

/** So many names at the head of a file are written there on purpose. */
const GATHERED = 3;
