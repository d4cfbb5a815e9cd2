/** The local issuer is for development. */
import { StartFailure } from '../../platform/start-failure.ts';

/** @throws StartFailure in production. */
export function needDevelopment(environment: string | undefined): void {
  if (environment !== 'production') return;
  throw new StartFailure(
    'The local issuer lets anyone sign in as anyone, so it refuses to start with NODE_ENV=production: there each organisation has an issuer of its own (docs/guides/sign-in.md), and programs are started one by one (docker-compose.yml).',
  );
}
