import { decisionFields } from '#decisions/decisions.ts';
import { optionOf, questions } from '#decisions/options.ts';
import { UNIT_NAMES } from '#workspace/plain-names.ts';
import type { Command } from './commands.ts';
import type { Endpoint } from './endpoints.ts';
import type { HandoffSection } from './hand-written.ts';
import type { Handoff, Service } from './handoff.ts';
import type { Place } from './place.ts';

const MOST_ROWS = 200;

/** The sections of `HANDOFF.md` as Markdown, in their order. What is not there is said, never left out. */
export function handoffSections(handoff: Handoff): readonly HandoffSection[] {
  return [
    { id: 'overview', text: overview(handoff) },
    { id: 'run', text: `## How to run it\n\n${run(handoff)}` },
    { id: 'endpoints', text: `## Features and endpoints\n\n${endpoints(handoff)}` },
    { id: 'environment', text: `## Environment\n\n${environment(handoff)}` },
    { id: 'data', text: `## Data\n\n${data(handoff)}` },
    { id: 'background', text: `## Real-time channels and jobs\n\n${background(handoff)}` },
    { id: 'checklist', text: `## What is missing\n\n${checklist(handoff)}` },
    { id: 'findings', text: `## Open findings\n\n${findings(handoff)}` },
    { id: 'decisions', text: `## Decisions\n\n${decisions(handoff)}` },
    { id: 'files', text: `## Where to start reading\n\n${keyFiles(handoff)}` },
  ];
}

function overview({ name, services, endpoints: routes, entities }: Handoff): string {
  const counts = [
    [services.length, 'service'],
    [routes.length, 'endpoint'],
    [entities.filter((it) => it.form === 'model').length, 'model'],
    [entities.filter((it) => it.form === 'table').length, 'table'],
  ] as const;
  const counted = counts.filter(([count]) => count > 0).map(([count, noun]) => number(count, noun));
  const rows = services.map((it) => [
    folderText(it.folder),
    UNIT_NAMES[it.kind],
    it.frameworks.join(', ') || '–',
    String(it.fileCount),
  ]);
  return `# ${name}: hand-off\n\n${counted.length === 0 ? 'Nothing that could be listed' : counted.join(', ')}.\n\n${table(['service', 'kind', 'framework', 'code files'], rows)}`;
}

function run({ services, verification }: Handoff): string {
  const parts = services.filter((it) => it.commands.length > 0).map((it) => commandBlock(it));
  const tried = verification
    ? `\`tiebeam verify\` ran on ${verification.at}: ${verificationText(verification)}`
    : 'Nobody has tried these commands for this document; `tiebeam verify` starts the project and tries what it promises.';
  return [...(parts.length > 0 ? parts : ['No manifest says how to start it.']), tried].join('\n\n');
}

function verificationText({ passed, failed, notRun = 0 }: NonNullable<Handoff['verification']>): string {
  const rest = notRun === 0 ? '' : ` ${number(notRun, 'probe')} did not run.`;
  if (failed.length > 0) return `${number(passed, 'probe')} passed, and these failed: ${failed.join(', ')}.${rest}`;
  return notRun === 0 ? `all ${number(passed, 'probe')} passed.` : `${number(passed, 'probe')} passed.${rest}`;
}

function commandBlock({ folder, commands }: Service): string {
  const lines = commands.map((it) => `${it.words}${' '.repeat(Math.max(1, 34 - it.words.length))}# ${PURPOSES[it.purpose]}`);
  const at = commands[0]?.folder ?? folder;
  return `In ${folderText(at)}:\n\n\`\`\`sh\n${lines.join('\n')}\n\`\`\``;
}

const PURPOSES: Readonly<Record<Command['purpose'], string>> = {
  install: 'install what it needs',
  configure: 'make its configuration',
  migrate: 'bring the database up to date',
  develop: 'start while working on it',
  build: 'build',
  start: 'start',
  test: 'run the tests',
};

function endpoints({ endpoints: routes }: Handoff): string {
  if (routes.length === 0) return 'No routes were found.';
  const features = [...new Set(routes.map((it) => it.feature))];
  const shown = routes.slice(0, MOST_ROWS);
  const parts = features.flatMap((feature) => {
    const rows = shown.filter((it) => it.feature === feature).map(endpointRow);
    return rows.length === 0 ? [] : [`### ${feature}\n\n${table(['method', 'path', 'signed in', 'answered by'], rows)}`];
  });
  return [...parts, ...rest(routes.length)].join('\n\n');
}

function endpointRow({ method, path, signedIn, handler, place }: Endpoint): string[] {
  const at = link(place);
  return [method, code(path), signedIn === 'unknown' ? 'not known' : signedIn, handler === '' ? at : `${code(handler)} in ${at}`];
}

function environment({ variables, services }: Handoff): string {
  if (variables.length === 0) return 'The code reads nothing from its environment.';
  const several = new Set(variables.map((it) => it.unit)).size > 1 || services.length > 1;
  const rows = variables.map((it) => [
    code(it.name),
    it.need === 'unknown' ? 'not known' : it.need,
    it.isSecret ? 'secret' : it.example === undefined || it.example === '' ? '–' : code(it.example),
    ...(several ? [folderText(it.unit)] : []),
    link(it.place),
  ]);
  return table(['variable', 'needed', 'example', ...(several ? ['service'] : []), 'read in'], rows);
}

function data({ entities }: Handoff): string {
  if (entities.length === 0) return 'No models, schemas or migrations were found.';
  const rows = entities
    .slice(0, MOST_ROWS)
    .map((it) => [code(it.name), it.form, it.fields.map(code).join(', ') || '–', link(it.place)]);
  return [table(['name', 'what', 'fields', 'defined in'], rows), ...rest(entities.length)].join('\n\n');
}

function background({ background: works }: Handoff): string {
  if (works.length === 0) return 'No library for channels, queues or schedules is used.';
  const rows = works.map((it) => [
    it.what,
    code(it.library),
    it.files
      .slice(0, 5)
      .map((path) => link({ path }))
      .join(', '),
  ]);
  return table(['what', 'library', 'used in'], rows);
}

function checklist({ checklist: lists }: Handoff): string {
  if (lists.length === 0) return 'There is no service for which a checklist holds.';
  return lists
    .map(({ title, done, total, open }) => {
      const items = open.map((it) =>
        [
          `- **${it.title}** (${it.state}): ${it.summary}`,
          ...(it.places.length > 0 ? [it.places.map(link).join(', ')] : []),
        ].join('; see '),
      );
      return `### ${title}: ${done} of ${total}\n\n${items.length > 0 ? items.join('\n') : 'Nothing is missing.'}`;
    })
    .join('\n\n');
}

function findings({ findings: open }: Handoff): string {
  if (open.length === 0) return '`tiebeam check` finds nothing.';
  const rows = open.map((it) => [
    it.severity,
    code(it.rule),
    String(it.count),
    `${cell(it.example.message)} (${link(it.example)})`,
  ]);
  return table(['severity', 'rule', 'findings', 'the first'], rows);
}

function decisions({ decisions: choices, records }: Handoff): string {
  const rows = decisionFields.flatMap((field) => {
    const value = choices?.[field];
    if (value === undefined) return [];
    const { label, reason } = optionOf(field, value);
    return [[questions[field].title, label, reason]];
  });
  const recorded = rows.length > 0 ? table(['decision', 'choice', 'reason'], rows) : '`tiebeam.json` records no decisions.';
  const list = records.map((path) => `- ${link({ path })}`);
  return list.length > 0 ? `${recorded}\n\nDecision records:\n\n${list.join('\n')}` : recorded;
}

function keyFiles({ keyFiles: files }: Handoff): string {
  if (files.length === 0) return 'No file stands out.';
  return files.map((it) => `- ${link({ path: it.path })}: ${it.why}`).join('\n');
}

function rest(count: number): string[] {
  return count > MOST_ROWS ? [`The first ${MOST_ROWS} of ${count} are listed; \`tiebeam handoff --format json\` has all.`] : [];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map((it) => line(it.map(cell)))].join('\n');
}

/** In a table, a bar ends a cell and a line end ends the row. */
function cell(text: string): string {
  return text.replace(/\r?\n/g, ' ').replace(/(?<!\\)\|/g, '\\|');
}

function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

function link({ path, line }: Place): string {
  const target = encodeURI(path).replaceAll('(', '%28').replaceAll(')', '%29');
  return line === undefined ? `[${path}](${target})` : `[${path}:${line}](${target}#L${line})`;
}

function folderText(folder: string): string {
  return folder === '' ? 'the root' : code(`${folder}/`);
}

function number(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}
