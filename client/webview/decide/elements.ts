// The elements of the component set that the sheet uses, and how TSX may write them. Text inputs, radio buttons
// and checkboxes are the browser's own: their errors and reasons are tied to them by id, which does not reach into a shadow root.
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-progress-ring/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import type { HTMLAttributes } from 'preact';

interface Button extends HTMLAttributes<HTMLElement> {
  secondary?: boolean;
  disabled?: boolean;
}
interface Select extends HTMLAttributes<HTMLElement> {
  value?: string;
  label?: string;
}
interface SelectOption extends HTMLAttributes<HTMLElement> {
  value?: string;
  selected?: boolean;
  description?: string;
}

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'vscode-button': Button;
      'vscode-option': SelectOption;
      'vscode-progress-ring': HTMLAttributes<HTMLElement>;
      'vscode-single-select': Select;
    }
  }
}
