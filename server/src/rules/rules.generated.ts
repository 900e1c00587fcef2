// Written by scripts/generate.ts from the files of rules/.
import type { Rule } from './rule.ts';

export const RULES: readonly Rule[] = [

];
