import type { CacheWrite } from '#concepts/kinds/data.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Call } from '#facts/code-facts.ts';
import { entryFor, importsOf } from '#fixes/configuration/use-setting.ts';
import { type Fix, type FixOffer, joinEdits } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import type { ImportsWanted } from '#fixes/imports.ts';
import { indentAt } from '#fixes/statements.ts';
import { quoted, type TextStyle } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** What a cache write without a life may be given: a number of seconds, and a setting where the unit has a configuration module. */
export function ttlOffers(workspace: Workspace, code: LiftedCode, write: CacheWrite, seconds: number): readonly FixOffer[] {
  if (write.addition === undefined) return [];
  return [literalOffer(seconds), ...(settingEntry(workspace, code, write, seconds) ? [SETTING_OFFER] : [])];
}

/** Gives a cache write a life, in the form of its client. */
export function addTtl(workspace: Workspace, code: LiftedCode, write: CacheWrite, seconds: number): readonly Fix[] {
  const call = write.call === undefined ? undefined : code.facts.calls[write.call];
  const { addition } = write;
  if (!call || addition === undefined) return [];
  const text = workspace.textOf(code.path) ?? '';
  const style = styleIn(workspace, code.path);
  const isGo = code.facts.language === 'go';
  const isDuration = addition === '%d';
  const edit = (life: (unit: string, written: (name: string) => string) => string, { own, packages }: ImportsWanted = {}) =>
    editCode(workspace, code.path, {
      own: own ?? [],
      packages: [...(packages ?? []), ...(isGo && isDuration ? [{ module: 'time' }] : [])],
      changes: (written) => change(text, call, addition, (unit) => life(unit, written), style),
      note: worded`Give what \`${call.callee.path.join('.')}\` caches a life`,
    });
  const literal = edit((unit) =>
    unit === '%d' ? goDuration(seconds) : unit === '%m' ? grouped(seconds * 1000, style) : String(seconds),
  );
  const fixes: Fix[] = literal ? [{ ...literalOffer(seconds), edits: [literal] }] : [];
  const entry = settingEntry(workspace, code, write, seconds);
  if (!entry) return fixes;
  const use = edit((unit, written) => {
    const value = written(entry.name) + entry.usage;
    return unit === '%d' ? `time.Duration(${value})*time.Second` : unit === '%m' ? `${value} * 1000` : value;
  }, importsOf(entry));
  return use ? [...fixes, { ...SETTING_OFFER, edits: joinEdits([...entry.edits, use]) }] : fixes;
}

const SETTING_OFFER: FixOffer = {
  id: 'ttl-from-config',
  kind: 'multi',
  title: worded`Expire the entry after CACHE_TTL_SECONDS of the configuration`,
};

function literalOffer(seconds: number): FixOffer {
  return { id: 'add-ttl', kind: 'suggest', title: worded`Expire the entry after ${seconds} seconds` };
}

/** The entry of a module that is there: a life for a cache alone is no reason for one. */
function settingEntry(workspace: Workspace, code: LiftedCode, write: CacheWrite, seconds: number) {
  const scope = write.call === undefined ? 0 : (code.facts.calls[write.call]?.scope ?? 0);
  const entry = entryFor(workspace, code.path, scope, {
    name: 'CACHE_TTL_SECONDS',
    type: 'number',
    fallback: seconds,
    isOptional: false,
    isPositive: true,
  });
  return entry?.edits.every((it) => it.kind === 'change') ? entry : undefined;
}

function change(text: string, call: Call, addition: string, life: (unit: string) => string, style: TextStyle): TextChange[] {
  const last = [...call.args, ...call.keywords.map((it) => it.value)].toSorted((a, b) => a.span.end - b.span.end).at(-1);
  if (!last) return [];
  if (addition === '%d') return [{ span: last.span, text: life('%d') }];
  const written = addition
    .replace(/^, /, '')
    .replace(/'(\w+)'/g, (_, word: string) => quoted(word, style))
    .replace(/%[sm]/, life);
  // The call says itself that the entry stays.
  const keyword = call.keywords.find((it) => addition.includes(`${it.name}=`));
  const isGiven = call.args.length > 2 && last.kind === 'literal' && (last.value === null || last.value === 0);
  const stays = keyword?.value ?? (isGiven ? last : undefined);
  if (stays) return [{ span: stays.span, text: written.replace(/^\w+=/, '') }];
  const lineStart = text.lastIndexOf('\n', last.span.start) + 1;
  if (lineStart <= call.nameSpan.end) return [{ span: { start: last.span.end, end: last.span.end }, text: `, ${written}` }];
  // Each argument has a line of its own, maybe with a comment behind it.
  const begin = `${style.lineEnd}${indentAt(text, last.span.start)}`;
  const lines = written.startsWith('{') ? written : written.replaceAll(', ', `,${begin}`);
  const comma = /^,[ \t]*(?:(?:\/\/|#)[^\r\n]*)?/.exec(text.slice(last.span.end));
  const at = last.span.end + (comma?.[0].length ?? 0);
  return [{ span: { start: at, end: at }, text: comma ? `${begin}${lines},` : `,${begin}${lines}` }];
}

/** 300000 → `300_000`, as Python and scripts read it. */
function grouped(value: number, { language }: TextStyle): string {
  return language === 'go' ? String(value) : String(value).replace(/\B(?=(?:\d{3})+$)/g, '_');
}

/** 300 → `5*time.Minute`. */
function goDuration(seconds: number): string {
  return seconds % 60 === 0 ? `${seconds / 60}*time.Minute` : `${seconds}*time.Second`;
}
