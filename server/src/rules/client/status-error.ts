import type { Path } from '#base/paths.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { ClassDeclaration, CodeFacts, Parameter } from '#facts/code-facts.ts';
import type { FileEdit } from '#fixes/edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import type { OwnName } from '#fixes/imports.ts';
import { applicationFiles } from '#fixes/modules.ts';
import { newSharedModule } from '#fixes/shared-module.ts';
import { layOut } from '#fixes/text-style.ts';
import { withDeclaration } from '#fixes/with-declaration.ts';
import { worded } from '#fixes/wording.ts';
import type { Unit } from '#workspace/units.ts';
import { perWorkspace } from '#workspace/visible-state.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** The class of errors that says with which status a request failed. */
export interface StatusError {
  readonly own: OwnName;
  readonly isNew: boolean;
  /** The arguments for the answer of a name, in a function that may wait. */
  readonly argumentsFor: (answer: string) => string;
  /** The arguments read the body of the answer. */
  readonly waits: boolean;
}

/**
 * The project's own class, or one that is to be created. Undefined where several would do, where its constructor asks for what an answer does not
 * say, or where there is no place for a new one. On a server the class that answers clients with a status is never meant.
 */
export function statusErrorOf(workspace: Workspace, code: LiftedCode): StatusError | undefined {
  const isServer = workspace.runtimeOf(code.path) === 'server';
  const names = isServer ? OUTBOUND : INBOUND;
  const unit = workspace.unitOf(code.path);
  const found = (exportedErrors(workspace).get(unit) ?? []).filter(({ declared }) => names.test(declared.name));
  const [known, other] = found;
  if (known) return other ? undefined : ofClass(known.path, known.facts, known.declared);
  const name = isServer ? 'UpstreamError' : 'ApiError';
  const from = newSharedModule(workspace, code.path, isServer ? 'upstream-error' : 'api-error');
  return from === undefined
    ? undefined
    : {
        own: { from, name },
        isNew: true,
        waits: true,
        argumentsFor: (answer) => `${answer}.status, await ${answer}.json().catch(() => null)`,
      };
}

const INBOUND = /^(?:Api|API|Http|HTTP|Request|Response|Fetch)Error$/;
const OUTBOUND = /^(?:Upstream|Fetch|Response|Gateway|HttpClient|External\w*)Error$/;

interface ErrorClass {
  readonly path: Path;
  readonly facts: CodeFacts;
  readonly declared: ClassDeclaration;
}

/** The classes of errors that the scripts of each unit export. */
const exportedErrors = perWorkspace((workspace) => {
  const found = new Map<Unit, ErrorClass[]>();
  for (const unit of workspace.units) {
    const classes = applicationFiles(workspace, unit, 'typescript').flatMap(({ path, facts }) =>
      facts.classes
        .filter((it) => it.isExported && it.bases.some((base) => /Error$/.test(base.path.at(-1) ?? '')))
        .map((declared) => ({ path, facts, declared })),
    );
    found.set(unit, classes);
  }
  return found;
});

/** The module with the class, where it is to be created. */
export function createStatusError(workspace: Workspace, code: LiftedCode, { own, isNew }: StatusError): FileEdit | undefined {
  if (!isNew) return undefined;
  const style = styleIn(workspace, own.from, code.path);
  const isTyped = /\.[cm]?tsx?$/.test(own.from);
  const type = (written: string): string => (isTyped ? `: ${written}` : '');
  const fields = isTyped ? '\treadonly status: number;\n\treadonly body: unknown;\n\n' : '';
  const lines =
    `class ${own.name} extends Error {\n${fields}` +
    `\tconstructor(status${type('number')}, body${type('unknown')}) {\n` +
    `\t\tsuper(\`The request failed with status \${status}\`);\n` +
    `\t\tthis.name = '${own.name}';\n\t\tthis.status = status;\n\t\tthis.body = body;\n\t}\n}`;
  return withDeclaration(workspace, code, {
    path: own.from,
    name: own.name,
    declaration: layOut(lines, style),
    imports: [],
    note: worded`Create ${own.name}`,
  });
}

function ofClass(from: Path, facts: CodeFacts, declared: ClassDeclaration): StatusError | undefined {
  const made = facts.scopes.find(({ fn }) => fn?.form === 'constructor' && fn.owner === declared.name)?.fn;
  const parameters = made?.parameters ?? [];
  if (!made && declared.bases[0]?.path.join('.') !== 'Error') return undefined;
  const forms = made ? parameters.map(argumentOf) : [MESSAGE];
  const last = parameters.findLastIndex((it) => !it.isOptional && !it.isRest);
  const known = forms.indexOf(undefined);
  const used = forms.slice(0, known < 0 ? forms.length : known);
  if (known >= 0 && known <= last) return undefined;
  if (made && !used.some((it) => it === STATUS || it === WHOLE || it === MESSAGE)) return undefined;
  return {
    own: { from, name: declared.name },
    isNew: false,
    waits: used.includes(BODY),
    argumentsFor: (answer) => used.flatMap((it) => it?.(answer) ?? []).join(', '),
  };
}

type Argument = (answer: string) => string;

const STATUS: Argument = (answer) => `${answer}.status`;
const MESSAGE: Argument = (answer) => `\`The request failed with status \${${answer}.status}\``;
const BODY: Argument = (answer) => `await ${answer}.json().catch(() => null)`;
const WHOLE: Argument = (answer) => answer;

/** What a parameter of the class is given; undefined where an answer does not say it. */
function argumentOf({ name, type, isRest }: Parameter): Argument | undefined {
  const written = type?.text ?? '';
  if (isRest) return undefined;
  if (/^(?:status|statusCode|httpStatus)$/.test(name) && /^(?:number)?$/.test(written)) return STATUS;
  if (name === 'code' && written === 'number') return STATUS;
  if (/^(?:message|msg)$/.test(name) && /^(?:string)?$/.test(written)) return MESSAGE;
  if (/^(?:body|data|payload|details)$/.test(name) && /^(?:unknown|any|object \| null)?$/.test(written)) return BODY;
  return /^(?:response|res)$/.test(name) && /^(?:Response)?$/.test(written) ? WHOLE : undefined;
}
