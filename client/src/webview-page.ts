// The document around a page of ours. Scripts run only with the nonce, everything else comes from the extension's own folder.

export interface PageParts {
  readonly nonce: string;
  /** What the content security policy calls the extension's own resources. */
  readonly source: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  /** BCP 47. */
  readonly language: string;
  /** The data block with the texts in that language; none for English. */
  readonly languageBlock?: string;
  /** Default: in English. */
  readonly title?: string;
}

export function renderPage({
  nonce,
  source,
  scriptUri,
  styleUri,
  language,
  languageBlock = '',
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
    ${languageBlock}
  </head>
  <body>
    <div id="sheet"></div>
    <script type="module" nonce="${nonce}" src="${escapeAttribute(scriptUri)}"></script>
  </body>
</html>
`;
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
