/** Texts of any characters, for properties. */
import * as fc from 'fast-check';

/** Every code point that is a character: surrogates stand for one only in pairs. */
const character = fc
  .oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
  .map((point) => String.fromCodePoint(point));

/**
 * Any text, with at most so many characters.
 *
 * fast-check's own (`fc.string({ unit: 'binary' })`) makes a table of all characters first, which takes longer than most
 * properties.
 */
export const anyText = (maxLength?: number): fc.Arbitrary<string> =>
  fc.array(character, { ...(maxLength && { maxLength }) }).map((characters) => characters.join(''));
