/** How a CORS policy is written. */
export interface CorsModel {
  /** Which argument is an object with the options; 'keywords' for Python's. */
  readonly options: number | 'keywords';
  /** Keys that hold the allowed origins; the first that is there counts. */
  readonly origins: readonly string[];
  /** Keys that let in everybody where they are true. */
  readonly everybody?: readonly string[];
  readonly credentials: string;
  /** What holds where no origins are given. */
  readonly byDefault: 'wildcard' | 'nobody';
  /** What `true` for the origins means; by default what the browser says is given back. */
  readonly onTrue?: 'wildcard' | 'reflected';
  /** True where everybody with cookies means that the origin is given back, since browsers refuse a star then. */
  readonly reflectsWithCredentials?: boolean;
  /** True where the call is the registration itself: `enableCors()`. Else it is looked at how the result is used. */
  readonly isRegistration?: boolean;
  /** A key of the options that holds those of CORS: Nest's `create(AppModule, { cors: … })`. Without it there is no policy. */
  readonly key?: string;
}
