import { runImport } from './program.ts';

process.exitCode = await runImport(process.argv.slice(2));
