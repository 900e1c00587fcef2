import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Codicon } from './icons.tsx';
import type { PartProps } from './requirements.tsx';

/** Starts the decisions from a saved set; not there while none is saved. */
export function PresetMenu({ model, dispatch, send }: PartProps): JSX.Element | null {
  const [chosen, setChosen] = useState('');
  if (model.presets.length === 0) return null;
  const current = model.presets.some((it) => it.name === chosen) ? chosen : '';
  return (
    <div class="preset-menu">
      <span class="input-label">Start from</span>
      <div class="preset-row">
        <vscode-single-select
          label="Start from a preset"
          value={current}
          onChange={(event) => {
            const name = (event.currentTarget as HTMLSelectElement).value;
            setChosen(name);
            dispatch({ kind: 'preset', choices: model.presets.find((it) => it.name === name)?.choices ?? {} });
          }}
        >
          <vscode-option value="" selected={current === ''}>
            Recommended
          </vscode-option>
          {model.presets.map(({ name }) => (
            <vscode-option key={name} value={name} selected={name === current}>
              {name}
            </vscode-option>
          ))}
        </vscode-single-select>
        {current !== '' && (
          <button
            type="button"
            class="icon-button"
            aria-label={`Delete the preset ${current}`}
            title={`Delete the preset ${current}`}
            onClick={() => send({ kind: 'deletePreset', name: current })}
          >
            <Codicon name="trash" />
          </button>
        )}
      </div>
    </div>
  );
}
