// Names that a resource or a field cannot have in at least one of the languages and frameworks that a project may be built with.
// One list for all of them, so that a project can change its stack without renaming its data.

/** The language in which a snake_case word cannot name a type, a value or a package; undefined for a free word. */
export function languageKeyword(word: string): string | undefined {
  if (typescriptTypes.has(word)) return 'TypeScript';
  return propertyKeyword(word) ?? (goKeywords.has(word) ? 'Go' : undefined);
}

/** The language in which a snake_case word cannot name a property, or reads badly as one; undefined for a free word. */
export function propertyKeyword(word: string): string | undefined {
  if (ecmascriptKeywords.has(word)) return 'JavaScript';
  return pythonKeywords.has(word) ? 'Python' : undefined;
}

/** Why a name that every object already has is refused, or undefined. Takes the name as written and as camelCase. */
export function objectMember(name: string): string | undefined {
  return objectMembers.has(name) ? 'is a member that every JavaScript object has' : undefined;
}

/** Why a resource cannot have this kebab-case name, or undefined. */
export function reservedResource(name: string): string | undefined {
  if (name.startsWith('sqlite-')) return 'would take the name of a table that SQLite keeps for itself';
  return resourceReasons.get(name);
}

/** Why a field cannot have this snake_case name, or undefined. */
export function reservedField(name: string): string | undefined {
  return fieldReasons.get(name);
}

// ECMA-262, ReservedWord with those of strict mode and of modules.
const ecmascriptKeywords =
  words(`arguments await break case catch class const continue debugger default delete do else enum eval export
  extends false finally for function if implements import in instanceof interface let new null package private protected public return
  static super switch this throw true try typeof undefined var void while with yield`);

const typescriptTypes = words('any bigint boolean never number object string symbol unknown');

// `keyword.kwlist` of Python 3.13 in lower case.
const pythonKeywords =
  words(`and as assert async await break class continue def del elif else except false finally for from global if
  import in is lambda none nonlocal not or pass raise return true try while with yield`);

// The Go specification, section Keywords. Fields of a struct are capitalised, so only a resource, which is a package, is refused.
const goKeywords =
  words(`break case chan const continue default defer else fallthrough for func go goto if import interface map package
  range return select struct switch type var`);

const objectMembers =
  words(`constructor prototype __proto__ hasOwnProperty isPrototypeOf propertyIsEnumerable toString toLocaleString
  valueOf toJSON then __defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__`);

const resourceReasons = reasons([
  ['user session auth login logout password role admin refresh_token', 'is built by the authentication of the project'],
  ['event', 'would take the path of the event stream, /api/events'],
  ['socket', 'would take the name of the WebSocket, /api/socket'],
  ['health ready', 'would take the path of a health check'],
  ['cor', 'has the plural cors, a package that every project in Go uses'],
  ['test_datum', 'has the plural testdata, a folder that the tools of Go pass over'],
  ['apply call', 'is a name that tRPC keeps for itself'],
  ['contenttype staticfile', 'would take the label of an application of Django'],
  [
    `access api api_error api_input api_output app authenticated body boolean_value change change_feed checkbox_field config
    confirm_button cursor database date_time_field date_time_value date_value decimal_value editing error field_reader form_state
    html index integer_value line_value loading loading_state log long_text_field main migration name not_found_error omissible page
    page_dep page_query problem problem_message request_handler resource_id schema server service test text_field text_value uuid_value`,
    'is the name of a part that every project has',
  ],
  [
    'array date decimal function map partial promise proxy readonly record reg_exp request response set slice symbol',
    'is the name of a built-in type',
  ],
]);

const fieldReasons = reasons([
  ['cmax cmin ctid tableoid xmax xmin', 'is a column that PostgreSQL gives every table'],
  ['id i_d', 'is added to every resource'],
  ['created_at updated_at', 'is added to every resource'],
  ['cls self', 'is what the methods of a Python class call their class or object, so it cannot be given by name'],
  ['password password_hash token access_token refresh_token', 'would be shown to everybody who may read the resource'],
  [
    `check clean clean_fields date_error_message from_db full_clean get_constraints get_deferred_fields meta metadata models objects pk
    prepare_database_save refresh_from_db save save_base serializable_value unique_error_message validate_constraints validate_unique`,
    'is a member that Django or SQLAlchemy gives every model',
  ],
]);

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/));
}

function reasons(groups: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  return new Map(
    groups.flatMap(([names, reason]) =>
      names.split(/\s+/).flatMap(
        (it) =>
          [
            [it, reason],
            [it.replaceAll('_', '-'), reason],
          ] as const,
      ),
    ),
  );
}
