/** The compiler's API. Taken from here, because each file that takes it from the package costs every start a copy of all of the package's names. */
export { ts } from 'ts-morph';
