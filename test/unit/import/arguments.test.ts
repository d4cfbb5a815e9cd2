import { describe, expect, test } from '@jest/globals';
import { readArguments, USAGE } from '../../../import/arguments.ts';

const read = (...args: string[]) => readArguments(args, {});

describe('the arguments of an import', () => {
  test('a format, a folder and an organisation', () => {
    const asked = { folder: 'exports/bridge', organisation: 'labour' };
    expect(read('polis', 'exports/bridge', '--organisation', 'labour')).toEqual(asked);
    expect(read('-o', 'labour', 'polis', 'exports/bridge')).toEqual(asked);
  });

  test('help is help, whatever else there is', () => {
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
  ])('%j is answered in a sentence, with the usage', (args, sentence) => {
    expect(() => read(...args)).toThrow(`${sentence}\n\n${USAGE.trimEnd()}`);
  });

  test('an unknown organisation is answered with those that there are', () => {
    expect(() => read('polis', 'a', '-o', 'whigs')).toThrow(
      '--organisation: expected one of labour, unite, progress, movement-for-change, peoples-assembly, but got "whigs".',
    );
  });
});
