/** What a client saw, for the test that started it. */

/** Prints it. */
export const report = (seen) => process.stdout.write(JSON.stringify(seen));

/** An answer whose errors have their code and path alone. */
export const asSeen = ({ data, errors }) => ({
  data,
  errors: errors.map(({ path, extensions }) => ({ code: extensions.code, path })),
});
