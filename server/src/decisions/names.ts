import pluralize from 'pluralize';

/** The words of a name in lower case: `OrderLine`, `order_line`, `order-line` and `order line` all give `order`, `line`. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
}

/** `order-line`, as in paths and URLs. */
export function kebabCase(name: string): string {
  return wordsOf(name).join('-');
}

/** `order_line`, as in SQL, Python and environment keys (there in upper case). */
export function snakeCase(name: string): string {
  return wordsOf(name).join('_');
}

/** `orderLine`, as in JSON keys and TypeScript values. */
export function camelCase(name: string): string {
  const [first = '', ...rest] = wordsOf(name);
  return first + rest.map(capitalised).join('');
}

/** `OrderLine`, as in types. */
export function pascalCase(name: string): string {
  return wordsOf(name).map(capitalised).join('');
}

/** `order line`, for prose; initialisms are written as such: `customerId` gives `customer ID`. */
export function phraseOf(name: string): string {
  return wordsOf(name).map(spelled).join(' ');
}

/** `Order line`, for headings and labels; `customerId` gives `Customer ID`. */
export function titleOf(name: string): string {
  return capitalised(phraseOf(name));
}

/** The plural in kebab-case: only the last word changes (`order-line` gives `order-lines`, `person` gives `people`). */
export function pluralOf(name: string): string {
  return changeLastWord(name, pluralize.plural);
}

/** The singular in kebab-case; a name that is singular already stays. */
export function singularOf(name: string): string {
  return changeLastWord(name, (word) => (pluralize.isSingular(word) ? word : pluralize.singular(word)));
}

function changeLastWord(name: string, change: (word: string) => string): string {
  const words = wordsOf(name);
  const last = words.at(-1);
  return last === undefined ? '' : [...words.slice(0, -1), change(last)].join('-');
}

// Words that nobody reads as anything else; a number may follow, as in `isbn13`.
const initialism =
  /^(?:api|bic|cpu|crm|css|csv|dns|ean|faq|gps|gpu|guid|html|http|https|iban|id|ip|isbn|json|jwt|kpi|pdf|sku|sla|sms|sql|ssh|ssn|tcp|tls|ui|uri|url|uuid|vat|vin|vip|vpn|xml)(?<plural>s)?\d*$/;

function spelled(word: string): string {
  const match = initialism.exec(word);
  if (match === null) return word;
  return match.groups?.plural === undefined ? word.toUpperCase() : `${word.slice(0, -1).toUpperCase()}s`;
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
