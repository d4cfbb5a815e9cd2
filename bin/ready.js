#!/usr/bin/env node
/** The container's health check: exits with 0 where the server of this container is ready, else with 1. */
const port = process.env.PORT || 4000;

try {
  const { ok } = await fetch(`http://127.0.0.1:${port}/ready`, {
    signal: AbortSignal.timeout(4000),
  });
  process.exitCode = ok ? 0 : 1;
} catch {
  process.exitCode = 1;
}
