import type { JSX } from 'preact';
import type { ChecklistPromise } from '#decisions/sheet-protocol.ts';
import { Codicon } from './icons.tsx';
import type { PartProps } from './requirements.tsx';

export interface ChecklistProps extends PartProps {
  readonly openFile: (path: string) => void;
}

const groups = [
  { id: 'backend', title: 'Back end' },
  { id: 'integration', title: 'Front end and back end together' },
] as const;

/** Step 3: what a production service needs, each item with the files that will fulfil it. */
export function Checklist({ model, openFile }: ChecklistProps): JSX.Element {
  const { preview } = model;
  if (preview?.kind !== 'plan') return <p class="empty">The list appears with the first valid preview.</p>;
  return (
    <div class="checklist">
      {groups.map(({ id, title }) => {
        const items = preview.checklist.filter((it) => it.group === id);
        const kept = items.filter((it) => it.files.length > 0).length;
        const asked = items.filter((it) => it.notApplicable === undefined).length;
        return (
          <section key={id}>
            <h3>
              {title} <span class="panel-about">{asked === 0 ? 'does not apply' : `${kept} of ${asked}`}</span>
            </h3>
            <ul class="items">
              {items.map((item) => (
                <Item key={item.id} item={item} openFile={openFile} />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

function Item({ item, openFile }: { readonly item: ChecklistPromise; readonly openFile: (path: string) => void }): JSX.Element {
  const state = item.notApplicable !== undefined ? 'off' : item.files.length > 0 ? 'kept' : 'missing';
  const [icon, spoken] = itemMarks[state];
  return (
    <li class="item" data-state={state}>
      <Codicon name={icon} className="item-mark" />
      <span class="unseen">{spoken}</span>
      <div class="item-text">
        <span class="item-title">{item.title}</span>
        <span class="item-why">{item.notApplicable ?? item.why}</span>
        {item.files.length > 0 && (
          <span class="item-files">
            {item.files.map((path) => (
              <button key={path} type="button" class="link-button file-link" onClick={() => openFile(path)}>
                {path}
              </button>
            ))}
          </span>
        )}
      </div>
    </li>
  );
}

const itemMarks = {
  kept: ['pass', 'Fulfilled: '],
  missing: ['circle-large-outline', 'Not fulfilled: '],
  off: ['circle-slash', 'Does not apply: '],
} as const;
