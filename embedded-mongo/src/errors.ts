/** Errors as a MongoDB server reports them: a code, its name and a message. */

/** Codes of the server's `error_codes.yml`; a `Location` is an assertion number that has no name of its own. */
const CODES = {
  InternalError: 1,
  BadValue: 2,
  FailedToParse: 9,
  TypeMismatch: 14,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  DollarPrefixedFieldName: 52,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  CommandNotSupported: 115,
  InvalidPipelineOperator: 168,
  CannotIndexParallelArrays: 171,
  UnsupportedOpQueryCommand: 352,
  BSONObjectTooLarge: 10334,
  OperationNotSupportedInTransaction: 263,
  DuplicateKey: 11000,
  Location17217: 17217,
  Location17261: 17261,
  Location17262: 17262,
  Location17276: 17276,
  Location17313: 17313,
  Location40324: 40324,
  Location40415: 40415,
  Location51024: 51024,
} as const;

export type CodeName = keyof typeof CODES;

/** An error that a client gets: `reply()` is the reply to the command that failed. */
export class ServerError extends Error {
  readonly codeName: CodeName;
  readonly code: number;
  /** Further fields of the reply, such as `keyPattern` of a duplicate key. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(codeName: CodeName, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.name = 'ServerError';
    this.codeName = codeName;
    this.code = CODES[codeName];
    this.details = details;
  }

  reply(): Record<string, unknown> {
    const { message: errmsg, code, codeName } = this;
    return { ok: 0, errmsg, code, codeName, ...this.details };
  }
}

const UNDEFINED_VARIABLE = 'Use of undefined variable';

/** The error that a client gets for anything thrown: mingo's errors are mistakes of the client, others are our own. */
export function asServerError(thrown: unknown): ServerError {
  if (thrown instanceof ServerError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (message.startsWith(UNDEFINED_VARIABLE)) return new ServerError('Location17276', message);
  const fromMingo = thrown instanceof Error && thrown.constructor.name === 'MingoError';
  return new ServerError(fromMingo ? 'BadValue' : 'InternalError', message);
}

/** Shorthand for the most common error. */
export const badValue = (message: string): ServerError => new ServerError('BadValue', message);
