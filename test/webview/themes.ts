import { getDefaultStylesCSS } from '@vscode-elements/webview-playground/dist/shared.js';
import { theme as dark } from '@vscode-elements/webview-playground/dist/themes/dark-v2.js';
import { theme as hcDark } from '@vscode-elements/webview-playground/dist/themes/hc-dark.js';
import { theme as hcLight } from '@vscode-elements/webview-playground/dist/themes/hc-light.js';
import { theme as light } from '@vscode-elements/webview-playground/dist/themes/light-v2.js';

// The variables of VS Code's default themes, as the webview playground of the component set recorded them.

export type ThemeName = 'dark' | 'light' | 'hc-dark' | 'hc-light';
export const themeNames: readonly ThemeName[] = ['dark', 'light', 'hc-dark', 'hc-light'];

const themes: {
  readonly [Name in ThemeName]: { readonly bodyClass: string; readonly variables: readonly (readonly [string, string])[] };
} = {
  dark: { bodyClass: 'vscode-dark', variables: dark },
  light: { bodyClass: 'vscode-light', variables: light },
  'hc-dark': { bodyClass: 'vscode-high-contrast', variables: hcDark },
  'hc-light': { bodyClass: 'vscode-high-contrast vscode-high-contrast-light', variables: hcLight },
};

/** What VS Code puts into a webview besides its content: the class of the body, the theme's variables, its default styles. */
export function themeOf(name: ThemeName): { readonly bodyClass: string; readonly css: string } {
  const { bodyClass, variables } = themes[name];
  const fonts = [
    ['--vscode-font-family', '"Open Sans", system-ui, sans-serif'],
    ['--playground-body-background', 'var(--vscode-editor-background)'],
    ['--vscode-font-size', '13px'],
    ['--vscode-editor-font-family', '"Droid Sans Mono", "DejaVu Sans Mono", monospace'],
  ];
  const declarations = [...variables, ...fonts].map(([key, value]) => `${key}: ${value};`).join('\n');
  return { bodyClass, css: `:root {\n${declarations}\n}\n@layer vscode-default {\n${getDefaultStylesCSS()}\n}` };
}
