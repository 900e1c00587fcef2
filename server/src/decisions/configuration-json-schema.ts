import * as z from 'zod';
import type { KnownRules } from './configuration.ts';
import { generalSections } from './configuration-schema.ts';
import { decisionFields } from './decisions.ts';
import { questions } from './options.ts';
import { settingForms } from './rule-setting.ts';

type SchemaNode = z.core.JSONSchema.BaseSchema;

/** The JSON schema of `tiebeam.json` (draft 7, which editors support best), with a description for each key. */
export function configurationJsonSchema(known: KnownRules): SchemaNode {
  const rules = Object.fromEntries(
    known.rules.map(({ id, options }) => {
      const { level, single, pair, object } = settingForms(options);
      return [id, z.union([level, single, pair, object]).optional()];
    }),
  );
  const whole = z.strictObject({
    ...generalSections,
    rules: z.strictObject(rules).optional().describe('Severity and options of single rules'),
  });
  const schema = z.toJSONSchema(whole, {
    io: 'input',
    target: 'draft-7',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      delete jsonSchema.readOnly;
    },
  });
  describeDecisions(schema);
  return {
    ...schema,
    title: 'Tiebeam',
    description: 'Decisions, rules and layout of a project for Tiebeam',
    allowComments: true,
    allowTrailingCommas: true,
  };
}

/** The texts of the decision sheet, so that they are written once. */
function describeDecisions(schema: SchemaNode): void {
  const properties = nodeOf(schema.properties?.decisions)?.properties ?? {};
  for (const field of decisionFields) {
    const node = nodeOf(properties[field]);
    if (!node) continue;
    const { question, options } = questions[field];
    node.description = question;
    const texts = new Map(Object.entries(options).map(([value, option]) => [value, option.tradeOff]));
    if (node.enum) node.enumDescriptions = node.enum.map((value) => texts.get(String(value)) ?? '');
  }
}

function nodeOf(node: unknown): SchemaNode | undefined {
  return typeof node === 'object' && node !== null ? (node as SchemaNode) : undefined;
}
