/** What scopes need to know of the directory: how bodies hang together. */
export interface Tree {
  /** `code` is `ancestor`, or below it */
  within(code: string, ancestor: string): boolean;
  /** region of an organisation, where it has one */
  regionOf(code: string): string | undefined;
}
