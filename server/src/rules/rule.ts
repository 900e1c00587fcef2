import type { z } from 'zod';
import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import type { ConceptKind } from '#concepts/concept.ts';
import type { LiftedCode, LiftedFile } from '#concepts/lifted-file.ts';
import type { CodeLanguage } from '#facts/code-facts.ts';
import type { Directive } from '#facts/directive.ts';
import type { Fix, FixKind, FixOffer } from '#fixes/edit.ts';
import type { FixObstacle } from '#fixes/obstacle.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { Severity } from './finding.ts';

export type RuleLanguage = CodeLanguage | 'sql' | 'env' | 'vue';

/** A rule. Detection, wording and edit are three functions; none of them has state. */
export type Rule<Options = unknown, Data extends object = object> =
  | FileRule<Options, Data>
  | WorkspaceRule<Options, Data>
  | DirectiveRule<Options, Data>;

/** Looks at one file (and may ask the workspace about what other files show of themselves); runs again with each edit of the file. */
export interface FileRule<Options = unknown, Data extends object = object> extends RuleBase<Options, Data> {
  readonly scope: 'file';
  /** It has something to say only of files with a concept of one of these kinds, and is not asked about others; without it, of any file. */
  readonly speaksOf?: readonly ConceptKind[];
  readonly check: (context: FileRuleContext<Options>) => Iterable<Detection<Data>>;
}

/** Looks at everything; runs again when something changes that other files can see. */
export interface WorkspaceRule<Options = unknown, Data extends object = object> extends RuleBase<Options, Data> {
  readonly scope: 'workspace';
  /**
   * What the rule looks at inside of a code file beyond what other files can see of it, as plain data. The rule runs again when this
   * changes, so it should change seldom while somebody types.
   */
  readonly reads?: (code: LiftedCode) => unknown;
  readonly check: (context: RuleContext<Options>) => Iterable<Detection<Data>>;
}

/** Looks at the comments of one file that switch findings off, when all other rules have spoken about it. */
export interface DirectiveRule<Options = unknown, Data extends object = object> extends RuleBase<Options, Data> {
  readonly scope: 'directive';
  readonly check: (context: DirectiveRuleContext<Options>) => Iterable<Detection<Data>>;
}

interface RuleBase<Options, Data extends object> {
  /** `section/what-is-wrong`; the file's name and folder. It never changes. */
  readonly id: string;
  /** Section of the catalogue, 1 to 13. */
  readonly section: number;
  readonly tier: 1 | 2 | 3;
  readonly severity: Severity;
  readonly languages: readonly RuleLanguage[];
  /** What its usual fix asks of a person; 'none' where it has no `repair`. */
  readonly fix: FixKind | 'none';
  /** The languages that have a fix, where they are not all of `languages`. Each has a case in `test/fixes/`. */
  readonly fixLanguages?: readonly RuleLanguage[];
  /** Parses the rule's options out of `tiebeam.json`; must accept `{}`. */
  readonly options?: z.ZodType<Options>;
  /** Options that the preset `strict` takes where the configuration does not say otherwise. */
  readonly strict?: Partial<Options>;
  /** One sentence for each message id: what is wrong, with the user's own names, no full stop. */
  readonly messages: Readonly<Record<string, (data: Data) => string>>;
  /** The fixes for a detection with their edits; empty where none is certain. Called on request, with current facts. */
  readonly repair?: (context: RuleContext<Options>, detection: Detection<Data>) => readonly Fix[];
  /** What keeps a fix that is usual for the rule from being there, and what to do by hand; asked where `repair` gives none. */
  readonly obstacle?: (context: RuleContext<Options>, detection: Detection<Data>) => FixObstacle | undefined;
}

export interface RuleContext<Options = unknown> {
  readonly workspace: Workspace;
  readonly options: Options;
}

export interface FileRuleContext<Options = unknown> extends RuleContext<Options> {
  readonly file: LiftedFile;
}

export interface DirectiveRuleContext<Options = unknown> extends FileRuleContext<Options> {
  /** In the order of the file. */
  readonly states: readonly DirectiveState[];
  /** Whether a rule looks at this file; unknown for an id that no rule has. A wildcard is on where one of its rules is. */
  readonly stateOf: (rule: string) => 'on' | 'off' | 'unknown';
  /** The id or wildcard that was probably meant; undefined where none is near. */
  readonly nearest: (rule: string) => string | undefined;
}

/** One of our own comments with what it did in the last check. */
export interface DirectiveState {
  readonly directive: Directive;
  /** Those of its names that silenced a finding. */
  readonly silenced: ReadonlySet<string>;
  readonly isExpired: boolean;
}

export interface Detection<Data extends object = object> {
  readonly messageId: string;
  readonly data: Data;
  readonly path: Path;
  readonly at: Anchor;
  /** Overrides the rule's severity; a user's setting wins over both. */
  readonly severity?: Severity;
  readonly related?: readonly { readonly path: Path; readonly at: Anchor; readonly message: string }[];
  /** Which fixes will be there, cheap to say; the edits come from `repair`. */
  readonly offers?: readonly FixOffer[];
  /** Names the enclosing function or the like, to tell equal findings of a file apart. */
  readonly symbol?: string;
  readonly tags?: readonly ('unnecessary' | 'deprecated')[];
}

/**
 * A place that survives edits elsewhere in its file. `file` rules may use plain spans; `workspace` rules must use the
 * other forms, which are turned into spans with the file's current facts.
 */
export type Anchor =
  | { readonly kind: 'span'; readonly span: Span }
  /** The module name of an import. */
  | { readonly kind: 'import'; readonly index: number }
  /** An export, such as a re-export. */
  | { readonly kind: 'export'; readonly index: number }
  /** A visible concept, by its index in `LiftedFile.visible`. */
  | { readonly kind: 'concept'; readonly index: number }
  /** One variable of a visible schema of the environment. */
  | { readonly kind: 'variable'; readonly index: number; readonly name: string }
  /** A key of an env file. */
  | { readonly kind: 'env-key'; readonly index: number }
  /** The first line: where something is absent. */
  | { readonly kind: 'file' };

/** Types a rule and gives it back with its option and data types erased, as the registry holds it. */
export function defineRule<Options = unknown, Data extends object = object>(rule: Rule<Options, Data>): Rule {
  return rule as unknown as Rule;
}
