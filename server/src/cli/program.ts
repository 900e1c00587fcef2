import { resolve } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { Argument, Command, CommanderError, Option } from 'commander';
import { takeSnapshot } from '#host/folder-snapshot.ts';
import { ExitCode, UsageError } from './exit-code.ts';
import { EXIT_CODES, examples, HELP } from './program-help.ts';

/** Starts the language server in this process. */
export type Serve = () => Promise<void>;

export interface ProgramOptions {
  readonly version: string;
  readonly serve: Serve;
  /** A thread that can read a folder ahead. */
  readonly reader?: Worker | undefined;
}

/** Runs the command line; gives the exit code. Commands are loaded when they are called, so that `--help` is quick. */
export async function runProgram(args: readonly string[], { version, serve, reader }: ProgramOptions): Promise<ExitCode> {
  let code: ExitCode = ExitCode.clean;
  const program = new Command('tiebeam')
    .description('Decide the architecture of a full-stack project, scaffold one that runs, and keep the code true to it.')
    .version(version, '-v, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help of a command')
    .exitOverride()
    .showHelpAfterError('(run with --help for examples)')
    .configureHelp(HELP)
    .addHelpText('after', EXIT_CODES);

  program
    .command('check')
    .description('check files or folders against the rules')
    .argument('[path...]', 'files or folders; everything below the root without them')
    .option('--root <dir>', 'folder of the project', '.')
    .addOption(
      new Option('--format <name>', 'how findings are written').choices(['text', 'json', 'sarif', 'github']).default('text'),
    )
    .option('--output <file>', 'write the findings there instead of the terminal')
    .option('--fix', 'apply the safe fixes first')
    .option('--fix-kind <kinds>', 'with --fix: safe, suggest, multi, scaffold, separated by commas (default: safe)')
    .option('--dry-run', 'with --fix: show the changes, write nothing')
    .option('--rule <id>', 'report and fix only this rule; may be given several times', collect, [])
    .option('--changed', 'only files that differ from the base')
    .option('--base <ref>', 'what --changed compares with (default: where this branch left the default branch)')
    .addOption(
      new Option('--fail-level <severity>', 'the mildest severity that makes the command fail')
        .choices(['error', 'warning', 'info', 'never'])
        .default('warning'),
    )
    .option('--max-warnings <n>', 'fail only when there are more warnings than that', mostWarnings)
    .option('--fail-on-empty', 'fail when there was nothing to check')
    .option('--shard <i/n>', 'report the findings of part i of n only')
    .addHelpText(
      'after',
      examples(
        'tiebeam check',
        'tiebeam check src/orders',
        'tiebeam check --format sarif --output tiebeam.sarif',
        'tiebeam check --changed --base main',
        'tiebeam check --fix --fix-kind safe,multi --rule config/env-read-outside-config --dry-run',
      ),
    )
    .action(async (paths: string[], options) => {
      // Files that are going to change are read when they are needed.
      const snapshot = reader && !options.fix ? takeSnapshot(reader, resolve(options.root)) : undefined;
      code = await (await import('./check.ts')).check(paths, options, { version, snapshot });
    });

  program
    .command('merge')
    .description('make one report of those of several shards')
    .argument('<file...>', 'reports of tiebeam check --format json or sarif')
    .option('--output <file>', 'write the report there instead of the terminal')
    .addOption(
      new Option('--fail-level <severity>', 'the mildest severity that makes the command fail')
        .choices(['error', 'warning', 'info', 'never'])
        .default('warning'),
    )
    .addHelpText('after', examples('tiebeam merge part-1.sarif part-2.sarif --output tiebeam.sarif'))
    .action(async (files: string[], options) => {
      code = (await import('./merge.ts')).merge(files, options);
    });

  program
    .command('init')
    .description('write a tiebeam.json that is green today, inferred from the code')
    .option('--root <dir>', 'folder of the project', '.')
    .option('--dry-run', 'print it and write nothing')
    .addHelpText('after', examples('tiebeam init', 'tiebeam init --dry-run'))
    .action(async (options) => {
      code = await (await import('./init.ts')).init(options);
    });

  program
    .command('baseline')
    .description('keep the findings that are there apart from new ones')
    .argument('<action>', 'create, update, prune (only takes away) or show')
    .argument('[path...]', 'with create and update: only these files or folders')
    .option('--root <dir>', 'folder of the project', '.')
    .option('--rule <id>', 'with create and update: only this rule; may be given several times', collect, [])
    .addOption(new Option('--format <name>', 'how show writes').choices(['text', 'json']).default('text'))
    .addHelpText(
      'after',
      examples(
        'tiebeam baseline create',
        'tiebeam baseline update --rule db/n-plus-one-query src/reports',
        'tiebeam baseline prune',
      ),
    )
    .action(async (action: string, paths: string[], options) => {
      code = await (await import('./baseline.ts')).baseline(action, paths, options);
    });

  program
    .command('explain')
    .description('explain a rule, or what is understood of a file')
    .argument('<what>', 'a rule id such as cache/missing-ttl, or a path')
    .option('--root <dir>', 'folder of the project', '.')
    .addHelpText('after', examples('tiebeam explain db/n-plus-one-query', 'tiebeam explain src/orders/order.service.ts'))
    .action(async (what: string, options) => {
      code = await (await import('./explain.ts')).explain(what, options);
    });

  program
    .command('handoff')
    .description('write HANDOFF.md: what is there, how to run it, what is missing, from the code as it is')
    .option('--root <dir>', 'folder of the project', '.')
    .addOption(new Option('--format <name>', 'json is printed').choices(['markdown', 'json']).default('markdown'))
    .option('--verified <file>', 'a report of tiebeam verify --format json, whose result it tells')
    .option('--dry-run', 'print it and write nothing')
    .addHelpText('after', examples('tiebeam handoff', 'tiebeam handoff --dry-run', 'tiebeam handoff --format json'))
    .action(async (options) => {
      code = await (await import('./handoff.ts')).handoff(options);
    });

  program
    .command('checklist')
    .description('tell what the project has of each checklist, with the lines that show it')
    .option('--root <dir>', 'folder of the project', '.')
    .addOption(new Option('--format <name>', 'how it is written').choices(['text', 'json', 'markdown']).default('text'))
    .option(
      '--list <id>',
      'only this list: backend, integration, api, schema, tests or release; may be given several times',
      collect,
      [],
    )
    .option('--unit <name>', 'only this server or front end, as the lists call it; may be given several times', collect, [])
    .addOption(
      new Option('--fail-level <state>', 'the mildest state that makes the command fail')
        .choices(['missing', 'partly', 'never'])
        .default('missing'),
    )
    .addHelpText(
      'after',
      examples(
        'tiebeam checklist',
        'tiebeam checklist --list backend --list integration',
        'tiebeam checklist --format markdown > CHECKLIST.md',
      ),
    )
    .action(async (options) => {
      code = await (await import('./checklist.ts')).checklist(options);
    });

  program
    .command('map')
    .description('draw the project by service, feature and layer, with the imports that go against the rules')
    .option('--root <dir>', 'folder of the project', '.')
    .addOption(new Option('--format <name>', 'how it is written').choices(['text', 'json', 'mermaid', 'svg']).default('text'))
    .option('--unit <name>', 'only this service, by its folder; may be given several times', collect, [])
    .option('--output <file>', 'write it there instead of the terminal')
    .addHelpText(
      'after',
      examples(
        'tiebeam map',
        'tiebeam map --format svg --output architecture.svg',
        'tiebeam map --format mermaid --unit backend > architecture.mmd',
      ),
    )
    .action(async (options) => {
      code = await (await import('./map.ts')).map(options);
    });

  program
    .command('rules')
    .description('list the rules')
    .addOption(new Option('--format <name>', 'how they are written').choices(['text', 'json']).default('text'))
    .action(async (options) => {
      code = (await import('./rules.ts')).rules(options);
    });

  program
    .command('facts')
    .description('print what is seen in a file, or with --coverage how much of a project is understood')
    .argument('[file]', 'a source file')
    .option('--root <dir>', 'folder of the project', '.')
    .option('--coverage', 'files per role and layer, unresolved imports, unknown origins, rules without a match')
    .addOption(new Option('--format <name>', 'how they are written').choices(['text', 'json']).default('text'))
    .addHelpText('after', examples('tiebeam facts src/app.ts', 'tiebeam facts --coverage'))
    .action(async (file: string | undefined, options) => {
      code = await (await import('./facts.ts')).facts(file, options);
    });

  program
    .command('new')
    .description('decide the architecture of a new project and write it')
    .argument('<name>', 'name of the project and of its folder')
    .option('--into <dir>', 'where the folder is made', '.')
    .option('--set <key=value>', 'take a decision, such as realtime=none; may be given several times', collect, [])
    .option('--json <file>', 'read decisions from a JSON file: decisions alone, or the tiebeam.json of another project')
    .option('--resource <name>', 'the first resource, in the singular (default: product)')
    .option('--fields <list>', 'its fields, such as "name:string,price:decimal,note:text?"')
    .option('--yes', 'ask nothing')
    .option('--dry-run', 'print the files and write nothing')
    .option('--no-install', 'do not install the dependencies')
    .option('--no-git', 'do not make a git repository')
    .addHelpText(
      'after',
      examples(
        'tiebeam new shop --resource product --fields "name:string,price:decimal"',
        'tiebeam new shop --set realtime=none --yes',
        'tiebeam new shop --dry-run --yes',
      ),
    )
    .action(async (name: string, options) => {
      code = await (await import('./new.ts')).newProject(name, options);
    });

  const add = program.command('add').description('add to a project that was made with tiebeam new');
  add
    .command('resource')
    .description('add a resource: its feature, migration, routes, tests and pages; the plan is shown first')
    .argument('<name>', 'name of the resource, in the singular')
    .option('--fields <list>', 'its fields, such as "title:string,total:decimal,note:text?" (default: name:string)')
    .option('--root <dir>', 'folder of the project', '.')
    .option('--dry-run', 'show the plan and write nothing')
    .option('--yes', 'write without asking')
    .option('--skip-conflicts', 'write the rest where a file has to be changed by hand')
    .addOption(new Option('--format <name>', 'how the plan and the result are written').choices(['text', 'json']).default('text'))
    .addHelpText(
      'after',
      examples(
        'tiebeam add resource order --fields "title:string,total:decimal"',
        'tiebeam add resource order-line --fields "sku:string!,count:integer" --dry-run',
      ),
    )
    .action(async (name: string, options) => {
      code = await (await import('./add-resource.ts')).addResource(name, options);
    });

  program
    .command('undo')
    .description('take back what tiebeam add has written, as long as nothing of it was changed since')
    .argument('<token>', 'what tiebeam add has printed')
    .addHelpText('after', examples('tiebeam undo 0b1d0c86-6b0c-4a57-9b64-0a3a3a1f7a52'))
    .action(async (token: string) => {
      code = await (await import('./undo.ts')).undo(token);
    });

  program
    .command('verify')
    .description('build, start and probe a project against the behaviour contract')
    .option('--root <dir>', 'folder of the project', '.')
    .option('--only <probes>', 'comma-separated ids of probes')
    .addOption(new Option('--format <name>', 'how the report is written').choices(['text', 'json', 'junit']).default('text'))
    .addHelpText(
      'after',
      examples('tiebeam verify', 'tiebeam verify --only build,health', 'tiebeam verify --format junit > verify.xml'),
    )
    .action(async (options) => {
      code = await (await import('./verify.ts')).verifyProject(options);
    });

  program
    .command('snippets')
    .description('list the section snippets')
    .addOption(new Option('--format <name>', 'how they are written').choices(['text', 'json']).default('text'))
    .action(async (options) => {
      code = await (await import('./snippets.ts')).snippets(options);
    });

  program
    .command('lsp')
    .description('start the language server for any editor')
    .option('--stdio', 'talk over standard input and output, which is the default')
    .option('--socket <port>', 'talk over a socket')
    .option('--pipe <name>', 'talk over a named pipe')
    .option('--node-ipc', 'talk over the channel of a Node.js parent')
    .addOption(new Option('--clientProcessId <id>', 'ends with that process').hideHelp())
    .action(async () => {
      await (await import('./lsp.ts')).becomeServer(serve);
    });

  program
    .command('completions')
    .description('print a script that completes commands in your shell')
    .addArgument(new Argument('<shell>', 'which shell').choices(['bash', 'zsh', 'fish']))
    .addHelpText(
      'after',
      examples('source <(tiebeam completions bash)', 'tiebeam completions fish > ~/.config/fish/completions/tiebeam.fish'),
    )
    .action(async (shell: 'bash' | 'zsh' | 'fish') => {
      process.stdout.write((await import('./completions.ts')).completionScript(shell, program));
    });

  for (const command of [...program.commands, ...add.commands])
    command.exitOverride().showHelpAfterError('(run with --help for examples)').allowExcessArguments(false);

  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.clean : ExitCode.usage;
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`tiebeam: ${error.message}\n`);
    return ExitCode.usage;
  }
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

function mostWarnings(value: string): number {
  if (!/^\d+$/.test(value)) throw new UsageError(`--max-warnings takes a whole number, not "${value}"`);
  return Number(value);
}
