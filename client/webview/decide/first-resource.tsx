import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { Problem } from '#base/result.ts';
import { pluralOf, singularOf } from '#decisions/names.ts';
import { fieldTypes, maxFields, parseResource, type Resource } from '#decisions/resource.ts';
import type { ResourceDraft } from '#decisions/sheet-protocol.ts';
import { Checkbox } from './checkbox.tsx';
import { Codicon } from './icons.tsx';
import type { PartProps } from './requirements.tsx';
import { ResourcePreview } from './resource-preview.tsx';
import { TextInput } from './text-input.tsx';
import { sentence } from './wording.ts';

/** Step 2: the name and the fields of the first feature, with what becomes of them. */
export function FirstResource({ model, dispatch }: PartProps): JSX.Element {
  const draft = model.state.resource;
  const parsed = parseResource(draft);
  const problems: readonly Problem[] = parsed.ok ? [] : parsed.problems;
  const lastGood = useRef<Resource | undefined>(undefined);
  const list = useRef<HTMLTableSectionElement>(null);
  if (parsed.ok) lastGood.current = parsed.value;
  const change = (resource: ResourceDraft): void => dispatch({ kind: 'resource', resource });
  const changeField = (index: number, part: Partial<ResourceDraft['fields'][number]>): void =>
    change({ ...draft, fields: draft.fields.map((it, at) => (at === index ? { ...it, ...part } : it)) });
  const focusField = (index: number): void => {
    requestAnimationFrame(() => list.current?.querySelectorAll<HTMLInputElement>('input[type=text]')[index]?.focus());
  };
  return (
    <>
      <div class="resource-name">
        <TextInput
          id="resource-name"
          label="Name"
          value={draft.name}
          problem={problemAt(problems, 'name')}
          onInput={(name) => change({ ...draft, name })}
        />
        <dl class="facts">
          <dt>Plural</dt>
          <dd>{pluralOf(singularOf(draft.name)) || '–'}</dd>
          <dt>Path</dt>
          <dd>
            <code>{`/api/${pluralOf(singularOf(draft.name)) || '…'}`}</code>
          </dd>
        </dl>
      </div>
      <table class="fields" aria-label="Fields">
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Type</th>
            <th scope="col">Required</th>
            <th scope="col">Unique</th>
            <th scope="col">
              <span class="unseen">Remove</span>
            </th>
          </tr>
        </thead>
        <tbody ref={list}>
          {draft.fields.map((field, index) => {
            const called = field.name === '' ? `field ${index + 1}` : field.name;
            return (
              // The position is the identity of a row: names change while they are typed and may be the same for a moment.
              <tr key={index}>
                <td>
                  <TextInput
                    id={`field-${index}`}
                    label={`Name of field ${index + 1}`}
                    isLabelHidden
                    value={field.name}
                    problem={problemAt(problems, 'fields', index)}
                    onInput={(name) => changeField(index, { name })}
                  />
                </td>
                <td>
                  <vscode-single-select
                    label={`Type of ${called}`}
                    value={field.type}
                    onChange={(event) => changeField(index, { type: (event.currentTarget as HTMLSelectElement).value })}
                  >
                    {fieldTypes.map((type) => (
                      <vscode-option key={type} value={type} selected={type === field.type}>
                        {type}
                      </vscode-option>
                    ))}
                  </vscode-single-select>
                </td>
                <td>
                  <Checkbox
                    id={`field-${index}-required`}
                    label={<FieldMark mark="required" called={called} />}
                    checked={field.required}
                    onChange={() => changeField(index, { required: !field.required })}
                  />
                </td>
                <td>
                  <Checkbox
                    id={`field-${index}-unique`}
                    label={<FieldMark mark="unique" called={called} />}
                    checked={field.unique}
                    onChange={() => changeField(index, { unique: !field.unique })}
                  />
                </td>
                <td class="field-remove">
                  <button
                    type="button"
                    class="icon-button"
                    aria-label={`Remove ${called}`}
                    title={`Remove ${called}`}
                    disabled={draft.fields.length === 1}
                    onClick={() => {
                      change({ ...draft, fields: draft.fields.filter((_, at) => at !== index) });
                      focusField(Math.max(0, index - 1));
                    }}
                  >
                    <Codicon name="trash" />
                  </button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {problems
        .filter((it) => it.path[0] === 'fields' && it.path.length === 1)
        .map((it) => (
          <p key={it.message} class="notice notice-error">
            <Codicon name="error" /> <span>{sentence(it.message)}</span>
          </p>
        ))}
      <vscode-button
        secondary
        disabled={draft.fields.length >= maxFields}
        onClick={() => {
          change({ ...draft, fields: [...draft.fields, { name: '', type: 'string', required: true, unique: false }] });
          focusField(draft.fields.length);
        }}
      >
        <Codicon name="add" slot="content-before" />
        Add field
      </vscode-button>
      {lastGood.current !== undefined && <ResourcePreview resource={lastGood.current} model={model} isStale={!parsed.ok} />}
    </>
  );
}

/** The label of a mark; the name of the field is for those who do not see the row. */
function FieldMark({ mark, called }: { readonly mark: string; readonly called: string }): JSX.Element {
  return (
    <>
      <span class="unseen">{`${called} is `}</span>
      <span class="field-mark">{mark}</span>
    </>
  );
}

function problemAt(problems: readonly Problem[], ...path: readonly (string | number)[]): string | undefined {
  const problem = problems.find((it) => path.every((part, at) => it.path[at] === part));
  return problem === undefined ? undefined : sentence(problem.message);
}
