import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Call } from '#facts/code-facts.ts';
import { perVisibleState } from '#workspace/visible-state.ts';
import type { Look } from '../look.ts';
import { perFile } from '../per-file.ts';
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
import { packagesOf } from './api-client.ts';
import { requestsOf } from './requests.ts';

/** Answers with an error become texts for people. */
export function errorsMapped(look: Look): Verdict {
  if (requestsOf(look).length === 0 && packagesOf(look).length === 0)
    return notApplicable('it makes no requests to a server of its own');
  const found = look.browserCode.map((it) => mappersIn(look.workspace, it));
  const mappers = found.flatMap((it) => it.mappers);
  const central = found.flatMap((it) => it.central);
  const caught = found.reduce((sum, it) => sum + it.caught, 0);
  const raw: Evidence[] = look
    .detect('boundary/raw-error-shown')
    .map((it) => ({ path: it.path, at: it.at, sentence: 'The text of the error is shown as it came' }));
  if (mappers.length > 0 || central.length > 0)
    return raw.length > 0
      ? partly(
          `Errors become messages in one place, and ${count(raw.length, 'place shows', 'places show')} them as they came`,
          raw,
        )
      : done(mappers.length > 0 ? 'Errors become messages in one place' : 'Every error passes one place', [
          ...mappers,
          ...central,
        ]);
  if (raw.length > 0) return missing('Errors are shown as they came', raw);
  if (caught === 0) return missing('No error of a request is caught', []);
  return unknown('Errors are caught, and what people see of them is not understood');
}

interface Mappers {
  readonly mappers: readonly Evidence[];
  /** Places that every error passes. */
  readonly central: readonly Evidence[];
  readonly caught: number;
}

const MAPPER =
  /^(get|to|map|format|parse|extract|describe|translate|resolve|show|display|humanize|read|is)?_?(api|http|server|axios|fetch|request|response|friendly|user|network|query|form)*_?(error|err|problem|exception)s?_?(message|messages|text|texts|map|toast|notification|handler|to[A-Z]\w*|label|code|codes|detail|details)s?$/i;
const MAPPER_FUNCTION =
  /^(handle|show|display|report|map|parse|format|extract|describe|notify|apply|on|message|text)_?(api|http|server|axios|fetch|request|response|network|form|for|of)*_?(error|err|problem)s?$|^(message|text)_?(for|of|from)_?\w*(error|status|problem)\w*$/i;

const mappersIn = perFile((_workspace, { facts, path }: LiftedCode): Mappers => {
  const functions = facts.scopes.flatMap(({ fn }) =>
    fn?.name !== undefined &&
    fn.parameters.length > 0 &&
    (MAPPER.test(fn.name) ||
      MAPPER_FUNCTION.test(fn.name) ||
      (/message|text|describe|explain|human/i.test(fn.name) &&
        fn.parameters.some((it) => /^(e|err|error|problem|exception|reason)$/i.test(it.name))))
      ? [evidence(path, fn.nameSpan, `\`${fn.name}\` makes messages of errors`)]
      : [],
  );
  const tables = facts.bindings.flatMap((it) =>
    it.scope === 0 &&
    it.origin.kind === 'value' &&
    it.origin.value.kind === 'object' &&
    it.origin.value.entries.length > 1 &&
    /err(or)?_?(messages?|texts?|map|codes?)$/i.test(it.name)
      ? [evidence(path, it.span, `\`${it.name}\` holds the messages`)]
      : [],
  );
  const central = facts.calls.flatMap((call) => {
    const name = call.callee.path.join('.');
    if (/interceptors\.response\.use$/.test(name)) return [evidence(path, call.span, 'Every answer passes here')];
    const options = call.args.find((it) => it.kind === 'object');
    const isCache =
      /^(QueryCache|MutationCache)$/.test(call.callee.path.at(-1) ?? '') &&
      options?.kind === 'object' &&
      options.entries.some((it) => it.key === 'onError');
    const isLink =
      /^(onError|errorExchange)$/.test(name) &&
      call.callee.path.length === 1 &&
      facts.imports.some((it) => /apollo|urql/.test(it.module));
    return isCache || isLink ? [evidence(path, call.span, 'Every error of a request passes here')] : [];
  });
  const caught =
    facts.scopes.filter((it) => it.handler).length +
    facts.calls.filter(
      (it) =>
        it.callee.path.at(-1) === 'catch' ||
        it.args.some(
          (value) => value.kind === 'object' && value.entries.some((one) => /^onError|onRejected|error$/.test(one.key)),
        ),
    ).length +
    facts.bindings.filter((it) => /^(is)?error/i.test(it.name)).length;
  return { mappers: [...functions, ...tables], central, caught };
});

/** The share of components from which on the rest are stragglers. Rule catalogue, 4.2. */
const NEARLY_ALL = 0.9;

/** Components tell that they are loading. */
export function loadingStates(look: Look): Verdict {
  const { workspace } = look;
  const loading = look.browserCode.flatMap((it) => loadsIn(workspace, it) ?? []);
  const sites = new Set(
    requestsOf(look).flatMap((it) =>
      isComponent(workspace, it.path) && /^(GET|\u2026)?$/.test(it.call.method ?? '') ? [it.path] : [],
    ),
  );
  for (const path of sites) {
    if (loading.some((it) => it.path === path)) continue;
    loading.push({ path, tells: tells(workspace.textOf(path)), place: fileEvidence(path, 'It asks the server') });
  }
  const pages = [...workspace.files.keys()].filter(
    (it) => workspace.unitOf(it) === look.unit && /(^|\/)app\/(.*\/)?loading\.[jt]sx?$/.test(it),
  );
  if (loading.length === 0) {
    if (pages.length > 0)
      return done(
        'Pages have a file for the time while they load',
        pages.map((it) => fileEvidence(it, 'Shown while the page loads')),
      );
    const asks = requestsOf(look).some((it) => (it.call.method ?? 'GET') === 'GET');
    return asks ? unknown('Which components load data is not seen') : notApplicable('no component loads data in the browser');
  }
  const silent = loading.filter((it) => !it.tells);
  const sentence = `${loading.length - silent.length} of ${count(loading.length, 'component')} that load data tell that they do`;
  if (loading.length - silent.length >= loading.length * NEARLY_ALL)
    return done(sentence, [
      ...loading
        .filter((it) => it.tells)
        .slice(0, 3)
        .map((it) => it.place),
      ...pages.slice(0, 1).map((it) => fileEvidence(it, 'Shown while the page loads')),
    ]);
  const places = silent.map((it) => ({ ...it.place, sentence: 'It loads data, and nothing tells so' }));
  return silent.length < loading.length ? partly(sentence, places) : missing(sentence, places);
}

interface Loads {
  readonly path: string;
  readonly tells: boolean;
  readonly place: Evidence;
}

const QUERY_HOOK =
  /^(useQuery|useQueries|useInfiniteQuery|useSuspenseQuery|useSWR|useSWRInfinite|useFetch|useAsyncData|useLazyFetch|useRequest|useApi|use(?!Media)[A-Z]\w*Query|useLazyQuery)$/;
const LISTS = /^(list|get|fetch|load)[A-Z]\w*$/;

/** A component that loads data when it is shown. */
const loadsIn = perFile((workspace, { facts, path }: LiftedCode): Loads | undefined => {
  if (!isComponent(workspace, path)) return undefined;
  const hook = facts.calls.find((it) => QUERY_HOOK.test(it.callee.path.at(-1) ?? ''));
  const started = facts.calls.find(
    (it) =>
      it.callee.path.at(-1) === 'dispatch' &&
      it.args.some((value) => value.kind === 'call' && LISTS.test(facts.calls[value.call]?.callee.path.at(-1) ?? '')),
  );
  const asked = facts.calls.find((it, id) => asksServer(workspace, it, path, id) || usesQueries(workspace, it, path, id));
  const call = hook ?? started ?? asked;
  return (
    call && {
      path,
      tells: tells(workspace.textOf(path)) || /useSuspense/.test(call.callee.path.at(-1) ?? ''),
      place: evidence(path, call.span, 'It loads data here'),
    }
  );
});

/** `this.$api.getLists()`, and functions of files that make requests. */
function asksServer(workspace: Look['workspace'], { callee }: Call, path: string, id: number): boolean {
  const name = callee.path.at(-1) ?? '';
  if (
    !LISTS.test(name) ||
    /^(getState|getItem|getElement\w*|getContext|getServerSideProps|getStaticProps|getBoundingClientRect)$/.test(name)
  )
    return false;
  if (callee.path.some((it) => /^\$?(api|http|services?|client)$|(Api|Service|Client)$/.test(it))) return true;
  const meaning = workspace.linker.callee(path, id);
  return meaning.kind === 'local' && requestFiles(workspace).has(meaning.file);
}

/** A hook of the project whose file asks through hooks of a library. */
function usesQueries(workspace: Look['workspace'], { callee }: Call, path: string, id: number): boolean {
  const name = callee.path.at(-1) ?? '';
  if (
    !/^use[A-Z]\w*(List|Query|Data|Items?|Details?|Page|Feed|All|[a-z]s)$/.test(name) ||
    /Auth|User|Permissions|Settings|Params|Mutations?$/.test(name)
  )
    return false;
  const meaning = workspace.linker.callee(path, id);
  const file = meaning.kind === 'local' && meaning.file !== path ? workspace.files.get(meaning.file) : undefined;
  return (
    file?.facts.kind === 'code' &&
    !isComponent(workspace, file.path) &&
    (askingFiles(workspace).has(file.path) || file.facts.calls.some((it) => QUERY_HOOK.test(it.callee.path.at(-1) ?? '')))
  );
}

/** Files that make requests, and those that import one. */
const askingFiles = perVisibleState((workspace): ReadonlySet<string> => {
  const files = requestFiles(workspace);
  return new Set([...files, ...workspace.edges.flatMap((it) => (!it.isTypeOnly && files.has(it.to) ? [it.from] : []))]);
});

const requestFiles = perVisibleState(
  (workspace): ReadonlySet<string> =>
    new Set(
      workspace.units.flatMap((it) =>
        workspace
          .clientCallsOf(it)
          .calls.filter((call) => call.origin !== 'foreign')
          .map((call) => call.path),
      ),
    ),
);

function isComponent(workspace: Look['workspace'], path: string): boolean {
  const facts = workspace.files.get(path)?.facts;
  return facts?.kind === 'code' && (facts.hasMarkup || facts.container !== undefined || /\.component\.ts$/.test(path));
}

function tells(text: string | undefined): boolean {
  return (
    text === undefined ||
    /loading|pending|fetching|skeleton|spinner|suspense|loader|isBusy|busy|placeholder(Data)?|progress|isLoaded|isReady|isFetched/i.test(
      text,
    )
  );
}
