/** Where the coalition's own people sign in: the coalition is no organisation, but it has administrators. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { StartFailure } from '../platform/start-failure.ts';
import { fileOfHouse } from '../platform/root.ts';
import { COALITION } from './organisations.ts';
import { developmentSignIn, type SignIn, signInSchema } from './sign-in.ts';

const FILE = fileOfHouse('directory/coalition.json');

const schema = z.strictObject({ signIn: signInSchema.nullable() });

/**
 * Reads `COALITION_FILE`, or else `coalition.json` of this folder. Where that names no issuer it is the development
 * issuer, where one is set; else null, and nobody signs in as the coalition.
 * @throws StartFailure when the file cannot be read or is malformed.
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
