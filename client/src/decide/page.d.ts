export interface PageParts {
  readonly nonce: string;
  /** What the content security policy calls the extension's own resources. */
  readonly source: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  /** BCP 47. */
  readonly language: string;
}
export declare function renderPage({ nonce, source, scriptUri, styleUri, language }: PageParts): string;
