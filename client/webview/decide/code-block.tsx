import type { JSX } from 'preact';

export interface CodeBlockProps {
  readonly label: string;
  readonly lines: readonly string[];
  readonly className?: string;
}

/** Lines of code or of a log that may scroll sideways. */
export function CodeBlock({ label, lines, className = '' }: CodeBlockProps): JSX.Element {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a block that scrolls must be reachable by keyboard
    <section class={`code-block ${className}`} aria-label={label} tabIndex={0}>
      <pre>
        <code>{lines.join('\n')}</code>
      </pre>
    </section>
  );
}
