import { describe, expect, test } from '@jest/globals';
import { readArguments, USAGE } from '../../../import/arguments.ts';

const read = (...args: string[]) => readArguments(args, {});

describe('the arguments of an import', () => {
  test('are a format, a folder and an organisation, in any order', () => {
    const expected = { folder: 'exports/bridge', organisation: 'labour' };
    expect(read('polis', 'exports/bridge', '--organisation', 'labour')).toEqual(expected);
    expect(read('-o', 'labour', 'polis', 'exports/bridge')).toEqual(expected);
  });

  test('ask for help with --help or -h, whatever else they are', () => {
    expect(read('--help')).toBe('help');
    expect(read('polis', '-h')).toBe('help');
  });

  test.each([
    [[], 'Expected what to import, but got nothing.'],
    [['loomio', 'x'], 'Expected "polis", but got "loomio".'],
    [['polis'], 'Expected the folder of a Polis export, but got none.'],
    [['polis', 'a', 'b'], 'Expected one folder, but got "b" as well.'],
    [['polis', 'a'], 'Expected --organisation with the id of an organisation, but got none.'],
    [['polis', 'a', '--organization', 'labour'], "Unknown option '--organization'."],
  ])('are refused in a sentence with the usage: %j', (args, sentence) => {
    expect(() => read(...args)).toThrow(`${sentence}\n\n${USAGE.trimEnd()}`);
  });

  test('with an unknown organisation are refused with a list of those that exist', () => {
    expect(() => read('polis', 'a', '-o', 'whigs')).toThrow(
      '--organisation: expected one of labour, unite, progress, movement-for-change, peoples-assembly, but got "whigs".',
    );
  });
});
