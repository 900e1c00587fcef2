// The document around a page of ours. Scripts run only with the nonce, everything else comes from the extension's own folder.

export interface PageParts {
  readonly nonce: string;
  /** What the content security policy calls the extension's own resources. */
  readonly source: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  /** BCP 47. */
  readonly language: string;
  /** Values that the page reads before it shows anything, by the id of the element that holds them; they may be anything that JSON has. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** Default: in English. */
  readonly title?: string;
}

export function renderPage({
  nonce,
  source,
  scriptUri,
  styleUri,
  language,
  data = {},
  title = 'New Project',
}: PageParts): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${source}`,
    `font-src ${source}`,
    `img-src ${source}`,
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escapeAttribute(language)}">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${escapeAttribute(policy)}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="${escapeAttribute(styleUri)}">
    <title>${escapeAttribute(title)}</title>
    ${Object.entries(data).map(dataBlock).join('\n    ')}
  </head>
  <body>
    <div id="sheet"></div>
    <script type="module" nonce="${nonce}" src="${escapeAttribute(scriptUri)}"></script>
  </body>
</html>
`;
}

/** Holds no script, so that it needs no nonce. */
function dataBlock([id, value]: readonly [string, unknown]): string {
  // The only way out of the element is its closing tag.
  return `<script type="application/json" id="${escapeAttribute(id)}">${JSON.stringify(value).replaceAll('<', '\\u003c')}</script>`;
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
