/** One sentence for a program that is not installed: which one, and what to install. */
export function toolchainHint(program: string): string {
  const name =
    program
      .split(/[/\\]/)
      .at(-1)
      ?.replace(/\.(exe|cmd)$/i, '') ?? program;
  const source = sources.get(name);
  if (source === undefined) return `The command ${program} was not found; install it, or add its folder to PATH`;
  return `The command ${program} was not found; install ${source}, or add its folder to PATH`;
}

const node = 'Node.js 22 or newer (https://nodejs.org)';
const python = 'Python 3.11 or newer (https://www.python.org)';
const go = 'Go 1.23 or newer (https://go.dev/dl)';

const sources: ReadonlyMap<string, string> = new Map([
  ['node', node],
  ['npm', `${node}, which brings npm`],
  ['npx', `${node}, which brings npx`],
  ['corepack', node],
  ['pnpm', 'pnpm (https://pnpm.io/installation)'],
  ['yarn', 'Yarn (https://yarnpkg.com/getting-started/install)'],
  ['bun', 'Bun (https://bun.sh)'],
  ['python', python],
  ['python3', python],
  ['pip', `${python}, which brings pip`],
  ['uv', 'uv (https://docs.astral.sh/uv)'],
  ['poetry', 'Poetry (https://python-poetry.org)'],
  ['go', go],
  ['gofmt', go],
  ['golangci-lint', 'golangci-lint (https://golangci-lint.run)'],
  ['migrate', 'golang-migrate (https://github.com/golang-migrate/migrate)'],
  ['make', 'GNU Make'],
  ['git', 'Git (https://git-scm.com)'],
  ['docker', 'Docker (https://docs.docker.com/get-docker)'],
]);
