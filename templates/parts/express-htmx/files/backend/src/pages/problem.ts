import { type Html, html } from './html.ts';

/** What is wrong with all of a form, or of a page. */
export function problem(message: string | undefined): Html {
  return html`${message !== undefined && html`<div class="problem" role="alert"><p>${message}</p></div>`}`;
}
