/** The coalition itself: it is no organisation, and has people of its own who sign in. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { StartFailure } from '../platform/start-failure.ts';
import { fileOfHouse } from '../platform/root.ts';
import { COALITION } from './organisations.ts';
import { developmentSignIn, type SignIn, signInSchema } from './sign-in.ts';

const FILE = fileOfHouse('directory/coalition.json');

const schema = z.strictObject({ signIn: signInSchema.nullable() });

/**
 * Where the coalition's own people sign in: as `COALITION_FILE` says, or `coalition.json` of this folder, or else at
 * the development issuer; null where nobody does.
 * @throws StartFailure when the file is wrong.
 */
export function coalitionSignIn(env: NodeJS.ProcessEnv = process.env): SignIn | null {
  const file = env['COALITION_FILE'] || FILE;
  const development = developmentSignIn(COALITION, env);
  try {
    const { signIn } = schema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return signIn ?? development;
  } catch {
    throw new StartFailure(
      `The description of the coalition (${file}) is wrong: expected { "signIn": null } or an issuer.`,
    );
  }
}
