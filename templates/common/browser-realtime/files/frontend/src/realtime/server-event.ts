/** What the API tells about a change. */
export interface ServerEvent {
  /** Such as `product.created`; `reset` when changes were missed that cannot be told again. */
  readonly type: string;
  readonly data: unknown;
}
