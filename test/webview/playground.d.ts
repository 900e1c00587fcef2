declare module '@vscode-elements/webview-playground/dist/shared.js' {
  export function getDefaultStylesCSS(scopePrefix?: string): string;
}
declare module '@vscode-elements/webview-playground/dist/themes/*' {
  export const theme: readonly (readonly [string, string])[];
}
