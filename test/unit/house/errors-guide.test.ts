/** The guide to errors has a section for each code that a client sees, and says the same codes in its table. */
import { describe, expect, test } from '@jest/globals';
import { documented } from '../../../gateway/documentation.ts';
import { ERROR_CODES } from '../../../platform/format-error.ts';
import { textOf } from '../../support/files-of-house.ts';

const guide = textOf('docs/guides/errors.md');
const linesLike = (pattern: RegExp): string[] =>
  [...guide.matchAll(pattern)].map(([, code]) => code ?? '');

const sections = linesLike(/^### ([A-Z_]+)$/gm);
const rows = linesLike(/^\| \[`([A-Z_]+)`\]/gm);
const links = linesLike(/^\| \[`[A-Z_]+`\]\(#([^)]+)\)/gm);

/** The text of a section. */
const sectionOf = (code: string): string =>
  guide.split(`\n### ${code}\n`)[1]?.split(/\n##+ /, 1)[0] ?? '';

describe('the guide to errors', () => {
  test('has a section and a row for every code, and for no other', () => {
    expect(sections.toSorted()).toEqual([...ERROR_CODES].toSorted());
    expect(rows).toEqual(sections);
  });

  test('has sections where the gateway says that they are', () => {
    const addresses = sections.map(
      (code) => documented()({ extensions: { code, documentation: '' } }).extensions.documentation,
    );
    expect(links.map((anchor) => `docs/guides/errors.md#${anchor}`)).toEqual(addresses);
  });

  test.each(ERROR_CODES)('says the cause and the cure of %s', (code) => {
    expect(sectionOf(code)).toMatch(/\*\*Cause\.\*\* \S/);
    expect(sectionOf(code)).toMatch(/\*\*Cure\.\*\* \S/);
  });
});
