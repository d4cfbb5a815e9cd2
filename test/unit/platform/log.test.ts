import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { allowedFacts } from '../../../platform/log-facts.ts';
import { compiled } from '../../support/compiled.ts';
import { HOUSE } from '../../support/program.ts';

test('a field that is not on the list is left out', () => {
  const facts = {
    owner: 'unite',
    status: 200,
    token: 'eyJ',
    email: 'ann@example.org',
    name: 'Ann',
  };
  expect(allowedFacts(facts)).toEqual({ owner: 'unite', status: 200 });
});

test('a line is JSON, and has only the fields of the list, whatever a program gives it', () => {
  const modules = compiled('platform/log.ts');
  const script = `import { log } from ${JSON.stringify(modules.url('platform/log.ts'))};
    log.warn({ owner: 'unite', token: 'secret', err: new Error('secret') }, 'something happened');`;
  const args = ['--input-type=module', '-e', script];
  const { stderr } = spawnSync(process.execPath, args, { cwd: HOUSE, encoding: 'utf8' });
  modules.remove();
  expect(JSON.parse(stderr)).toEqual({
    level: 40,
    time: expect.stringMatching(/^\d{4}-.*Z$/),
    owner: 'unite',
    msg: 'something happened',
  });
});

test('the text of every log line is a constant in the code', () => {
  const folders = [
    'gateway',
    'identity',
    'platform',
    'subgraphs',
    'directory',
    'import',
    'development',
  ];
  const sources = folders.flatMap((folder) =>
    readdirSync(HOUSE + folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(`${HOUSE}${folder}/${file}`, 'utf8')),
  );
  const calls = sources.flatMap(
    (source) => source.match(/\blog\.(debug|info|warn|error)\([^;]*\);/gs) ?? [],
  );
  expect(calls.length).toBeGreaterThanOrEqual(15);
  for (const call of calls) expect(call).toMatch(/'[^'`$]*',?\s*\)\)?;$/);
});
