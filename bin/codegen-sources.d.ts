/** What tests call of `codegen-sources.js`. */
export function digestOfSources(textOf?: (file: string) => string): string;
