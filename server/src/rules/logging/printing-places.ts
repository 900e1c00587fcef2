import { fileName, folderOf } from '#base/paths.ts';
import type { LogCall } from '#concepts/kinds/logging.ts';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import type { ScopeId } from '#facts/code-facts.ts';
import { enclosingFunction } from '#link/names.ts';
import type { Layer } from '#workspace/layers.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { isLoadedByTestsAlone, pathInUnit } from '../application-code.ts';

/**
 * Whether what a file prints is a server's log: `platform` where whatever is printed is the log (functions of a cloud, in a unit
 * without a logger), `elsewhere` for command lines, libraries, tools and code of which it is not known.
 */
export function printsOnServer(workspace: Workspace, code: LiftedCode): 'server' | 'platform' | 'browser' | 'elsewhere' {
  const unit = workspace.unitOf(code.path);
  const runtime = workspace.runtimeOf(code.path);
  if (runtime === 'browser') return 'browser';
  if (unit.kind === 'library' || unit.kind === 'frontend' || unit.dependencies.has('electron')) return 'elsewhere';
  const layering = workspace.layerOf(code.path);
  // A layer speaks for a server where nothing else does.
  const isLayered = unit.kind === 'tool' && layering !== undefined && SERVER_LAYERS.has(layering.layer);
  if (!isLayered && (runtime !== 'server' || unit.kind === 'tool')) return 'elsewhere';
  if (isStartedByHand(workspace, code) || isLogger(code) || isLoadedByTestsAlone(workspace, code.path)) return 'elsewhere';
  const names = [...unit.dependencies];
  return names.some((it) => PLATFORMS.test(it)) && !names.some((it) => LOGGERS.test(it)) ? 'platform' : 'server';
}

/** Tells whether a print is how a log is written, or belongs to a program that is started by hand. */
export function isLogOnPurpose(code: LiftedCode, print: LogCall): boolean {
  const call = print.call === undefined ? undefined : code.facts.calls[print.call];
  // `print(…, file=report)` writes into a file.
  if (call?.keywords.some((it) => it.name === 'file')) return true;
  const fn = enclosingFunction(code.facts, print.scope);
  if (endsBehind(code, print) && (!fn || readsCommandLine(code, fn.id))) return true;
  // What writes the log cannot log that it fails.
  const owner = code.facts.classes.find((it) => it.name === fn?.fn.owner);
  if (owner?.bases.some((it) => /^(logging\.)?\w*Handler$/.test(it.path.join('.'))) && fn?.fn.name === 'emit') return true;
  if (print.endsProcess && /^(logger|log|logging)\.\w+$/.test(fileName(code.path))) return true;
  if (fn && code.effects.get(fn.id)?.logs) return true;
  // What a program says of itself when it is asked to.
  if (
    /usage|help|version|flags$/i.test(fn?.fn.name ?? '') ||
    /^_?(print_\w|pprint|print[A-Z]|Print($|[A-Z]))/.test(fn?.fn.name ?? '')
  )
    return true;
  if (fn && asksAtTerminal(code, fn.id)) return true;
  for (let at: ScopeId | undefined = print.scope; at !== undefined; at = code.facts.scopes[at]?.parent) {
    const branch = code.facts.scopes[at]?.branch;
    if (branch?.condition.some(([head]) => head === '__name__')) return true;
    // `if debug_to_stdout:`, `if verbose:`: somebody has asked for it.
    if (branch?.form === 'then' && branch.condition.some((it) => /(?:^|_)(?:stdout|verbose|verbosity)$/i.test(it.at(-1) ?? '')))
      return true;
    // `if errors.Is(err, flag.ErrHelp)`
    if (branch?.form === 'then' && /\bErrHelp\w*\b/.test(branch.text)) return true;
    // `if *showVersion`
    if (branch?.form === 'then' && /^\s*\*\w*version\w*\s*$/i.test(branch.text)) return true;
  }
  return false;
}

/** A question to somebody, whose answer is read from the terminal. */
function asksAtTerminal({ facts }: LiftedCode, fn: ScopeId): boolean {
  return facts.calls.some(
    ({ callee, args, scope }) =>
      (/^fmt\.Scan(ln|f)?$/.test(callee.path.join('.')) ||
        (facts.language === 'python' && /^(?:input|getpass|getpass\.getpass)$/.test(callee.path.join('.'))) ||
        args.some((it) => it.kind === 'reference' && it.path.join('.') === 'os.Stdin')) &&
      enclosingFunction(facts, scope)?.id === fn,
  );
}

/** `console.error(…)` before `process.exit(1)` while a file loads says why nothing starts, when there is no log yet. */
function endsBehind({ facts }: LiftedCode, { scope, span }: LogCall): boolean {
  return facts.calls.some(
    (it) => /^(?:process|sys)\.exit$/.test(it.callee.path.join('.')) && it.scope === scope && it.span.start > span.end,
  );
}

/** What reads the words that the program was started with answers whoever wrote them. */
function readsCommandLine({ facts }: LiftedCode, fn: ScopeId): boolean {
  return (
    facts.language === 'python' &&
    facts.calls.some(
      ({ callee, scope }) =>
        /^(?:getopt\.(?:gnu_)?getopt|\w+\.parse_(?:known_)?args)$/.test(callee.path.join('.')) &&
        enclosingFunction(facts, scope)?.id === fn,
    )
  );
}

/** Tells whether a print says that the server starts, ends or cannot go on: in a main package, beside `listen`, or in a signal's handler. */
export function standsAtEntry(workspace: Workspace, code: LiftedCode, print: LogCall): boolean {
  const { facts } = code;
  if (isInHandler(code, print.scope)) return false;
  if (facts.packageName === 'main') return true;
  const layer = workspace.layerOf(code.path)?.layer;
  // The log is set up by what the configuration says, so that it cannot say what is wrong with it.
  if (layer === 'config') return true;
  const isEntryFile = layer === 'entrypoint' || conceptsOf(code, 'listen').length > 0;
  const listens = new Set(
    code.concepts.flatMap((it) => ((it.kind === 'listen' || it.kind === 'signal') && it.call !== undefined ? [it.call] : [])),
  );
  for (let at: ScopeId | undefined = print.scope; at !== undefined; at = facts.scopes[at]?.parent) {
    const fn = facts.scopes[at]?.fn;
    if (fn?.argumentOf && listens.has(fn.argumentOf.call)) return true;
  }
  return isEntryFile;
}

/** Whether a function around answers requests, by what it is given or by its decorators. */
function isInHandler({ facts }: LiftedCode, scope: ScopeId): boolean {
  for (let at: ScopeId | undefined = scope; at !== undefined; at = facts.scopes[at]?.parent) {
    const fn = facts.scopes[at]?.fn;
    if (!fn) continue;
    const [first, second] = fn.parameters;
    if (fn.parameters.some((it) => HANDLER_TYPES.test(it.type?.path.join('.') ?? ''))) return true;
    if (/^(req|request|ctx|context|_req|_|error|err)$/.test(first?.name ?? '') && second !== undefined && fn.argumentOf)
      return true;
    if (
      facts.language === 'python' &&
      fn.decorators.some((it) => it.path.length > 1 && it.call !== undefined && !/event/.test(it.path.at(-1) ?? ''))
    )
      return true;
  }
  return false;
}

const HANDLER_TYPES =
  /^(gin\.Context|echo\.Context|fiber\.Ctx|http\.(Request|ResponseWriter)|Request|Response|FastifyRequest|NextApiRequest|HttpRequest)$/;

/** A file that is called a logger and is one: its functions are called as levels are, or it prints and uses no library for it. */
function isLogger(code: LiftedCode): boolean {
  const { facts, path } = code;
  if (!/^(logger|log|logging|console[-_.]?logger)\.\w+$/i.test(fileName(path))) return false;
  const levels = new Set(facts.scopes.flatMap((it) => (LEVEL.test(it.fn?.name ?? '') ? [it.fn?.name?.toLowerCase()] : [])));
  return levels.size >= 2 || !facts.imports.some((it) => LOGGERS.test(it.module));
}

/** A command line, a program that a build runs, a step of a migration: nothing that serves. */
export function isStartedByHand(workspace: Workspace, code: LiftedCode): boolean {
  const { facts, path } = code;
  if (facts.imports.some((it) => COMMAND_LINES.test(it.module))) return true;
  const serves = code.concepts.some((it) => it.kind === 'listen' || it.kind === 'server' || it.kind === 'route');
  if (serves) return false;
  const folders = `/${folderOf(pathInUnit(workspace, path))}/`;
  if (facts.language === 'go')
    return (
      /\/(cmd|cli|command|commands)\//.test(folders) ||
      fileName(path) === 'cli.go' ||
      (facts.packageName === 'main' && folders !== '//')
    );
  if (facts.language === 'python') {
    // What prints while it is loaded, and is loaded by nobody, is run.
    const prints = conceptsOf(code, 'log').some((it) => !it.isStructured && enclosingFunction(facts, it.scope) === undefined);
    return /\/(cli|commands)\//.test(folders) || (prints && !workspace.edges.some((it) => it.to === path));
  }
  // A file that gives nothing to others, that nobody loads and that is not called as the start of something.
  const isAlone =
    facts.exports.length === 0 && !/(^|[-_.])(index|main|server|app|start|worker|job|queue|cron)\b/i.test(fileName(path));
  return /\/(\.[\w-]+|cli)\//.test(folders) || (isAlone && !workspace.edges.some((it) => it.to === path));
}

const LEVEL = /^(trace|debug|info|warn|warning|error|fatal|log)$/i;
const COMMAND_LINES =
  /^(commander|yargs|inquirer|@inquirer\/|enquirer|prompts|ora|chalk-animation|cac|clipanion|@clack\/|oclif|@oclif\/|meow|ink|nest-commander|click|typer|argparse|fire|docopt|alembic|invoke|fabric|nox|optparse|getpass|rich_click|flask\.cli|django\.core\.management|github\.com\/spf13\/cobra|github\.com\/urfave\/cli|github\.com\/alecthomas\/kong|github\.com\/magefile\/mage|github\.com\/(manifoldco\/promptui|AlecAivazis\/survey|charmbracelet\/(huh|bubbletea))|questionary|prompt_toolkit|github\.com\/jessevdk\/go-flags)(\/|\.|$)/;
const PLATFORMS =
  /^(wrangler|@cloudflare\/workers-types|serverless|@types\/aws-lambda|aws-lambda|@netlify\/functions|firebase-functions|@google-cloud\/functions-framework|mangum|github\.com\/aws\/aws-lambda-go)$/;
const LOGGERS =
  /^(pino|winston|bunyan|log4js|tslog|nestjs-pino|consola|structlog|loguru|logging|log\/slog|github\.com\/rs\/zerolog|github\.com\/sirupsen\/logrus|k8s\.io\/klog\/v2|github\.com\/hashicorp\/go-hclog|@aws-lambda-powertools\/logger|go\.uber\.org\/zap)$/;
const SERVER_LAYERS: ReadonlySet<Layer> = new Set(['controller', 'service', 'repository', 'middleware', 'job', 'model']);
