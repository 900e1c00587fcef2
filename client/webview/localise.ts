import { Fragment, options, type VNode } from 'preact';
import { type Bundle, type Translate, translator } from '#base/translate.ts';

/** The element of the page that holds the texts in the language of the editor; see `client/src/webview-panel.ts`. */
const BUNDLE_ID = 'l10n';

/** Attributes that people read or hear. */
const READ = ['aria-label', 'aria-description', 'aria-roledescription', 'title', 'placeholder', 'alt', 'label'];

/** Elements whose text is code or the person's own. */
const VERBATIM = new Set(['code', 'pre', 'textarea', 'script', 'style']);

/**
 * Has everything that is rendered from now on translated, where the editor speaks another language than English and the page holds a
 * bundle for it. Components are written in English; what stands side by side in an element is translated as one sentence.
 */
export function localise(): void {
  const text = document.getElementById(BUNDLE_ID)?.textContent ?? '';
  if (text === '') return;
  const bundle: Bundle = JSON.parse(text);
  const translate = translator(bundle);
  const before = options.vnode;
  options.vnode = (vnode) => {
    if (typeof vnode.type === 'string') translateElement(vnode as VNode<Props>, vnode.type, translate);
    else if (vnode.type === Fragment) translateChildren(vnode as VNode<Props>, translate);
    before?.(vnode);
  };
}

type Props = Record<string, unknown>;

function translateElement(vnode: VNode<Props>, type: string, translate: Translate): void {
  for (const name of READ) {
    const value = vnode.props[name];
    if (typeof value === 'string') vnode.props[name] = translate(value);
  }
  if (!VERBATIM.has(type)) translateChildren(vnode, translate);
}

function translateChildren(vnode: VNode<Props>, translate: Translate): void {
  const { children } = vnode.props;
  if (typeof children === 'string') vnode.props.children = translated(children, translate);
  else if (Array.isArray(children)) vnode.props.children = joined(children, translate);
}

/** Runs of text become one text; the places of the others stay, so that elements keep theirs from one rendering to the next. */
function joined(children: readonly unknown[], translate: Translate): unknown[] {
  const result: unknown[] = [...children];
  for (let at = 0; at < result.length; ) {
    let end = at;
    while (isText(result[end])) end += 1;
    if (end === at) {
      at += 1;
      continue;
    }
    const run = result.slice(at, end).join('');
    for (let place = at; place < end; place += 1) result[place] = place === at ? translated(run, translate) : null;
    at = end;
  }
  return result;
}

/** The space around a text separates it from its neighbours and belongs to no key. */
function translated(text: string, translate: Translate): string {
  const [, before = '', words = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  return words === '' ? text : before + translate(words) + after;
}

function isText(child: unknown): child is string | number {
  return typeof child === 'string' || typeof child === 'number';
}
