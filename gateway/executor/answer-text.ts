import type { FormattedExecutionResult } from 'graphql';

/** The data of an answer as text. Apollo Server takes it for the data itself, and `stringifyResult` writes it. */
export class AnswerText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** For those who stringify an answer themselves, or read the data: `executeOperation` of Apollo Server. */
  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}

/**
 * Writes a result as JSON: the option `stringifyResult` of Apollo Server. The data of our executor are a text already.
 * @example stringifyResult({ data: new AnswerText('{"a":1}') }) // '{"data":{"a":1}}\n'
 */
export function stringifyResult(result: FormattedExecutionResult): string {
  const data: unknown = result.data;
  if (!(data instanceof AnswerText)) return `${JSON.stringify(result)}\n`;
  const { errors, extensions } = result;
  const parts = [
    ...(errors ? [`"errors":${JSON.stringify(errors)}`] : []),
    `"data":${data.text}`,
    ...(extensions ? [`"extensions":${JSON.stringify(extensions)}`] : []),
  ];
  return `{${parts.join(',')}}\n`;
}
