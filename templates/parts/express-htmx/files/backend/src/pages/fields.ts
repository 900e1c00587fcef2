import type { FormState } from './form.ts';
import { type Content, type Html, html } from './html.ts';

// Inputs with their label and their message.

interface Field {
  readonly form: FormState;
  readonly name: string;
  readonly label: string;
  readonly isOptional?: boolean;
}

export function textField(
  field: Field & {
    readonly type?: 'text' | 'email' | 'password' | 'date' | 'datetime-local';
    readonly inputMode?: 'numeric' | 'decimal';
    readonly autoComplete?: string;
  },
): Html {
  const { form, name, type = 'text', inputMode, autoComplete = 'off' } = field;
  const isMoment = type === 'datetime-local';
  const typed = type === 'password' ? '' : (form.values[name] ?? '');
  const value = isMoment ? typed.slice(0, 'YYYY-MM-DDTHH:mm:ss'.length) : typed;
  return labelled(
    field,
    html`<input id="${name}" name="${name}" type="${type}" value="${value}" autocomplete="${autoComplete}"${
      inputMode !== undefined && html` inputmode="${inputMode}"`
    }${isMoment && html` step="1"`}${described(field)}>${isMoment && html`<p class="hint">in UTC</p>`}`,
  );
}

export function longTextField(field: Field): Html {
  const { form, name } = field;
  return labelled(
    field,
    html`<textarea id="${name}" name="${name}" rows="4" autocomplete="off"${described(field)}>
${form.values[name]}</textarea>`,
  );
}

export function checkboxField(field: Field): Html {
  const { form, name } = field;
  const isTicked = (form.values[name] ?? '') !== '';
  const input = html`<input id="${name}" name="${name}" type="checkbox"${isTicked && html` checked`}${described(field)}>`;
  return labelled(field, input, 'field inline');
}

function labelled({ form, name, label, isOptional = false }: Field, control: Content, kind = 'field'): Html {
  const error = form.errors[name];
  return html`<div class="${kind}">
  <label for="${name}">${label}${isOptional && html` <span class="hint">(optional)</span>`}</label>
  ${control}
  ${error !== undefined && html`<p id="${name}-error" class="error">${label} ${error}</p>`}
</div>`;
}

/** The first of the refused inputs gets the focus. */
function described({ form, name }: Field): Content {
  return form.errors[name] !== undefined && html` aria-invalid="true" aria-describedby="${name}-error" autofocus`;
}
