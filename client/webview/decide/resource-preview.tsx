import type { ComponentChildren, JSX } from 'preact';
import { completeDecisions } from '#decisions/recommendation.ts';
import type { Resource } from '#decisions/resource.ts';
import { outlineResource } from '#decisions/resource-outline.ts';
import { CodeBlock } from './code-block.tsx';
import type { Model } from './model.ts';

export interface ResourcePreviewProps {
  readonly resource: Resource;
  readonly model: Model;
  /** The form has a problem; what is shown is its last valid state. */
  readonly isStale: boolean;
}

/** The table, the body and the operations of a resource, side by side. */
export function ResourcePreview({ resource, model, isStale }: ResourcePreviewProps): JSX.Element {
  const outline = outlineResource(resource, completeDecisions(model.state.choices));
  return (
    <div class="outline" data-stale={isStale}>
      {isStale && <p class="outline-stale">As it was when the form was last valid:</p>}
      <Panel title="Table" about={outline.table}>
        <ul class="columns">
          {outline.columns.map((it) => (
            <li key={it.name}>
              <code>{it.name}</code>
              <span class="column-type">{it.type}</span>
              <span class="column-marks">{it.marks.join(', ')}</span>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title="Body" about={outline.bodyLanguage}>
        <CodeBlock label={`Body in ${outline.bodyLanguage}`} lines={outline.body} />
      </Panel>
      <Panel title="Routes" about={`${outline.operations.length} operations`}>
        <ul class="operations">
          {outline.operations.map((it) => (
            <li key={`${it.verb} ${it.name}`}>
              <span class={`verb verb-${it.verb.toLowerCase()}`}>{it.verb}</span>
              <code>{it.name}</code>
              <span class="operation-about">{it.about}</span>
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}

function Panel({
  title,
  about,
  children,
}: {
  readonly title: string;
  readonly about: string;
  readonly children: ComponentChildren;
}) {
  return (
    <section class="panel">
      <h3>
        {title} <span class="panel-about">{about}</span>
      </h3>
      {children}
    </section>
  );
}
