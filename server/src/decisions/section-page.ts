import { type DecisionField, decisionFields } from './decisions.ts';
import { type Option, questions, type Section } from './options.ts';

/**
 * What the decisions say about a section of the guide, as Markdown: each question of the section with all of its options. Gives
 * undefined for a section that no decision belongs to.
 */
export function sectionPage(number: number): { readonly title: string; readonly markdown: string } | undefined {
  const fields = decisionFields.filter((field) => questions[field].section.number === number);
  const section: Section | undefined = fields[0] === undefined ? undefined : questions[fields[0]].section;
  if (section === undefined) return undefined;
  const title = `${section.number} ${section.title}`;
  return { title, markdown: [`# ${title}`, ...fields.map(chapter)].join('\n\n') };
}

function chapter(field: DecisionField): string {
  const { title, question } = questions[field];
  const options: readonly Option[] = Object.values(questions[field].options);
  return [`## ${title}`, question, ...options.map(paragraphs)].join('\n\n');
}

function paragraphs(option: Option): string {
  return [
    `### ${option.label}`,
    option.reason,
    `**Choose it when** ${option.chooseWhen}.`,
    `**What speaks against it:** ${option.speaksAgainst}`,
  ].join('\n\n');
}
