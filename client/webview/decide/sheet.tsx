import type { JSX } from 'preact';
import { useCallback, useEffect, useMemo, useReducer, useRef } from 'preact/hooks';
import { parseProjectName } from '#decisions/project-name.ts';
import { type SheetMessage, stepIds } from '#decisions/sheet-messages.ts';
import type { ProjectRequest } from '#decisions/sheet-protocol.ts';
import { Announcer, useAnnouncements } from './announcer.tsx';
import { Checklist } from './checklist.tsx';
import { Create } from './create.tsx';
import { DecisionsTable } from './decisions-table.tsx';
import { useKeptState, usePreview, useStepInView } from './effects.ts';
import { FirstResource } from './first-resource.tsx';
import { FolderNotices } from './folder-notices.tsx';
import type { SheetHost } from './host.ts';
import { newModel, update } from './model.ts';
import { PresetMenu } from './preset-menu.tsx';
import { Preview } from './preview.tsx';
import { Rail } from './rail.tsx';
import { Requirements } from './requirements.tsx';
import { Step } from './step.tsx';
import { stepViews } from './steps.ts';
import { TextInput } from './text-input.tsx';
import { sentence } from './wording.ts';

const about = {
  requirements: 'Seven questions. What the open folder already says is filled in; everything can be changed.',
  decisions: 'These follow from your answers. Change what you know better; what depends on it follows.',
  resource: 'The first thing that the project manages. It becomes a complete feature, from the table to the page.',
  checklist: 'What a service needs in production, and the files that will provide it.',
  preview: 'Nothing has been written. This is every file as it will be.',
  create: 'One transaction: it is all there in the end, or nothing is.',
} as const;

const noFolder = 'Seven questions. No folder is open, so the usual answers are filled in; everything can be changed.';

/** The whole decision sheet. */
export function Sheet({ host }: { readonly host: SheetHost }): JSX.Element {
  const [model, dispatch] = useReducer(update, undefined, () => newModel(host.kept(), host.first()));
  const [announcements, announce] = useAnnouncements(model);
  const main = useRef<HTMLElement>(null);
  const { state } = model;
  const send = useCallback((message: SheetMessage) => host.send(message), [host]);
  const views = useMemo(() => stepViews(model), [model]);
  const project: ProjectRequest = useMemo(
    () => ({ name: state.name, parent: state.parent, choices: state.choices, resource: state.resource }),
    [state.name, state.parent, state.choices, state.resource],
  );
  useKeptState(host, model, dispatch);
  usePreview(host, project, model);
  const current = useStepInView(main);
  useEffect(() => {
    const end = host.listen((message) => dispatch({ kind: 'panel', message }));
    host.send({ kind: 'ready' });
    return end;
  }, [host]);

  const latest = useRef({ model, project });
  latest.current = { model, project };
  const openFile = useCallback(
    (path: string): void => {
      const { preview } = latest.current.model;
      const file = preview?.kind === 'plan' ? preview.files.find((it) => it.path === path) : undefined;
      if (file !== undefined) send({ kind: 'openFile', project: latest.current.project, path, change: file.change });
    },
    [send],
  );
  const create = (): void => {
    dispatch({ kind: 'creating' });
    send({ kind: 'create', project, git: state.git, install: state.install, overwrite: state.overwrite });
  };
  const parts = {
    requirements: () => <Requirements model={model} dispatch={dispatch} send={send} />,
    decisions: () => <DecisionsTable model={model} dispatch={dispatch} send={send} />,
    resource: () => <FirstResource model={model} dispatch={dispatch} send={send} />,
    checklist: () => <Checklist model={model} dispatch={dispatch} send={send} openFile={openFile} />,
    preview: () => <Preview model={model} dispatch={dispatch} openFile={openFile} send={send} announce={announce} />,
    create: () => <Create model={model} dispatch={dispatch} views={views} create={create} send={send} />,
  };
  const name = parseProjectName(state.name);
  if (!model.isKept) return <div class="sheet" aria-busy="true" />;
  return (
    <div class="sheet">
      <Rail views={views} current={current} dispatch={dispatch} />
      <main ref={main}>
        <header class="top">
          <h1>New project</h1>
          <p class="lead">Decide the architecture, read every file before it is written, then press one button.</p>
          <div class="top-row">
            <TextInput
              id="project-name"
              label="Project name"
              value={state.name}
              problem={name.ok ? undefined : sentence(name.problems[0]?.message ?? '')}
              onInput={(it) => dispatch({ kind: 'name', name: it })}
            />
            <PresetMenu model={model} dispatch={dispatch} send={send} />
          </div>
          <FolderNotices model={model} send={send} />
        </header>
        {views.map((view, index) => (
          <Step
            key={view.id}
            model={model}
            dispatch={dispatch}
            view={view}
            next={stepIds[index + 1]}
            about={view.id === 'requirements' && model.folders === 0 ? noFolder : about[view.id]}
          >
            {parts[view.id]()}
          </Step>
        ))}
      </main>
      <Announcer {...announcements} />
    </div>
  );
}
