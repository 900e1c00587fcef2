import type { LiftedCode } from '#concepts/lifted-file.ts';
import { REQUEST_ID_HEADERS } from '#concepts/safeguards/header-names.ts';
import type { Look } from '../look.ts';
import { placedConcepts } from '../look.ts';
import { perFile } from '../per-file.ts';
import { count, done, type Evidence, evidence, fileEvidence, missing, partly, unknown, type Verdict } from '../verdict.ts';

/** Log lines are JSON, and those of one request can be told from others. */
export function structuredLogs(look: Look): Verdict {
  const found = look.serverCode.map((it) => loggersOf(look.workspace, it));
  const json = found.flatMap((it) => it.json);
  const plain = found.flatMap((it) => it.plain);
  const logs = placedConcepts(look.serverCode, 'log');
  const structured = logs.filter((it) => it.concept.isStructured);
  const prints = logs.length - structured.length;
  const hosted = look.served?.isHosted === true;
  const ids = hosted ? [] : requestIds(look);
  if (json.length > 0 && prints > Math.max(10, structured.length))
    return partly(`A logger writes JSON, and ${count(prints, 'line is', 'lines are')} printed beside it`, json);
  if (json.length > 0) {
    if (hosted) return done('The logger writes JSON; the platform numbers requests', json);
    return ids.length > 0
      ? done('JSON logs, with an id for each request', [...json, ...ids])
      : partly('The logger writes JSON; requests have no id', json);
  }
  const own = structured.slice(0, 1).map((it) => evidence(it.path, it.concept.span, 'A line is logged here'));
  if (ids.length > 0) return partly('Requests have an id; the log is not JSON as far as the code says', [...ids, ...plain]);
  if (look.files.length > 0 && found.some((it) => it.isOpaque) && plain.length === 0)
    return unknown('A logger is used whose format the code does not say', own);
  return missing(
    structured.length > 0 ? 'The log is text, and requests have no id' : 'There is no logger, and requests have no id',
    [...plain, ...(plain.length === 0 ? own : [])],
  );
}

/** What shows that requests are numbered. */
export function requestIds(look: Look): Evidence[] {
  const signs = placedConcepts(look.files, 'safeguard').filter((it) => it.concept.what === 'request-id');
  const registered = placedConcepts(look.files, 'middleware').filter((it) => it.concept.role === 'request-id');
  const headers = placedConcepts(look.serverCode, 'header').filter((it) => REQUEST_ID_HEADERS.has(it.concept.name));
  return [
    ...registered.map((it) => evidence(it.path, it.concept.span, `\`${it.concept.name}\` gives each request an id`)),
    ...signs.map((it) => evidence(it.path, it.concept.span, `\`${it.concept.name}\` gives each request an id`)),
    ...headers.map((it) => evidence(it.path, it.concept.span, `The header \`${it.concept.name}\` carries the id`)),
    ...(look.served?.gateways ?? []).flatMap((it) =>
      [...it.headers].some((name) => REQUEST_ID_HEADERS.has(name)) ? [fileEvidence(it.path, 'The gateway sends an id')] : [],
    ),
  ];
}

interface Loggers {
  readonly json: readonly Evidence[];
  readonly plain: readonly Evidence[];
  /** True where a logger is used that can write either. */
  readonly isOpaque: boolean;
}

const JSON_PACKAGES =
  /^(pino|pino-http|nestjs-pino|bunyan|express-bunyan-logger|@aws-lambda-powertools\/logger|pythonjsonlogger|python_json_logger|json_log_formatter|ecs_logging|django_structlog|@logtail\/\w+|github\.com\/rs\/zerolog(\/log)?|express-pino-logger|hono-pino|@fastify\/one-line-logger)$/;
const OPEN_PACKAGES =
  /^(winston|nest-winston|log4js|tslog|consola|structlog|loguru|go\.uber\.org\/zap|log\/slog|github\.com\/sirupsen\/logrus|github\.com\/hashicorp\/go-hclog|k8s\.io\/klog\/v2)$/;

const OWN_LOGGER = /(^|\/)(log|logger|logging|logs)(\/|\.)/i;
const ENCODES = /^(JSON\.stringify|json\.dumps|json\.Marshal|json\.NewEncoder|orjson\.dumps)$/;

/** What says in which format a file has logs written. */
const loggersOf = perFile((_workspace, { facts, path }: LiftedCode): Loggers => {
  const json: Evidence[] = [];
  const plain: Evidence[] = [];
  let isOpaque = false;
  for (const it of facts.imports) {
    if (it.isTypeOnly) continue;
    const name = facts.language === 'python' ? (it.module.split('.')[0] ?? '') : it.module;
    if (JSON_PACKAGES.test(name)) json.push(evidence(path, it.moduleSpan, `\`${name}\` writes JSON`));
    else if (OPEN_PACKAGES.test(name)) isOpaque = true;
    else if (name === 'logging' || name === 'log')
      plain.push(evidence(path, it.moduleSpan, `\`${name}\` writes text unless it is told otherwise`));
  }
  facts.calls.forEach((call) => {
    const name = call.callee.path.join('.');
    const last = call.callee.path.at(-1) ?? '';
    const say = (sentence: string) => json.push(evidence(path, call.span, sentence));
    if (
      /^(JSONRenderer|NewJSONHandler|JsonFormatter|JSONFormatter|NewProduction|NewProductionConfig|NewProductionEncoderConfig|NewJSONEncoder|ConsoleJsonFormatter|StdlibFormatter|EcsFormatter)$/.test(
        last,
      )
    )
      say(`\`${name}\` makes lines of JSON`);
    else if (
      /(^|\.)format\.json$|^winston\.format\.json$/.test(name) ||
      (last === 'json' &&
        call.args.length === 0 &&
        call.callee.path.length === 1 &&
        /combine|createLogger/.test(facts.calls.map((it) => it.callee.path.at(-1)).join(' ')))
    )
      say(`\`${name}\` makes lines of JSON`);
    else if (/^(Fastify|fastify)$/.test(last) || name === 'default') {
      const logger = call.args[0]?.kind === 'object' ? call.args[0].entries.find((it) => it.key === 'logger') : undefined;
      if (logger && !(logger.value.kind === 'literal' && logger.value.value === false)) say('Fastify’s logger writes JSON');
    } else if (call.keywords.some((it) => it.name === 'serialize' && it.value.kind === 'literal' && it.value.value === true))
      say('`serialize=True` makes lines of JSON');
    else if (
      /^(NewTextHandler|TextFormatter|NewDevelopment|ConsoleWriter|printf|simple|cli|prettyPrint|ConsoleRenderer)$/.test(last) &&
      (facts.language !== 'typescript' || facts.imports.some((it) => OPEN_PACKAGES.test(it.module)))
    )
      plain.push(evidence(path, call.span, `\`${name}\` writes text`));
  });
  const formatters = facts.classes.filter((it) => it.bases.some((base) => /Formatter$/.test(base.path.at(-1) ?? '')));
  if (
    formatters.length > 0 &&
    facts.calls.some(
      (it) => /^(dumps|JSON\.stringify|json\.dumps)$/.test(it.callee.path.join('.')) || it.callee.path.at(-1) === 'dumps',
    )
  )
    for (const it of formatters) json.push(evidence(path, it.nameSpan, `\`${it.name}\` makes lines of JSON`));
  for (const it of facts.bindings) {
    const value = it.origin.kind === 'value' ? it.origin.value : undefined;
    // Go: `&logrus.JSONFormatter{}`, and `Encoding: "json"` of zap.
    if (
      value?.kind === 'object' &&
      (value.type?.at(-1) === 'JSONFormatter' ||
        value.entries.some((entry) => entry.key === 'Encoding' && entry.value.kind === 'literal' && entry.value.value === 'json'))
    )
      json.push(evidence(path, it.span, 'Lines are written as JSON'));
  }
  for (const call of facts.calls)
    for (const value of call.args)
      if (value.kind === 'object' && value.type?.at(-1) === 'JSONFormatter')
        json.push(evidence(path, call.span, 'Lines are written as JSON'));
  // Django's and others' settings name the class of a formatter as text.
  const settings = facts.bindings.filter(
    (it) => it.scope === 0 && it.origin.kind === 'value' && it.origin.value.kind === 'object' && /^LOGGING/i.test(it.name),
  );
  for (const it of settings) {
    const text = JSON.stringify(it.origin);
    if (/json/i.test(text)) json.push(evidence(path, it.span, 'A formatter for JSON is configured'));
  }
  // A logger of the project's own, by the folder that it stands in.
  const encoded = OWN_LOGGER.test(path) ? facts.calls.find((it) => ENCODES.test(it.callee.path.join('.'))) : undefined;
  if (encoded) json.push(evidence(path, encoded.span, 'The project’s own logger writes JSON'));
  return { json, plain, isOpaque };
});
