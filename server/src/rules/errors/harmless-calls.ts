// Calls whose failure is an answer, a clean-up that cannot do more, or telemetry that must not disturb. From the rule
// catalogue, errors/swallowed-error, "Not when".

const PROBE =
  /^(JSON\.parse|JSON\.stringify|URL|RegExp|decodeURI(Component)?|require|import|matchMedia|atob|btoa|Intl\..*|.*[lL]ocalStorage\..*|.*[sS]essionStorage\..*|(fs|fsp|promises|fs\.promises)\.(stat|lstat|access|unlink|statSync|lstatSync|accessSync|existsSync|unlinkSync|realpathSync)|import\.meta\.resolve|structuredClone|Date|BigInt|Buffer\.from|navigator\..*|document\..*|window\..*|history\..*)$/;
const CLEANUP =
  /(^|\.)(close\w*|unlink\w*|rm|rmSync|rmdir\w*|remove\w*|rollback\w*|abort\w*|destroy\w*|disconnect\w*|unsubscribe\w*|clean\w*|release\w*|terminate\w*|kill\w*|end|quit|stop\w*|dispose\w*|shutdown|Close|Rollback|removeItem|clear\w*|cancel\w*|revokeObjectURL|releasePointerCapture)$/;
const TELEMETRY =
  /(^|\.)(track\w*|capture\w*|analytics\w*|\w*telemetry\w*|sendBeacon|metrics?|increment|observe|gauge|histogram|identify|reportError|log\w*Event|vibrate|play|focus|scrollTo\w*|writeText|share|requestFullscreen|exitFullscreen|lock|prefetch|preload)$/i;

/** Methods of texts, lists and numbers, and functions that read a text: what they cannot read is an answer. */
const READING =
  /(^|\.)(parse\w*|format\w*|decode\w*|encode\w*|split|trim|slice|substring|replace\w*|match\w*|includes|indexOf|toString|toLocale\w+|toISOString|toFixed|map|filter|find|join|has|get|attr|test|exec|emit|push|keys|entries|values)$/;

/** Tells whether a call that nobody waits for only reads what is there already. */
export function isReading(name: string): boolean {
  return READING.test(name);
}

/** Tells whether a call by this name fails harmlessly. `also` are names that the user adds, by their last part or in full. */
export function isHarmless(name: string, also: readonly string[] = []): boolean {
  return (
    PROBE.test(name) || CLEANUP.test(name) || TELEMETRY.test(name) || also.some((it) => it === name || name.endsWith(`.${it}`))
  );
}
