/** What tests call of `check-engines.js`. */
export function tooNew(
  packages: Record<string, { version?: string; engines?: { node?: string } }>,
  least: string,
  allowed?: Record<string, string>,
): string[];
