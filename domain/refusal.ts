/**
 * A wish that cannot be fulfilled, to be told to the person: `code` is a key under `refusals` in the messages,
 * `field` the form field it belongs to (none: the whole form).
 */
export class Refusal extends Error {
  readonly code: string;
  readonly field: string | undefined;
  readonly params: Record<string, string | number>;

  constructor(code: string, options: { field?: string; params?: Record<string, string | number> } = {}) {
    super(code);
    this.code = code;
    this.field = options.field;
    this.params = options.params ?? {};
  }
}

/** A thing that does not exist, or that this viewer may not see: the two are never told apart. */
export class NotFound extends Error {}
