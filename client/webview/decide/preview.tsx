import type { JSX } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import { newCommandLine } from '#decisions/new-command.ts';
import { parseProjectName } from '#decisions/project-name.ts';
import { parseResource } from '#decisions/resource.ts';
import { Checkbox } from './checkbox.tsx';
import { CodeBlock } from './code-block.tsx';
import { FileTree } from './file-tree.tsx';
import { Codicon } from './icons.tsx';
import type { Model } from './model.ts';
import type { PartProps } from './requirements.tsx';
import { totalBytes } from './steps.ts';
import { TextInput } from './text-input.tsx';
import { treeFiles } from './tree.ts';
import { formatBytes, plural, sentence } from './wording.ts';

export interface PreviewProps extends PartProps {
  readonly openFile: (path: string) => void;
  readonly announce: (text: string) => void;
}

/** More are in the tree, which counts them. */
const NAMED_CONFLICTS = 5;

/** Step 4: every file before it is written, and the same project as a command line. */
export function Preview({ model, dispatch, openFile, send, announce }: PreviewProps): JSX.Element {
  const { preview, previewProblem, state } = model;
  const { name, overwrite } = state;
  // A tree of hundreds of rows is not worth drawing again for a change elsewhere.
  const tree = useMemo(
    () =>
      preview?.kind === 'plan' && (
        <FileTree label={`Files of ${name}`} files={treeFiles(preview.files, overwrite)} openFile={openFile} />
      ),
    [preview, name, overwrite, openFile],
  );
  const conflicting = preview?.kind === 'plan' ? preview.files.filter((it) => it.change === 'conflict') : [];
  const conflicts = conflicting.length;
  return (
    <>
      {previewProblem !== undefined && (
        <p class="notice notice-error">
          <Codicon name="error" />
          <span>{sentence(previewProblem)}</span>
          <button type="button" class="link-button" onClick={() => send({ kind: 'showLog' })}>
            Show log
          </button>
        </p>
      )}
      {preview?.kind === 'problems' && (
        <ul class="warnings">
          {preview.problems.map((it) => (
            <li key={`${it.path.join('.')} ${it.message}`} class="notice notice-error">
              <Codicon name="error" /> <span>{sentence(it.message)}</span>
            </li>
          ))}
        </ul>
      )}
      {preview?.kind === 'plan' && (
        <>
          <p class="tree-total">
            <strong>{`${plural(preview.files.length, 'file')}, ${formatBytes(totalBytes(preview))}`}</strong>
            {` in ${state.name}/. Choose a file to read it before it is written.`}
          </p>
          {tree}
          {conflicts > 0 && state.created === undefined && (
            <div class="notice notice-warning">
              <Codicon name="warning" />
              <div class="conflicts">
                {`${plural(conflicts, 'file')} with another text ${conflicts === 1 ? 'stands' : 'stand'} where the project goes.`}
                <div class="item-files">
                  {conflicting.slice(0, NAMED_CONFLICTS).map(({ path }) => (
                    <button key={path} type="button" class="link-button file-link" onClick={() => openFile(path)}>
                      <code>{path}</code>
                    </button>
                  ))}
                  {conflicts > NAMED_CONFLICTS ? ' …' : ''}
                </div>
                <Checkbox
                  id="preview-overwrite"
                  label="Replace them"
                  about="Undo brings them back."
                  checked={state.overwrite}
                  onChange={() => dispatch({ kind: 'options', options: { overwrite: !state.overwrite } })}
                />
              </div>
            </div>
          )}
        </>
      )}
      {preview === undefined && previewProblem === undefined && <p class="empty">The files appear here in a moment.</p>}
      <CommandLine model={model} send={send} announce={announce} />
      <SavePreset model={model} send={send} announce={announce} />
    </>
  );
}

type TailProps = Pick<PreviewProps, 'model' | 'send' | 'announce'>;

function CommandLine({ model, send, announce }: TailProps): JSX.Element {
  const line = commandLine(model);
  return (
    <section class="part">
      <h3>The same in a terminal</h3>
      {line === undefined ? (
        <p class="empty">The line appears when name and resource are valid.</p>
      ) : (
        <div class="command">
          <CodeBlock label="Command line" lines={[line]} />
          <button
            type="button"
            class="icon-button"
            aria-label="Copy the command line"
            title="Copy"
            onClick={() => {
              send({ kind: 'copy', text: line });
              announce('Command line copied');
            }}
          >
            <Codicon name="copy" />
          </button>
        </div>
      )}
    </section>
  );
}

function SavePreset({ model, send, announce }: TailProps): JSX.Element {
  const [name, setName] = useState<string | undefined>(undefined);
  const opener = useRef<HTMLButtonElement>(null);
  const close = (): void => {
    setName(undefined);
    requestAnimationFrame(() => opener.current?.focus());
  };
  const isNew = name === undefined || !model.presets.some((it) => it.name === name.trim());
  const save = (): void => {
    if (name === undefined || name.trim() === '') return;
    send({ kind: 'savePreset', preset: { name: name.trim().slice(0, 60), choices: model.state.choices } });
    announce(`Preset ${name.trim()} saved`);
    close();
  };
  if (name === undefined) {
    return (
      <button
        type="button"
        class="link-button"
        ref={opener}
        onClick={() => {
          setName('');
          requestAnimationFrame(() => document.getElementById('preset-name')?.focus());
        }}
      >
        <Codicon name="save" /> Save these decisions as a preset…
      </button>
    );
  }
  return (
    <form
      class="preset-form"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <TextInput
        id="preset-name"
        label="Name of the preset"
        value={name}
        about={isNew ? 'Decisions only: no project name, no resource.' : 'A preset of this name exists and will be replaced.'}
        problem={undefined}
        onInput={setName}
      />
      <vscode-button disabled={name.trim() === ''} onClick={save}>
        Save preset
      </vscode-button>
      <vscode-button secondary onClick={close}>
        Cancel
      </vscode-button>
    </form>
  );
}

function commandLine({ state }: Model): string | undefined {
  const name = parseProjectName(state.name);
  const resource = parseResource(state.resource);
  if (!name.ok || !resource.ok) return undefined;
  const { parent, choices, git, install } = state;
  return newCommandLine({
    name: name.value,
    into: parent === '' ? undefined : parent,
    choices,
    resource: resource.value,
    git,
    install,
  });
}
