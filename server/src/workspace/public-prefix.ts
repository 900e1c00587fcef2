/** How a bundler decides which variables it writes into the browser's code. */
export interface Bundler {
  readonly title: string;
  /** Variables with these beginnings are written into the code; the first is the one to suggest. */
  readonly prefixes: readonly string[];
  /** The expressions that are replaced. */
  readonly apis: readonly ('process.env' | 'import.meta.env')[];
  /** Names that the bundler itself gives a value. */
  readonly given?: readonly string[];
}

/** The beginning of a name that makes some bundler publish the variable; undefined where none does. Rule catalogue, section 1.6. */
export function publicPrefixOf(name: string): string | undefined {
  return /^(?:NEXT_PUBLIC_|NUXT_PUBLIC_|EXPO_PUBLIC_|VITE_|REACT_APP_|VUE_APP_|GATSBY_|PUBLIC_)/.exec(name)?.[0];
}

/** Names that a bundler writes into the browser's code. */
export function isPublicVariable(name: string): boolean {
  return publicPrefixOf(name) !== undefined;
}

/** The bundler of a unit by what it depends on; undefined where none of them is known to be there. */
export function bundlerOf(dependencies: ReadonlySet<string>): Bundler | undefined {
  return BUNDLERS.find(({ packages }) => packages.some((it) => dependencies.has(it)));
}

/** Frameworks come first: they bring a bundler of their own, and their rules count. */
const BUNDLERS: readonly (Bundler & { readonly packages: readonly string[] })[] = [
  { title: 'Next.js', packages: ['next'], prefixes: ['NEXT_PUBLIC_'], apis: ['process.env'] },
  { title: 'Expo', packages: ['expo'], prefixes: ['EXPO_PUBLIC_'], apis: ['process.env'] },
  { title: 'Gatsby', packages: ['gatsby'], prefixes: ['GATSBY_'], apis: ['process.env'] },
  {
    title: 'Create React App',
    packages: ['react-scripts', '@craco/craco', 'react-app-rewired'],
    prefixes: ['REACT_APP_'],
    apis: ['process.env'],
    given: ['PUBLIC_URL', 'FAST_REFRESH', 'WDS_SOCKET_HOST', 'WDS_SOCKET_PATH', 'WDS_SOCKET_PORT'],
  },
  { title: 'Vue CLI', packages: ['@vue/cli-service'], prefixes: ['VUE_APP_'], apis: ['process.env'] },
  { title: 'Astro', packages: ['astro'], prefixes: ['PUBLIC_'], apis: ['import.meta.env'] },
  { title: 'SvelteKit', packages: ['@sveltejs/kit'], prefixes: ['VITE_', 'PUBLIC_'], apis: ['import.meta.env'] },
  { title: 'Rsbuild', packages: ['@rsbuild/core'], prefixes: ['PUBLIC_'], apis: ['import.meta.env', 'process.env'] },
  { title: 'Nuxt', packages: ['nuxt'], prefixes: ['NUXT_PUBLIC_', 'VITE_'], apis: ['import.meta.env'] },
  { title: 'Vite', packages: ['vite'], prefixes: ['VITE_'], apis: ['import.meta.env'] },
];
