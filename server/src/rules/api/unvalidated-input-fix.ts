import type { FileEdit, Fix, FixOffer } from '#fixes/edit.ts';
import { addGoRules, rulesOffer } from './go-rules-fix.ts';
import type { HandlerInput } from './input-evidence.ts';
import { addPythonSchema, modelOffer } from './python-schema-fix.ts';
import { addScriptSchema, schemaOffer } from './script-schema-fix.ts';

/** Has the body checked by a schema of what the handler uses of it, in the way of its language and framework; empty where no way is certain. */
export function checkBody(input: HandlerInput): readonly Fix[] {
  const offer = offerFor(input);
  const edits = offer && editsFor(input);
  return edits && edits.length > 0 ? [{ ...offer, edits }] : [];
}

function offerFor(input: HandlerInput): FixOffer | undefined {
  const { workspace, code, reads } = input;
  const framework = reads[0]?.framework ?? '';
  switch (code.facts.language) {
    case 'go':
      return rulesOffer(input);
    case 'python':
      return modelOffer(framework, workspace.unitOf(code.path).dependencies);
    default:
      return schemaOffer(workspace.unitOf(code.path), reads[0]);
  }
}

function editsFor(input: HandlerInput): FileEdit[] | undefined {
  switch (input.code.facts.language) {
    case 'go':
      return addGoRules(input);
    case 'python':
      return addPythonSchema(input);
    default:
      return addScriptSchema(input);
  }
}
